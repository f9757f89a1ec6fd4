import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../support/session-of.js';

describe('the load of a home', () => {
  // 2000 calls per second of work, each 2 x 100 us away and 50 us at home, make a second of work
  // take 1.5 s; its home pays for 1333 calls a second: 1333 x 50 us = 0.067 of its CPU.
  it('is what its deputies take, and never less while a process comes back', () => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: 1000s, profile: { calls: 2000 } }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: node2 }
  - { at: 20s, do: leave, node: node2 }`);
    session.advance(19.9);
    expect(session.view().node(1)!.meanLoad).toBeCloseTo(0.067, 3);
    for (let now = 20; now < 23; now += 0.1) {
      session.advance(now);
      expect(session.view().node(1)!.meanLoad).toBeGreaterThan(0.066);
    }
  });
});
