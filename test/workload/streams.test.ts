import { describe, expect, it } from 'vitest';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import { arrivalOrder } from '../../src/workload/arrival-order.js';
import { type Feedback, MergedFeedback } from '../../src/workload/feedback.js';
import { HeldJobs } from '../../src/workload/files/held-jobs.js';
import { Homes } from '../../src/workload/homes.js';
import { JobArrivals, type JobWindow } from '../../src/workload/job-arrivals.js';
import type { Job } from '../../src/workload/jobs.js';
import { MergedArrivals } from '../../src/workload/merged-arrivals.js';
import { arrivalsOf, processSpec } from '../support/cluster-builder.js';
import { drain } from '../support/drain.js';
import fc from '../support/properties.js';

const ENDLESS = Number.POSITIVE_INFINITY;

describe('rows in the order of their arrival', () => {
  it('are those of a naive sort, rows of one time as they stand; none where they are so already', () => {
    fc.assert(
      fc.property(fc.array(fc.nat(5), { maxLength: 12 }), (times) => {
        const rows = [...times.keys()].sort((a, b) => times[a]! - times[b]! || a - b);
        const order = arrivalOrder(Float64Array.from(times));
        const isSorted = rows.every((row, at) => row === at);
        expect(order && [...order]).toEqual(isSorted ? undefined : rows);
      }),
    );
  });
});

describe('several sources as one', () => {
  const times = fc.array(fc.nat(6), { maxLength: 6 }).map((list) => list.toSorted((a, b) => a - b));

  /** Processes named by their source and their place in it. */
  const made = (sources: readonly (readonly number[])[]) =>
    sources.map((list, source) =>
      list.map((arrivalSeconds, place) =>
        processSpec(1, { arrivalSeconds, command: `${source}.${place}` }),
      ),
    );
  const merged = (sources: readonly (readonly number[])[]) =>
    new MergedArrivals(made(sources).map(arrivalsOf));
  const named = (one: ProcessSpec) => `${one.arrivalSeconds} ${one.command}`;

  it('give all processes by time, those of one time by source', () => {
    fc.assert(
      fc.property(fc.array(times, { maxLength: 5 }), (sources) => {
        const naive = made(sources)
          .flat()
          .sort((a, b) => a.arrivalSeconds - b.arrivalSeconds)
          .map(named);
        expect(drain(merged(sources)).map(named)).toEqual(naive);
      }),
    );
  });

  it('go on where they were when a run is taken up', () => {
    const sources = [[1, 4, 4], [], [0, 1, 6], [4]];
    for (let taken = 0; taken <= 8; taken++) {
      const first = merged(sources);
      for (let count = 0; count < taken; count++) first.next();
      const second = merged(sources);
      restore(second, saved(first));
      expect(drain(second).map(named)).toEqual(drain(first).map(named));
    }
  });

  it('give themselves the highest pid of any, and none where none does', () => {
    const source = (highestPid: number) => ({ ...arrivalsOf([]), highestPid });
    expect(new MergedArrivals([source(7), source(-1), source(12), source(3)]).highestPid).toBe(12);
    expect(new MergedArrivals([source(-1)]).highestPid).toBe(-1);
    expect(new MergedArrivals([]).highestPid).toBe(-1);
  });
});

describe('several sources that wait for ends, as one,', () => {
  /** Gives one process at each of these times. */
  function source(name: string, times: number[], said: string[]): Feedback {
    return {
      get nextTime() {
        return times[0] ?? ENDLESS;
      },
      get hasMore() {
        return times.length > 0;
      },
      next: (pid) => {
        said.push(`${name} at ${times.shift()} as ${pid}`);
        return processSpec(1);
      },
      ended: (pid, seconds) => void said.push(`${name} hears of ${pid} at ${seconds}`),
      exchange: () => {},
    };
  }

  it('have the earliest of their processes next, of equals that of the first source', () => {
    const said: string[] = [];
    const all = new MergedFeedback([source('a', [3, 5], said), source('b', [2, 3, 9], said)]);
    const times: number[] = [];
    for (let pid = 1; all.hasMore; pid++) {
      times.push(all.nextTime);
      all.next(pid);
    }
    expect(times).toEqual([2, 3, 3, 5, 9]);
    expect(said).toEqual([
      'b at 2 as 1',
      'a at 3 as 2',
      'b at 3 as 3',
      'a at 5 as 4',
      'b at 9 as 5',
    ]);
    expect([all.nextTime, all.hasMore]).toEqual([ENDLESS, false]);
  });

  it('all hear of every end', () => {
    const said: string[] = [];
    new MergedFeedback([source('a', [], said), source('b', [1], said)]).ended(7, 4);
    expect(said).toEqual(['a hears of 7 at 4', 'b hears of 7 at 4']);
  });
});

