import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { NodeSpec } from '../../src/cluster/facts/node-spec.js';
import type { Totals } from '../../src/cluster/facts/view.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Summary } from '../../src/metrics/summary.js';
import { nodeSpec } from '../support/cluster-builder.js';

const NODE: NodeSpec = nodeSpec(1, { name: 'a', cpus: 2, threads: 1, speed: 20_000 });

const TOTALS: Totals = {
  ...{ arrived: 3, completed: 2, killed: 0, alive: 1, migrations: 1, bytesMoved: 5 },
  workDelivered: 8,
};

function completed(at: number, arrivalSeconds: number, workSeconds: number): ClusterEvent {
  const [cpuSeconds, place] = [workSeconds / 2, { home: 1, node: 2 }];
  return { at, type: 'completed', pid: 1, arrivalSeconds, workSeconds, cpuSeconds, ...place };
}

function figuresAfter(events: readonly ClusterEvent[], nodes: readonly NodeSpec[], time: number) {
  const summary = new Summary(nodes);
  for (const event of events) summary.observe(event);
  return summary.figures(time, TOTALS);
}

describe('the summary of a run', () => {
  it('has no figure where nothing has completed', () => {
    expect(figuresAfter([], [NODE], 0)).toMatchObject({
      ...{ meanResponse: null, meanSlowdown: null, p95Slowdown: null, makespan: null },
      ...{ utilisation: null, cpuSeconds: 8 },
    });
  });

  it('measures slowdown against an idle CPU of the home', () => {
    // Alone, at speed 20000: 1 s and 2 s.
    const events = [completed(3, 1, 2), completed(10, 4, 4)];
    expect(figuresAfter(events, [NODE, { ...NODE, id: 2, speed: 5000 }], 10)).toMatchObject({
      ...{ meanResponse: 4, meanSlowdown: 2.5, makespan: 10 },
      p95Slowdown: 2 + 0.95,
    });
  });

  it('leaves out the slowdown of processes without work', () => {
    expect(figuresAfter([completed(1, 1, 0)], [NODE], 2)).toMatchObject({
      ...{ meanResponse: 0, meanSlowdown: null },
    });
    expect(figuresAfter([completed(2, 1, 0), completed(3, 1, 2)], [NODE], 3)).toMatchObject({
      ...{ meanResponse: 1.5, meanSlowdown: 2, p95Slowdown: 2 },
    });
  });

  it('counts what nodes could have delivered only while they were not down', () => {
    const down: ClusterEvent = { at: 1, type: 'node-crashed', node: 1, killed: 0 };
    const up: ClusterEvent = { at: 3, type: 'node-recovered', node: 1 };
    // 4 work seconds per second from 0 to 1 and from 3 to 4.
    expect(figuresAfter([down, up], [NODE], 4).utilisation).toBe(1);
  });

  // Two processors of speed 20000: 4 a second until 1 s, then 5, with a gain of 1.25.
  it('counts the gain of Hyper-Threading from the reboot that turned it on', () => {
    const down: ClusterEvent = { at: 1, type: 'node-crashed', node: 1, killed: 0 };
    const up: ClusterEvent = { at: 1, type: 'node-recovered', node: 1, threads: 2 };
    const again: ClusterEvent = { at: 2, type: 'node-recovered', node: 1 };
    expect(figuresAfter([down, up], [NODE], 2).utilisation).toBe(8 / (4 + 5));
    expect(figuresAfter([down, up, { ...down, at: 2 }, again], [NODE], 3).utilisation).toBe(8 / 14);
  });

  it('counts the gain of Hyper-Threading as capacity', () => {
    expect(figuresAfter([], [{ ...NODE, threads: 2 }], 2).utilisation).toBe(8 / (2 * 2 * 1.25 * 2));
  });

  // A processor of two threads does 2 for a program that gains 2: 8 s of work in 2 s are all that
  // two processors of speed 20000 can do, not 160 % of it, as the node's own gain of 1.25 would
  // have it.
  it('counts as capacity what the program that gains most would get', () => {
    const summary = new Summary([{ ...NODE, cpus: 1, threads: 2 }], 2);
    expect(summary.figures(2, TOTALS).utilisation).toBe(8 / (1 * 2 * 2 * 2));
  });

  it('counts per node what came and went', () => {
    const place = { pid: 1, from: 1, to: 2, bytes: 5, seconds: 1, cause: 'policy' as const };
    const start = { workSeconds: 1, memoryBytes: 1, user: 'u', command: 'c' };
    const events: ClusterEvent[] = [
      { at: 0, type: 'started', pid: 1, home: 1, ...start },
      { at: 1, type: 'migrated', ...place },
      completed(2, 0, 1),
      { at: 3, type: 'migration-failed', pid: 1, from: 1, to: 2, reason: 'its target died' },
    ];
    const figures = figuresAfter(events, [NODE, { ...NODE, id: 2 }], 3);
    const [counts, none] = [
      { started: 0, completed: 0 },
      { migrationsIn: 0, migrationsOut: 0 },
    ];
    expect(figures.migrationsFailed).toBe(1);
    expect(figures.nodes).toEqual([
      { node: 1, name: 'a', ...counts, ...none, started: 1, migrationsOut: 1 },
      { node: 2, name: 'a', ...counts, ...none, completed: 1, migrationsIn: 1 },
    ]);
  });

  it('goes on where it was saved with the figures that it would have had', () => {
    const events: readonly ClusterEvent[] = [
      completed(1, 0, 1),
      { at: 1, type: 'node-crashed', node: 1, killed: 0 },
      { at: 2, type: 'migration-failed', pid: 1, from: 1, to: 2, reason: 'its target died' },
      { at: 3, type: 'node-recovered', node: 1 },
      completed(5, 0, 4),
    ];
    const nodes = [NODE, { ...NODE, id: 2 as const }];
    const expected = figuresAfter(events, nodes, 6);
    for (let before = 0; before <= events.length; before++) {
      const [first, second] = [new Summary(nodes), new Summary(nodes)];
      for (const event of events.slice(0, before)) first.observe(event);
      restore(second, saved(first));
      for (const event of events.slice(before)) second.observe(event);
      expect(second.figures(6, TOTALS), `after ${before} events`).toEqual(expected);
    }
  });
});
