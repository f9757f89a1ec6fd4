import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Totals } from '../../src/cluster/facts/view.js';
import { type ProcessSample, WatchedProcesses } from '../../src/metrics/watched-processes.js';
import type { Window } from '../../src/metrics/window.js';
import { Figurer, USUAL_SLOWDOWN } from '../../src/metrics/window-figures.js';
import { WindowSummary } from '../../src/metrics/window-summary.js';
import { completed, failed, killed, left, migrated, NODES, started } from './told-events.js';

describe('the processes of a window', () => {
  const watchedAfter = (window: Window, ...events: (ClusterEvent | number)[]) => {
    const watched = new WatchedProcesses(window);
    for (const event of events) {
      if (typeof event === 'number') watched.warm(event);
      else watched.observe(event);
    }
    return watched;
  };
  const none = { kind: 'processes', count: 0 } as const;
  const arrivals = [started(0, 1), started(1, 2), started(2, 3), started(3, 4)];
  const pids = ({ samples }: WatchedProcesses) => samples.map(({ pid }) => pid);

  it('are all that arrive, without a warm-up and an end', () => {
    const all = watchedAfter({ warmUp: none, watch: undefined }, ...arrivals);
    expect([pids(all), all.isWarm, all.isDone]).toEqual([[1, 2, 3, 4], true, false]);
    const timed = watchedAfter({ warmUp: { kind: 'seconds', seconds: 0 }, watch: undefined });
    expect(timed.isWarm).toBe(true);
  });

  it('are those after the warm-up, as many as are asked for', () => {
    const window: Window = {
      warmUp: { kind: 'processes', count: 2 },
      watch: { kind: 'processes', count: 1 },
    };
    const before = watchedAfter(window, arrivals[0]!);
    expect([before.isFilled, before.isWarm, before.isDone]).toEqual([false, false, false]);
    expect(watchedAfter(window, ...arrivals.slice(0, 2)).isFilled).toBe(true);
    const warm = [...arrivals.slice(0, 2), 1.5, ...arrivals.slice(2)];
    const after = watchedAfter(window, ...warm);
    expect([pids(after), after.isWarm, after.isDone]).toEqual([[3], true, false]);
    expect(watchedAfter(window, ...warm, completed(9, 3)).isDone).toBe(true);
    expect(watchedAfter(window, ...warm, completed(9, 4)).isDone).toBe(false);
    expect(watchedAfter(window, ...arrivals.slice(0, 2), 1.5).isDone).toBe(false);
  });

  it('are those of so many seconds', () => {
    const window: Window = {
      warmUp: { kind: 'seconds', seconds: 1 },
      watch: { kind: 'seconds', seconds: 2 },
    };
    const after = watchedAfter(window, arrivals[0]!, 1, ...arrivals.slice(1));
    expect([pids(after), after.isFilled]).toEqual([[2, 3], false]);
    expect(watchedAfter(window, 1).isDone).toBe(true);
  });

  it('are those of so many seconds from the beginning on, without a warm-up', () => {
    const watch = { kind: 'seconds', seconds: 2 } as const;
    expect(pids(watchedAfter({ warmUp: none, watch }, ...arrivals))).toEqual([1, 2]);
  });

  it('are counted by what became of them', () => {
    const window = { warmUp: none, watch: undefined };
    const events = [...arrivals, completed(5, 1), killed(6, 2), completed(7, 3), killed(8, 99)];
    const after = watchedAfter(window, ...events);
    expect(after.counts).toEqual({ arrived: 4, completed: 2, killed: 1, alive: 1 });
    expect(after.lastCompletionSeconds).toBe(7);
    expect(watchedAfter(window, ...arrivals).lastCompletionSeconds).toBeNaN();
    expect(after.samples.map(({ completionSeconds }) => completionSeconds)).toEqual([
      ...[5, undefined, 7, undefined],
    ]);
  });

  it('have their migrations and the time these took; those that went back are counted', () => {
    const after = watchedAfter(
      { warmUp: none, watch: { kind: 'processes', count: 1 } },
      ...[started(0, 1), started(0, 2), left(1, 1), failed(1.5, 1)],
      ...[migrated(2, 1, 1, 2), migrated(3, 1, 2, 3), migrated(4, 1, 3, 2), migrated(5, 2, 1, 2)],
      ...[migrated(6, 2, 2, 1)],
    );
    expect(after.samples).toEqual([
      expect.objectContaining({ pid: 1, migrations: 3, frozenSeconds: 0.5 + 3 * 0.25 }),
    ]);
    expect(after.returned).toBe(2);
  });
});