describe('the homes of a source', () => {
  const take = (homes: Homes, count: number) => Array.from({ length: count }, () => homes.next());
  const nodes = [2, 5, 9];

  it('are its nodes in turn, or one of them for all', () => {
    expect(take(new Homes('round-robin', nodes, new Random(1)), 7)).toEqual([2, 5, 9, 2, 5, 9, 2]);
    expect(take(new Homes(5, nodes, new Random(1)), 3)).toEqual([5, 5, 5]);
  });

  it('are drawn each as likely as the others: 1000 of 3000, give or take 4 deviations', () => {
    const drawn = take(new Homes('random', nodes, new Random(1)), 3000);
    for (const node of nodes) {
      const count = drawn.filter((one) => one === node).length;
      expect(Math.abs(count - 1000)).toBeLessThan(4 * Math.sqrt(3000 * (1 / 3) * (2 / 3)));
    }
  });

  it.each(['random', 'round-robin'] as const)('go on when a run is taken up: %s', (rule) => {
    const first = new Homes(rule, nodes, new Random(1));
    take(first, 4);
    const second = new Homes(rule, nodes, new Random(1));
    restore(second, saved(first));
    expect(take(second, 10)).toEqual(take(first, 10));
  });
});

describe('the processes of jobs', () => {
  const job = (submitSeconds: number, changes: Partial<Job> = {}): Job => ({
    ...{ id: -1, submitSeconds, runSeconds: 60, processors: 1, memoryBytes: 0, user: -1 },
    ...{ estimateSeconds: -1, ...changes },
  });

  function processesOf(jobs: readonly Job[], window: Partial<JobWindow> = {}): ProcessSpec[] {
    const held = new HeldJobs();
    for (const one of jobs) held.add(one);
    const homes = new Homes('round-robin', [1, 2], new Random(1));
    const whole = { timeScale: 1, startSeconds: 0, endSeconds: ENDLESS };
    return drain(new JobArrivals(held.sorted(), homes, { ...whole, ...window }));
  }

  it('are one a processor, each with the work and the memory of its job, at homes in turn', () => {
    const jobs = [job(7, { processors: 3, runSeconds: 5, memoryBytes: 9 }), job(8)];
    const one = { arrivalSeconds: 7, workSeconds: 5, residentBytes: 9, job: 1 };
    const plain = { ...{ nice: 0, cantmove: 0, pid: undefined, profile: undefined } };
    const found = processesOf(jobs);
    expect(found).toMatchObject([
      ...[1, 2, 1].map((home) => ({ ...one, home, ...plain })),
      { arrivalSeconds: 8, workSeconds: 60, residentBytes: 0, job: 2, home: 2, ...plain },
    ]);
    expect(found[0]!.readsPrevious).toBeUndefined();
  });

  it.each([
    [{}, { job: 1, command: 'job', user: 'nobody', estimateSeconds: undefined }],
    [{ id: 0 }, { job: 0, command: 'job0' }],
    [{ id: 40 }, { job: 40, command: 'job40' }],
    [{ user: 0 }, { user: 'u0' }],
    [{ user: 12 }, { user: 'u12' }],
    [{ estimateSeconds: 0 }, { estimateSeconds: undefined }],
    [{ estimateSeconds: 1 }, { estimateSeconds: 1 }],
  ])('say what their job says of itself, and what stands for the unknown: %j', (said, shown) => {
    expect(processesOf([job(0, said)])[0]).toMatchObject(shown);
  });

  it('are numbered from the number of their source, the unnamed by their place in it', () => {
    const jobs = [job(1), job(2, { id: 7 }), job(3)];
    const numbers = processesOf(jobs, { jobBase: 1000, startSeconds: 2 }).map((one) => one.job);
    expect(numbers).toEqual([1007, 1003]);
  });

  it.each([
    [0, ENDLESS, 1, [1, 2, 4, 4, 8]],
    [2, 8, 1, [0, 2, 2]],
    [2, 8.5, 2, [0, 1, 1, 3]],
    [4, 4, 1, []],
    [9, ENDLESS, 1, []],
    [0, ENDLESS, 4, [0.25, 0.5, 1, 1, 2]],
  ])('of a window from %d to before %d, %d times as fast, come at %j', (start, end, scale, at) => {
    const jobs = [8, 4, 1, 2, 4].map((submit) => job(submit));
    const window = { startSeconds: start, endSeconds: end, timeScale: scale };
    expect(processesOf(jobs, window).map((one) => one.arrivalSeconds)).toEqual(at);
  });
});
