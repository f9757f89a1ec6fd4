import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import {
  OF_PROCESSES,
  type ProcessSample,
  WatchedProcesses,
} from '../../src/metrics/watched-processes.js';
import { type Extent, WHOLE_RUN, type Window } from '../../src/metrics/window.js';
import fc, { type Arbitrary } from '../support/properties.js';
import { histories } from './random-history.js';

it.each([
  [undefined, Number.NaN],
  [0, 0],
  [7, 7],
])('a process that started with work %j is watched with work %j', (workSeconds, expected) => {
  const warmUp = { kind: 'seconds', seconds: 0 } as const;
  const processes = new WatchedProcesses({ warmUp, watch: undefined });
  const process = { pid: 1, home: 1, memoryBytes: 0, user: 'u', command: 'c' };
  processes.observe({ at: 0, type: 'started', ...process, workSeconds });
  expect(processes.samples.map((sample) => sample.workSeconds)).toEqual([expected]);
});

it('of a whole run all processes are watched, from the first one on', () => {
  const processes = new WatchedProcesses(WHOLE_RUN);
  expect([processes.isWarm, processes.isFilled, processes.isDone]).toEqual([true, true, false]);
  expect([processes.isShort, processes.awaits(1)]).toEqual([false, false]);
});

it.each([
  ['processes', 1, false],
  ['seconds', 1, false],
  ['seconds', 0, true],
  ['processes', 0, true],
] as const)('after a warm-up of %s %d a run is warm at once: %j', (kind, amount, isWarm) => {
  const warmUp: Extent = kind === 'processes' ? { kind, count: amount } : { kind, seconds: amount };
  expect(new WatchedProcesses({ warmUp, watch: undefined }).isWarm).toBe(isWarm);
});

describe('a job', () => {
  /** Jobs that arrive with so many processes each, a second apart; pids from 1. */
  const watchedOf = (window: Window, jobs: readonly number[]) => {
    const processes = new WatchedProcesses(window);
    let pid = 0;
    for (const [job, size] of jobs.entries()) {
      for (let part = 0; part < size; part++) {
        const process = { home: 1, memoryBytes: 0, user: 'u', command: 'c', job };
        processes.observe({ at: job, type: 'started', ...process, pid: ++pid, workSeconds: 5 });
        if (!processes.isWarm && processes.isFilled) processes.warm(job);
      }
    }
    return processes.samples.map((sample) => sample.pid);
  };
  const count = (so: number): Extent => ({ kind: 'processes', count: so });

  it('of which some processes are among the first N is watched with all of them', () => {
    expect(watchedOf({ warmUp: count(0), watch: count(4) }, [3, 4, 2])).toEqual([
      1, 2, 3, 4, 5, 6, 7,
    ]);
  });

  it('of which some processes are in the warm-up is left out with all of them', () => {
    expect(watchedOf({ warmUp: count(1), watch: count(3) }, [3, 4, 2])).toEqual([4, 5, 6, 7]);
  });

  it('of one process is as one without a number', () => {
    expect(watchedOf({ warmUp: count(1), watch: count(2) }, [1, 1, 1, 1])).toEqual([2, 3]);
  });
});

const extents: Arbitrary<Extent> = fc.oneof(
  fc.record({ kind: fc.constant('processes' as const), count: fc.nat(6) }),
  fc.record({ kind: fc.constant('seconds' as const), seconds: fc.nat(6).map((n) => n / 2) }),
);
const windows: Arbitrary<Window> = fc.record({
  warmUp: extents,
  watch: fc.option(extents, { nil: undefined }),
});

describe('the processes of a window, whatever happens', () => {
  it('are those that a list of all events has', () => {
    fc.assert(
      fc.property(histories, windows, fc.nat(60), (events, window, warmAfter) => {
        const processes = new WatchedProcesses(window);
        const naive = new NaiveWatch(window);
        expectAlike(processes, naive);
        events.forEach((event, index) => {
          if (index === warmAfter && naive.warmSeconds === undefined) {
            processes.warm(event.at);
            naive.warmSeconds = event.at;
          }
          naive.events.push(event);
          if (naive.warmSeconds !== undefined) naive.warmEvents.add(event);
          if (OF_PROCESSES.includes(event.type)) processes.observe(event);
          expectAlike(processes, naive);
        });
      }),
      { numRuns: 40 },
    );
  });
});

