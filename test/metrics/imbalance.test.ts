import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Imbalance } from '../../src/metrics/imbalance.js';
import { completed, killed, migrated, NODES, started } from './told-events.js';

describe('the imbalance of a cluster', () => {
  const integral = (until: number, ...events: ClusterEvent[]) => {
    const imbalance = new Imbalance(NODES);
    for (const event of events) imbalance.observe(event);
    return imbalance.until(until);
  };

  // Of 1/2 and 0 the deviation is 1/4, of 1/2 and 1/2 nothing, of 0 and 1/2 a quarter, of 0 and 0
  // nothing. Both nodes have two logical CPUs.
  it('is the deviation of processes per CPU over time', () => {
    const both = [started(2, 1), started(6, 2, { home: 2 })];
    expect(integral(2, ...both.slice(0, 1))).toBe(0);
    expect(integral(6, ...both)).toBe(1);
    expect(integral(10, ...both)).toBe(1);
    expect(integral(14, ...both, completed(10, 1))).toBe(2);
    expect(integral(14, ...both, killed(10, 1), killed(12, 2))).toBe(1.5);
    expect(integral(14, ...both, completed(10, 3))).toBe(1);
  });

  it('is not changed by what is told of a process that has ended, or was never there', () => {
    const one = [started(0, 1), completed(2, 1)];
    expect(integral(6, ...one, killed(3, 1), completed(4, 1), killed(4, 7))).toBe(0.5);
  });

  it('moves with a process', () => {
    expect(integral(4, started(0, 1), started(0, 2), migrated(2, 2, 1, 2))).toBe(2 * 0.5);
  });

  // Process 2 begins at node 2, a second after it was started at node 1: 1 for a second, then 0.
  it('counts a process that a policy has placed where it begins', () => {
    const placed: ClusterEvent = {
      ...{ at: 1, type: 'placed', pid: 2, from: 1, to: 2, seconds: 1, reason: '' },
    };
    expect(integral(4, started(0, 1), started(0, 2), placed)).toBe(0.5);
  });

  it('leaves out nodes that are down', () => {
    const crash: ClusterEvent = { at: 2, type: 'node-crashed', node: 2, killed: 0 };
    const back: ClusterEvent = { at: 6, type: 'node-recovered', node: 2 };
    const other: ClusterEvent = { at: 4, type: 'node-crashed', node: 1, killed: 0 };
    expect(integral(8, started(0, 1), crash, back)).toBe(2 * 0.25 + 0 + 2 * 0.25);
    expect(integral(8, started(0, 1), crash, other)).toBe(0.5);
  });

  // Node 2 comes back with one logical CPU: one process on it is as many as two on node 1.
  it('counts the CPUs that a node has after a reboot without Hyper-Threading', () => {
    const crash: ClusterEvent = { at: 0, type: 'node-crashed', node: 2, killed: 0 };
    const back: ClusterEvent = { at: 0, type: 'node-recovered', node: 2, threads: 1 };
    const three = [started(0, 1), started(0, 2), started(0, 3, { home: 2 })];
    expect(integral(4, crash, back, ...three)).toBe(0);
  });
});