describe('the figures of processes', () => {
  const sample = (changes: Partial<ProcessSample>): ProcessSample => ({
    ...{ pid: 1, job: undefined, user: 'u', command: 'c', home: 1, arrivalSeconds: 0 },
    ...{ workSeconds: 20, completionSeconds: 40, migrations: 0, frozenSeconds: 0, ...changes },
  });
  const rule = USUAL_SLOWDOWN;
  const usual = new Figurer(NODES, rule);

  it.each([
    ['home', 1, 2],
    ['home', 2, 4],
    ['fastest', 1, 4],
    ['standard', 2, 2],
  ] as const)(
    'take slowdown by %s: of a process of node %d it is %d',
    (yardstick, home, slowdown) => {
      const figurer = new Figurer(NODES, { ...rule, yardstick });
      expect(figurer.slowdownOf(sample({ home }))).toBe(slowdown);
    },
  );

  it('are means over those that completed; slowdown is of those that had something to do', () => {
    const samples = [
      sample({ migrations: 3, frozenSeconds: 1 }),
      sample({ pid: 2, workSeconds: 0, completionSeconds: 20 }),
      sample({ pid: 3, completionSeconds: undefined, migrations: 9 }),
      sample({ pid: 4, workSeconds: 4, completionSeconds: 16, migrations: 0, frozenSeconds: 5 }),
    ];
    const figures = usual.ofProcesses(samples);
    expect(figures).toMatchObject({ processes: 3, migrations: 1, frozenSeconds: 2, slowdown: 3 });
    expect(figures.response).toBeCloseTo((40 + 20 + 16) / 3, 12);
    // A bound of 10 s: 40 / 20, 20 / 10, 16 / 10.
    expect(figures.boundedSlowdown).toBeCloseTo((2 + 2 + 1.6) / 3, 12);
    expect(usual.ofProcesses([sample({ completionSeconds: 1 })]).boundedSlowdown).toBe(1);
    expect(usual.ofProcesses([])).toMatchObject({ processes: 0, response: Number.NaN });
  });

  it('have the quantiles of slowdown', () => {
    const samples = Array.from({ length: 101 }, (_, index) =>
      sample({ workSeconds: 1, completionSeconds: index }),
    );
    expect(usual.ofProcesses(samples)).toMatchObject({
      ...{ slowdownP50: 50, slowdownP95: 95, slowdownP99: 99 },
    });
  });

  it('take a job as one: from its first arrival to its last completion, as long as its longest', () => {
    const samples = [
      sample({ job: 7, arrivalSeconds: 10, workSeconds: 5, completionSeconds: 50, migrations: 1 }),
      sample({
        pid: 2,
        job: 7,
        arrivalSeconds: 4,
        workSeconds: 23,
        migrations: 2,
        frozenSeconds: 3,
      }),
      sample({ pid: 7, migrations: 1 }),
      sample({ pid: 4, job: 8 }),
      sample({ pid: 5, job: 8, completionSeconds: undefined }),
    ];
    expect(usual.ofJobs(samples)).toMatchObject({
      ...{ processes: 2, response: (46 + 40) / 2, slowdown: (46 / 23 + 2) / 2 },
      ...{ migrations: 2, frozenSeconds: 1.5 },
    });
  });

  it('take a short job by its longest process, however short that is', () => {
    const job = [0.25, 0.5].map((workSeconds, index) =>
      sample({ pid: index + 1, job: 1, workSeconds, completionSeconds: 2 }),
    );
    expect(usual.ofJobs(job)).toMatchObject({ processes: 1, slowdown: 4, response: 2 });
  });
});

