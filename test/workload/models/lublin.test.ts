import { describe, expect, it } from 'vitest';
import { mean } from '../../../src/base/statistics.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import { Random } from '../../../src/kernel/random.js';
import {
  dailyWeights,
  meanGap,
  meanRunTime,
  meanWork,
} from '../../../src/workload/models/lublin.js';
import { LublinJobs } from '../../../src/workload/models/lublin-jobs.js';
import { openWorkload } from '../../../src/workload/open-workload.js';
import { standardError } from '../../support/sample-statistics.js';

const JOBS = 20_000;

interface Drawn {
  readonly submitSeconds: number;
  readonly processors: number;
  readonly runSeconds: number;
  readonly memoryBytes: number;
}

function lublinJobs(count: number, seed: number): LublinJobs {
  const memory = { kind: 'exponential', mean: 1e6 } as const;
  return new LublinJobs({ processors: 128, count, memory }, new Random(seed));
}

function rest(jobs: LublinJobs): readonly Drawn[] {
  const drawn: Drawn[] = [];
  while (jobs.next()) {
    const { submitSeconds, processors, runSeconds, memoryBytes } = jobs;
    drawn.push({ submitSeconds, processors, runSeconds, memoryBytes });
  }
  return drawn;
}

const jobs = rest(lublinJobs(JOBS, 1));
const part = (is: (job: Drawn) => boolean) => jobs.filter(is).length / jobs.length;

/** Within 4 standard errors. */
function expectMean(values: readonly number[], expected: number): void {
  expect(Math.abs(mean(values) - expected)).toBeLessThan(4 * standardError(values));
}

it('jobs of Lublin & Feitelson 2003 go on where they were saved', () => {
  const [jobs, others] = [lublinJobs(20, 1), lublinJobs(20, 2)];
  for (let job = 0; job < 7; job++) jobs.next();
  restore(others, saved(jobs));
  expect(rest(others)).toEqual(rest(jobs));
});

describe('jobs of Lublin & Feitelson 2003, of a computer of 128 processors', () => {
  it('are serial with probability .244, of a power of two processors with .576 more', () => {
    expect(part(({ processors }) => processors === 1)).toBeCloseTo(0.244, 1);
    expectMean(
      jobs.map(({ processors }) => (processors === 1 ? 1 : 0)),
      // 2^0.8 to 2^1.5 also rounds to 2: none of the others to 1.
      0.244,
    );
    const powers = [1, 2, 4, 8, 16, 32, 64, 128];
    expect(part(({ processors }) => powers.includes(processors))).toBeGreaterThan(0.82);
    expect(jobs.every(({ processors }) => processors >= 1 && processors <= 128)).toBe(true);
    // Two stages: 0.8 to 4.5 with .86, 4.5 to 7 with .14.
    const parallel = jobs.filter(({ processors }) => processors > 1);
    const large = parallel.filter(({ processors }) => processors > 2 ** 4.5).length;
    expect(Math.abs(large / parallel.length - 0.14)).toBeLessThan(0.01);
  });

  it('run as long as the two gamma distributions say, cut at e^12 s', () => {
    // Without the cut, of the first one alone: (1 - .94)^-4.2 s, of the second .97^-312 s.
    const ofLogs = (size: number) => {
      const short = 0.78 - 0.0054 * size;
      return short * 4.2 * 0.94 + (1 - short) * 312 * 0.03;
    };
    const logs = jobs
      .filter(({ processors }) => processors === 1)
      .map(({ runSeconds }) => Math.log(runSeconds));
    // The cut takes .4 % of the short ones.
    expect(Math.abs(mean(logs) / ofLogs(1) - 1)).toBeLessThan(0.02);
    expectMean(
      jobs.filter(({ processors }) => processors === 1).map(({ runSeconds }) => runSeconds),
      meanRunTime(1),
    );
    expect(jobs.every(({ runSeconds }) => runSeconds <= Math.exp(12))).toBe(true);
    expectMean(
      jobs.map(({ processors, runSeconds }) => processors * runSeconds),
      meanWork(128),
    );
  });

  it.each([16, 128, 1000])(
    'work as the sum over all sizes says, of %d processors',
    (processors) => {
      const highest = Math.log2(processors);
      const middle = highest - 2.5;
      // Of the binary logarithm: .86 between .8 and the middle, .14 from there to the highest.
      const within = (low: number, high: number, [from, to]: readonly [number, number]) =>
        Math.max(0, Math.min(high, to) - Math.max(low, from)) / (to - from);
      const partOf = (low: number, high: number) =>
        0.86 * within(low, high, [0.8, middle]) + 0.14 * within(low, high, [middle, highest]);
      let sum = 0.244 * meanRunTime(1);
      for (let size = 1; size <= processors; size++) {
        const end = size === processors ? highest : Math.log2(size + 0.5);
        sum += (1 - 0.244 - 0.576) * partOf(Math.log2(size - 0.5), end) * size * meanRunTime(size);
      }
      for (let log = 0; log <= highest + 1; log++) {
        const size = Math.min(processors, 2 ** log);
        sum += 0.576 * partOf(log - 0.5, log + 0.5) * size * meanRunTime(size);
      }
      expect(Math.abs(meanWork(processors) / sum - 1)).toBeLessThan(5e-4);
    },
  );

  it('come at the mean rate, most of them in the early afternoon', () => {
    const gaps = jobs.map(
      ({ submitSeconds }, index) => submitSeconds - (jobs[index - 1]?.submitSeconds ?? 0),
    );
    expect(Math.abs(mean(gaps) / meanGap() - 1)).toBeLessThan(0.1);
    const weights = dailyWeights();
    expect(mean(weights)).toBeCloseTo(1, 12);
    const busiest = weights.indexOf(Math.max(...weights)) / 2;
    expect(busiest).toBeGreaterThan(12);
    expect(busiest).toBeLessThan(16);
    const afternoon = ({ submitSeconds }: Drawn) => {
      const hour = (submitSeconds / 3600) % 24;
      return hour >= 12 && hour < 18;
    };
    const expected = weights.slice(24, 36).reduce((sum, weight) => sum + weight, 0) / 48;
    expect(Math.abs(part(afternoon) / expected - 1)).toBeLessThan(0.05);
  });

  it('become processes, each with the number of its job', () => {
    const random = new Random(5);
    const { arrivals } = openWorkload(
      [
        {
          ...{ kind: 'model', model: 'lublin-2003', home: 'round-robin', processors: 16 },
          ...{ count: 30, timeScale: 2, memory: { kind: 'constant', value: 7 } },
        },
      ],
      { nodes: [1, 2], random },
    );
    const sizes = new Map<number, number>();
    for (let next = arrivals.next(); next !== undefined; next = arrivals.next()) {
      expect(next.residentBytes).toBe(7);
      sizes.set(next.job!, (sizes.get(next.job!) ?? 0) + 1);
    }
    expect([...sizes.keys()]).toEqual(Array.from({ length: 30 }, (_, index) => index + 1));
    expect(Math.max(...sizes.values())).toBeLessThanOrEqual(16);
  });
});
