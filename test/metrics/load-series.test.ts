import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { OF_PLACES } from '../../src/metrics/imbalance.js';
import { LoadSeries } from '../../src/metrics/load-series.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

function loadsOf(text: string, everySeconds: number) {
  const session = createSession(scenarioOf(text), { policy: findPolicy('none')!, measures: false });
  const series = new LoadSeries(session.nodes, everySeconds);
  session.subscribe(series.observe, { types: OF_PLACES, transient: true });
  while (!session.advance(Number.POSITIVE_INFINITY, { maxEvents: 1e9, untilOver: true }));
  return series.until(session.view().now);
}

describe('loads over time', () => {
  // Two processes of 10 s on a node of two CPUs, alone until 10 s; one of 5 s from 4 s on at node 2.
  it('are the mean processes per CPU of each interval', () => {
    const text = `
nodes: [{ cpus: 2, speed: 10000 }, { cpus: 1, speed: 10000 }]
policy: none
workload:
  - { kind: batch, home: 1, count: 2, work: 10s, memory: 0 }
  - { kind: batch, home: 2, count: 1, start: 4s, work: 5s, memory: 0 }
`;
    expect(loadsOf(text, 4)).toEqual({
      everySeconds: 4,
      nodes: [1, 2],
      loads: [
        [1, 0],
        [1, 1],
        [1, 0.5],
      ],
    });
  });

  // One process on two logical CPUs for 2 s, then, after a reboot, one on one of them for 2 s.
  it('are per CPU that the node has at that time: (0.5 x 2 + 1 x 2) / 4', () => {
    const { nodes } = scenarioOf('nodes: [{ cpus: 1, threads: 2 }]');
    const series = new LoadSeries(nodes, 4);
    const start = (at: number, pid: number): ClusterEvent => ({
      ...{ at, type: 'started', pid, home: 1, workSeconds: 9, memoryBytes: 0 },
      ...{ user: 'u', command: 'c' },
    });
    series.observe(start(0, 1));
    series.observe({
      ...{ at: 2, type: 'killed', pid: 1, home: 1, node: 1, cause: 'home died', signal: 'KILL' },
    });
    series.observe({ at: 2, type: 'node-recovered', node: 1, threads: 1 });
    series.observe(start(2, 2));
    expect(series.until(4).loads).toEqual([[0.75]]);
  });

  it('count a process that a policy has placed where it begins', () => {
    const { nodes } = scenarioOf('nodes: [{ count: 2, cpus: 1, speed: 10000 }]');
    const series = new LoadSeries(nodes, 10);
    series.observe({
      ...{ at: 0, type: 'started', pid: 1, home: 1, workSeconds: 20 },
      ...{ memoryBytes: 0, user: 'u', command: 'c' },
    });
    series.observe({ at: 5, type: 'placed', pid: 1, from: 1, to: 2, seconds: 5, reason: '' });
    expect(series.until(20).loads).toEqual([
      [0.5, 0.5],
      [0, 1],
    ]);
  });

  // 2500 s in intervals of 1 s: halved twice, to 4 s.
  it('become coarser when a run is long', () => {
    const text = `
nodes: [{ cpus: 1, speed: 10000 }]
policy: none
workload: [{ kind: batch, home: 1, count: 1, work: 2500s, memory: 0 }]
`;
    const { everySeconds, loads } = loadsOf(text, 1);
    expect(everySeconds).toBe(4);
    expect(loads).toEqual(Array.from({ length: 625 }, () => [1]));
  });

  it('have three decimals, in coarser intervals too', () => {
    const { nodes } = scenarioOf('nodes: [{ count: 1, cpus: 3, speed: 10000 }]');
    const series = new LoadSeries(nodes, 1);
    for (let second = 0; second < 2500; second += 3) {
      series.observe({
        ...{ at: second + 0.4567, type: 'started', pid: 1 + second, home: 1, workSeconds: 20 },
        ...{ memoryBytes: 0, user: 'u', command: 'c' },
      });
    }
    const { loads } = series.until(2500);
    expect(loads.length).toBe(625);
    expect(loads.flat()).toEqual(loads.flat().map((load) => Number(load.toFixed(3))));
  });

  it.each([
    [999, 1, 999],
    [999.5, 1, 1000],
    [1000, 2, 500],
    [1001, 2, 501],
    [1999, 2, 1000],
    [2000, 4, 500],
  ])('of %d s have intervals of %d s, %d of them', (end, everySeconds, count) => {
    const series = new LoadSeries(scenarioOf('nodes: [{ count: 1 }]').nodes, 1);
    const found = series.until(end);
    expect([found.everySeconds, found.loads.length]).toEqual([everySeconds, count]);
  });

  // It runs from 0.5 s to 3 s and from 1000 s on: 0.5, 1, 1 and 0 become 0.75 and 0.5.
  it('are means of two intervals where these have become one', () => {
    const series = new LoadSeries(scenarioOf('nodes: [{ count: 1, cpus: 1 }]').nodes, 1);
    const process = { home: 1, workSeconds: 9, memoryBytes: 0, user: 'u', command: 'c' };
    series.observe({ at: 0.5, type: 'started', pid: 1, ...process });
    const end = { home: 1, node: 1, cause: 'signal', signal: 'KILL' } as const;
    series.observe({ at: 3, type: 'killed', pid: 1, ...end });
    series.observe({ at: 1000, type: 'started', pid: 2, ...process });
    const { loads } = series.until(1002);
    expect(loads.slice(0, 3)).toEqual([[0.75], [0.5], [0]]);
    expect(loads.slice(-2)).toEqual([[0], [1]]);
  });

  it('are not changed by what is told of a process that has ended, or was never there', () => {
    const series = new LoadSeries(scenarioOf('nodes: [{ count: 1, cpus: 1 }]').nodes, 4);
    const end = { type: 'killed', home: 1, node: 1, cause: 'signal', signal: 'KILL' } as const;
    const process = { workSeconds: 20, memoryBytes: 0, user: 'u', command: 'c' };
    series.observe({ at: 0, type: 'started', pid: 1, home: 1, ...process });
    for (const pid of [7, 1, 1]) series.observe({ at: 2, pid, ...end });
    expect(series.until(8).loads).toEqual([[0.5], [0]]);
  });
});