describe('the summary of a window', () => {
  const totals = (workDelivered: number, migrations: number, bytesMoved: number): Totals => ({
    ...{ arrived: 0, completed: 0, killed: 0, alive: 0, workDelivered, migrations, bytesMoved },
  });
  const rule = { slowdown: USUAL_SLOWDOWN, programGain: 1 };
  const window: Window = { warmUp: { kind: 'seconds', seconds: 10 }, watch: undefined };
  const refused = (command: 'migrate' | 'kill'): ClusterEvent => {
    const asked = { pid: 1, to: 2, signal: 'KILL' } as const;
    return { at: 0, type: 'refused', command: { do: command, ...asked }, reason: '' };
  };
  const tell = (summary: WindowSummary, ...events: ClusterEvent[]) => {
    for (const event of events) {
      for (const [types, observer] of summary.observers) {
        if (types.includes(event.type)) observer(event);
      }
    }
  };

  it('is of what happened since the warm-up was over', () => {
    const summary = new WindowSummary(NODES, { ...rule, window });
    const before = [started(0, 1), failed(5, 1), refused('migrate'), migrated(6, 1, 1, 2)];
    tell(summary, ...before, migrated(7, 1, 2, 1));
    summary.believed({ ageSeconds: 100, believedLoad: 100, load: 0 });
    summary.begin(10, totals(8, 2, 100));
    tell(summary, started(12, 2, { home: 2, workSeconds: 10 }), refused('migrate'), failed(13, 2));
    tell(summary, refused('kill'), refused('migrate'), migrated(14, 1, 1, 2), completed(20, 2));
    summary.believed({ ageSeconds: 1, believedLoad: 0.5, load: 1 });
    summary.believed({ ageSeconds: 4, believedLoad: 3, load: 2 });
    const figures = summary.end(30, totals(58, 3, 107));
    // The nodes do 2 and 3 work seconds a second, 20 s long.
    expect(figures).toMatchObject({
      ...{ fromSeconds: 10, toSeconds: 30, makespan: 20, cpuSeconds: 50, utilisation: 50 / 100 },
      ...{ migrations: 1, returned: 1, failed: 1, refused: 2, bytesMoved: 7 },
      ...{ beliefAgeSeconds: 2.5, beliefError: 0.75 },
      processes: { arrived: 1, completed: 1, killed: 0, alive: 0 },
    });
    expect(figures.ofProcesses).toMatchObject({ processes: 1, response: 8, slowdown: 8 / 5 });
    expect(figures.ofJobs.processes).toBe(1);
    // A quarter until the second one comes; after its end, the first is at node 2: a quarter again.
    // Between them, until 14, one at each; then both at node 2: deviation 1/2.
    expect(figures.imbalance).toBeCloseTo((2 * 0.25 + 2 * 0 + 6 * 0.5 + 10 * 0.25) / 20, 12);
    expect([...summary.slowdowns()]).toEqual([8 / 5]);
  });

  it('has figures of jobs where there are some, and slowdowns of what ended and had work', () => {
    const all: Window = { warmUp: { kind: 'processes', count: 0 }, watch: undefined };
    const summary = new WindowSummary(NODES, { ...rule, window: all });
    summary.begin(0, totals(0, 0, 0));
    tell(summary, started(0, 1, { job: 7 }), started(0, 2, { job: 7 }), started(0, 3));
    tell(summary, started(0, 4, { workSeconds: 0.5 }), started(0, 5, { workSeconds: 0 }));
    tell(summary, completed(10, 1), completed(20, 2), completed(20, 4), completed(30, 5));
    const { ofProcesses, ofJobs } = summary.end(40, totals(8, 0, 0));
    expect(ofProcesses).toMatchObject({ processes: 4, response: (10 + 20 + 20 + 30) / 4 });
    expect(ofJobs).toMatchObject({ processes: 3, response: (20 + 20 + 30) / 3 });
    expect([...summary.slowdowns()]).toEqual([10 / 5, 20 / 5, 20 / 0.5]);
  });

  it('has no means of beliefs where nobody believed, and nothing before the warm-up is over', () => {
    const summary = new WindowSummary(NODES, { ...rule, window });
    const figures = summary.end(30, totals(58, 3, 107));
    expect(figures).toMatchObject({ fromSeconds: 30, cpuSeconds: 0, beliefError: Number.NaN });
    expect(figures).toMatchObject({ makespan: Number.NaN, beliefAgeSeconds: Number.NaN });
  });
});
