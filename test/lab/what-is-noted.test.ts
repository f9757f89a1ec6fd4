import { describe, expect, it } from 'vitest';
import { binStart, logBins } from '../../src/lab/log-bins.js';
import { MEASURES } from '../../src/lab/measures.js';
import { differences, warnings } from '../../src/lab/sample.js';
import { SlowdownSeries } from '../../src/lab/slowdown-series.js';
import { SlowdownSums } from '../../src/lab/slowdown-sums.js';
import { memoryProcesses, startBias } from '../../src/lab/start-bias.js';
import { studentInterval } from '../../src/lab/statistics/interval.js';
import { offeredLoad, workloadWarnings } from '../../src/lab/workload-warnings.js';
import { scenarioOf } from '../scenario/parse-text.js';
import fc from '../support/properties.js';

const NODES = 'nodes: [{ count: 4, name: "node%d", cpus: 1, speed: 10000 }]';
const SOURCE =
  'home: random, arrivals: { every: exponential 5s }, work: exponential 10s, memory: 1MB';

describe('bins of 1 %', () => {
  it('have each value where it is from their beginning on and below the next', () => {
    const value = fc.double({ min: 0.5, max: 3, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1, maxLength: 30 }), (values) => {
        const [first, ...counts] = logBins(Float64Array.from(values));
        expect(counts.reduce((a, b) => a + b)).toBe(values.length);
        expect([counts[0]! > 0, counts.at(-1)! > 0]).toEqual([true, true]);
        const isRight = counts.map((count, place) => {
          const [from, to] = [1.01 ** (first! + place), 1.01 ** (first! + place + 1)];
          const inside = values.filter((v) => v >= from * (1 + 1e-7) && v < to * (1 - 1e-7)).length;
          const near = values.filter((v) => v >= from * (1 - 1e-7) && v < to * (1 + 1e-7)).length;
          return count >= inside && count <= near;
        });
        expect(isRight).not.toContain(false);
      }),
    );
    expect([-1, 0, 1, 70].map(binStart)).toEqual([0.990099, 1, 1.01, 2.00676]);
  });

  it('add up over runs, with the interval that Student has of the parts beyond', () => {
    const run = fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(fc.array(run, { minLength: 2, maxLength: 5 }), (runs) => {
        const sums = new SlowdownSums();
        const binned = runs.map((values) => values.map((value) => 1.01 ** (value % 20) * 1.003));
        sums.add([]);
        for (const values of binned) sums.add(logBins(Float64Array.from(values)));
        expect(sums.runs).toBe(runs.length);
        const bins = runs.map((values) => values.map((value) => value % 20));
        const all = [...new Set(bins.flat())].sort((a, b) => a - b);
        const found = [...sums.bins()];
        expect(found.map(({ bin }) => bin)).toEqual(all);
        for (const { bin, count, slower, halfWidth } of found) {
          expect(count).toBe(bins.flat().filter((one) => one === bin).length);
          const parts = bins.map((own) => own.filter((one) => one > bin).length / own.length);
          const interval = studentInterval(parts);
          expect(slower).toBeCloseTo(interval.mean, 9);
          expect(halfWidth).toBeCloseTo(interval.halfWidth, 6);
        }
      }),
    );
  });
});

describe('what is noted of slowdowns in the order of arrival', () => {
  const notes = (runs: number, values: (i: number) => number, length = 500) => {
    const series = new SlowdownSeries();
    for (let run = 0; run < runs; run++) {
      series.add(Float64Array.from({ length: length + run }, (_, i) => values(i) + (i % 2)));
    }
    return series.notes();
  };

  it('is of five runs and more how many of the first differ, or that they have not settled', () => {
    const late = (i: number) => (i < 100 ? 50 : 2);
    const differ =
      'the first 100 watched processes differ from the others (MSER-5): a longer --warm-up leaves them out';
    expect(notes(4, late)).toEqual([]);
    expect(notes(5, late)).toEqual([differ]);
    expect(notes(5, () => 2)).toEqual([]);
    expect(notes(5, (i) => i)).toEqual([
      'the mean slowdown has not settled (MSER-5): watch more processes, or leave out more',
    ]);
    expect(new SlowdownSeries().notes()).toEqual([]);
  });

  it('is of one run between which of its processes its quantiles lie', () => {
    const series = new SlowdownSeries();
    series.add(Float64Array.from({ length: 1000 }, (_, i) => i + 1));
    expect(series.notes()).toEqual([
      'median slowdown: 500.50, from 469.00 to 531.00 by the ranks of one run',
      'slowdown, 95th percentile: 950.05, from 936.00 to 964.00 by the ranks of one run',
      'slowdown, 99th percentile: 990.01, from 983.00 to 997.00 by the ranks of one run',
    ]);
  });
});

describe('the workload of a scenario', () => {
  it('of a model offers the work of its jobs, as long as it is scaled', () => {
    const load = (scale: number) =>
      offeredLoad(
        scenarioOf(
          `${NODES}\nworkload: [{ model: lublin-2003, processors: 64, count: 9, timeScale: ${scale} }]`,
        ),
      );
    expect(load(2)).toBeGreaterThan(0);
    expect(load(2) / load(1)).toBeCloseTo(2, 9);
    expect(workloadWarnings(scenarioOf(NODES))).toEqual([]);
  });

  it('has a start that is forgotten, or none', () => {
    const window = (warm: object, watch?: object) => ({ warmUp: warm, watch }) as never;
    const processes = (count: number) => ({ kind: 'processes', count });
    const seconds = { kind: 'seconds', seconds: 9 };
    expect(startBias(window(processes(10), processes(20)), 0)).toBe(0);
    expect(startBias(window(seconds, processes(20)), 5)).toBe(0);
    expect(startBias(window(processes(10), seconds), 5)).toBe(0);
    expect(startBias(window(processes(10)), 5)).toBe(0);
    expect(startBias(window(processes(0), processes(20)), 5)).toBeCloseTo(
      (5 / 20) * (1 - Math.exp(-4)),
      12,
    );
    expect(memoryProcesses(scenarioOf(`${NODES}\nworkload: [{ home: node1, work: 5s }]`))).toBe(0);
    expect(
      memoryProcesses(scenarioOf(`${NODES}\nworkload: [{ ${SOURCE.replace('5s', '2.5s')} }]`)),
    ).toBe(0);
  });
});

it('differences are of the first sample alone, and a run that makes the mean is named', () => {
  const measure = MEASURES.find(({ key }) => key === 'meanSlowdown')!;
  const run = (slowdown: number, killed = 0) =>
    ({ processes: { alive: 0, killed }, ofProcesses: { slowdown } }) as never;
  const sample = (name: string, ...values: number[]) => ({
    name,
    runs: values.map((one) => run(one)),
  });
  expect(differences([], [measure])).toEqual([]);
  const found = differences([sample('a', 1, 2), sample('b', 3, 5), sample('c', 1, 2)], [measure]);
  expect(found.map(({ name, contrast }) => [name, contrast.mean])).toEqual([
    ['b', 2.5],
    ['c', 0],
  ]);
  // Four runs of 1 and one of x: x over the mean is just 5 for no x, of 25 of six runs.
  expect(warnings({ name: 'a', runs: [run(2, 3), run(2), run(2, 1)] })).toEqual([
    'a: processes were killed in 2 of 3 runs: means are of those that completed',
  ]);
  expect(warnings(sample('a', 0, 0, 0, 0, 5))).toEqual([]);
  expect(warnings(sample('a', 0, 0, 0, 0, 0, 5))).toEqual([
    'a: one run has 6.0 times the mean slowdown of all',
  ]);
});
