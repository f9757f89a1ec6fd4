import { describe, expect, it } from 'vitest';
import { classesOf } from '../../src/lab/classes.js';
import { binStart, logBins } from '../../src/lab/log-bins.js';
import { ratioOfMeans } from '../../src/lab/statistics/ratio.js';
import type { ProcessSample } from '../../src/metrics/watched-processes.js';
import { Figurer, USUAL_SLOWDOWN } from '../../src/metrics/window-figures.js';
import { scenarioOf } from '../scenario/parse-text.js';

const { nodes } = scenarioOf('nodes: [{ count: 2, cpus: 1, speed: 10000 }]');
const figurer = new Figurer(nodes, USUAL_SLOWDOWN);

/** Process i of work i + 1 s, alone on its CPU: slowdown 1. */
function processes(count: number, more: (i: number) => Partial<ProcessSample> = () => ({})) {
  return Array.from(
    { length: count },
    (_, i): ProcessSample => ({
      ...{ pid: i + 1, job: undefined, user: 'ann', command: 'cc', home: nodes[0]!.id },
      ...{ arrivalSeconds: 0, workSeconds: i + 1, completionSeconds: i + 1 },
      ...{ migrations: 0, frozenSeconds: 0, ...more(i) },
    }),
  );
}

describe('classes of processes', () => {
  // Works 20, 19, ..., 1: the first tenth has 1 and 2, mean 1.5; the last 19 and 20.
  it('by size are tenths of the processes, the smallest first', () => {
    const classes = classesOf('size decile', processes(20).reverse(), figurer);
    expect(Object.keys(classes)).toHaveLength(10);
    expect(classes['1']).toMatchObject({ processes: 2, response: 1.5 });
    expect(classes['10']).toMatchObject({ processes: 2, response: 19.5 });
  });

  it('by user have figures of their own', () => {
    const classes = classesOf(
      'user',
      processes(4, (i) => ({ user: i === 3 ? 'bob' : 'ann', completionSeconds: 4 })),
      figurer,
    );
    expect(Object.keys(classes)).toEqual(['ann', 'bob']);
    // (4/1 + 4/2 + 4/3) / 3 = 22/9
    expect(classes.ann!.slowdown).toBeCloseTo(22 / 9, 12);
    expect(classes.bob).toMatchObject({ processes: 1, slowdown: 1 });
  });

  it('are called what their users are, whatever that means in JavaScript', () => {
    const names = ['__proto__', 'constructor', 'toString'];
    const classes = classesOf(
      'user',
      processes(3, (i) => ({ user: names[i]! })),
      figurer,
    );
    expect(Object.keys(classes)).toEqual(names);
  });

  // Job 1 has pids 1 to 3: it needs 3 s alone and takes 3 s. Pids 4 and 5 are jobs of their own.
  it('by job are jobs by how many processes they have, each as one', () => {
    const classes = classesOf(
      'job',
      processes(5, (i) => ({ job: i < 3 ? 1 : undefined })),
      figurer,
    );
    expect(Object.keys(classes)).toEqual(['1', '3-4']);
    expect(classes['3-4']).toMatchObject({ processes: 1, response: 3, slowdown: 1 });
    expect(classes['1']).toMatchObject({ processes: 2, response: 4.5 });
  });

  it('are refused when there are too many', () => {
    const many = processes(1001, (i) => ({ user: `user ${i}` }));
    expect(() => classesOf('user', many, figurer)).toThrow('by user there are 1001 classes');
  });
});

describe('bins of a distribution', () => {
  it('are of 1 %, the same for all runs, so that counts add up', () => {
    expect(logBins(Float64Array.of(1, 1.005, 1.0301))).toEqual([0, 2, 0, 1]);
    expect(logBins(Float64Array.of(1 - 1e-13))).toEqual([0, 1]);
    expect(logBins(Float64Array.of())).toEqual([]);
    expect(binStart(2)).toBe(1.0201);
  });
});

describe('the ratio of two means', () => {
  it('is exact when the pairs are in proportion', () => {
    const other = [10, 11, 12];
    expect(
      ratioOfMeans(
        other.map((value) => 3 * value),
        other,
      ),
    ).toEqual({
      ratio: 3,
      low: expect.closeTo(3, 6),
      high: expect.closeTo(3, 6),
    });
  });

  // At its bounds the mean of one - r other is just not 0 by the paired t test (Fieller).
  it('lies between the ratios that a paired t test does not reject', () => {
    const other = Array.from({ length: 20 }, (_, i) => 10 + Math.sin(i));
    const one = other.map((value, i) => 1.2 * value + 0.3 * Math.cos(3 * i));
    const { low, high } = ratioOfMeans(one, other);
    for (const r of [low, high]) {
      const rest = one.map((value, i) => value - r * other[i]!);
      const mean = rest.reduce((a, b) => a + b) / 20;
      const deviation = Math.sqrt(rest.reduce((sum, v) => sum + (v - mean) ** 2, 0) / 19);
      expect(Math.abs(mean) / (deviation / Math.sqrt(20))).toBeCloseTo(2.0930241, 5);
    }
  });

  it('may be anything when the denominator may be 0', () => {
    expect(ratioOfMeans([1, 2], [-1, 1.1]).low).toBeNaN();
  });
});