function expectAlike(processes: WatchedProcesses, naive: NaiveWatch): void {
  const { samples, isWarm, isFilled, isDone, isShort, counts, returned } = processes;
  const { lastCompletionSeconds } = processes;
  expect({
    samples,
    isWarm,
    isFilled,
    isDone,
    isShort,
    counts,
    returned,
    lastCompletionSeconds,
  }).toEqual(naive.all);
  for (let pid = 1; pid <= 5; pid++) expect(processes.awaits(pid)).toBe(naive.awaits(pid));
}

/** Looks through all events for each answer. */
class NaiveWatch {
  readonly events: ClusterEvent[] = [];
  /** Those since the warm-up was over. */
  readonly warmEvents = new Set<ClusterEvent>();
  warmSeconds: number | undefined;

  constructor(readonly window: Window) {
    const { warmUp } = window;
    if (warmUp.kind === 'seconds' ? warmUp.seconds === 0 : warmUp.count === 0) this.warmSeconds = 0;
  }

  get all() {
    const { warmUp, watch } = this.window;
    const samples = this.samples;
    const completed = samples.filter((one) => one.completionSeconds !== undefined);
    const killed = samples.filter(({ pid }) => this.endOf(pid)?.type === 'killed').length;
    const alive = samples.length - completed.length - killed;
    const wanted = watch?.kind === 'processes' ? watch.count : 0;
    const ends = completed.map((one) => one.completionSeconds!);
    return {
      samples,
      isWarm: this.warmSeconds !== undefined,
      isFilled:
        warmUp.kind === 'processes' &&
        this.events.filter(({ type }) => type === 'started').length >= warmUp.count,
      isDone: watch !== undefined && alive === 0 && samples.length >= wanted,
      isShort: samples.length < wanted,
      counts: { arrived: samples.length, completed: completed.length, killed, alive },
      returned: this.returned,
      lastCompletionSeconds: ends.length === 0 ? Number.NaN : Math.max(...ends),
    };
  }

  get samples(): readonly ProcessSample[] {
    const { watch } = this.window;
    const started = this.events.filter((event) => event.type === 'started');
    const taken: typeof started = [];
    for (const event of started) {
      const { job, at } = event;
      const first = started.find((one) => one === event || (one.job === job && one.at === at))!;
      const isPart = job !== undefined && first !== event;
      const isEarly = watch?.kind !== 'seconds' || at < this.warmSeconds! + watch.seconds;
      const isFew = watch?.kind !== 'processes' || taken.length < watch.count;
      const isOwn = this.warmEvents.has(event) && isEarly && isFew;
      if (isPart ? taken.includes(first) : isOwn) taken.push(event);
    }
    return taken.map((event) => {
      const { pid, user, command, home, job, workSeconds } = event;
      const end = this.endOf(pid);
      return {
        ...{ pid, user, command, home, job, arrivalSeconds: event.at, workSeconds: workSeconds! },
        completionSeconds: end?.type === 'completed' ? end.at : undefined,
        migrations: this.of(pid).filter(({ type }) => type === 'migrated').length,
        frozenSeconds: this.frozenSeconds(pid),
      };
    });
  }

  of(pid: number): readonly ClusterEvent[] {
    return this.events.filter((event) => 'pid' in event && event.pid === pid);
  }

  endOf(pid: number): ClusterEvent | undefined {
    return this.of(pid).find(({ type }) => type === 'completed' || type === 'killed');
  }

  awaits(pid: number): boolean {
    return this.samples.some((one) => one.pid === pid) && this.endOf(pid) === undefined;
  }

  frozenSeconds(pid: number): number {
    const moves = this.of(pid).filter(({ type }) => type.startsWith('migra'));
    return moves.reduce(
      (sum, { type, at }, index) =>
        type === 'migration-started' ? sum : sum + at - moves[index - 1]!.at,
      0,
    );
  }

  get returned(): number {
    const moves = this.events.filter((event) => event.type === 'migrated');
    return moves.filter((move, index) => {
      const before = moves.slice(0, index).findLast(({ pid }) => pid === move.pid);
      return before?.from === move.to;
    }).length;
  }
}
