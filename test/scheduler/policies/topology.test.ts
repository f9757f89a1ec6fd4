import { describe, expect, it } from 'vitest';
import { sessionOf } from '../../support/session-of.js';

/**
 * Two loops of 100 MiB on node 1. Node 2 is near, 1 Gbit, and has one loop on two CPUs: a load of
 * 0.50. Node 3 is idle, but 1 Mbit away: 839 s.
 */
const yaml = (topology: number) => `
openmosix: { topology: ${topology} }
network: { classes: [{ sites: [here, far], bandwidth: 1Mbit }] }
nodes:
  - { name: a, site: here }
  - { name: b, cpus: 2, site: here }
  - { name: c, cpus: 2, site: far }
workload:
  - { home: a, count: 2, work: endless, memory: 100MB }
  - { home: b, work: endless, lock: true }`;

describe('TOPOLOGY', () => {
  // The least loaded is c, 0.65 with one more by 1.3: too far to be worth it, and b is not looked
  // at.
  it('is no ground of decisions by itself: the least loaded node is compared, and is too far', () => {
    const { session } = sessionOf(yaml(0));
    session.advance(30);
    expect(session.view().totals.migrations).toBe(0);
    const { verdict } = session.explain(1000)!;
    expect(verdict).toContain(
      'a move takes longer than it wins: load 2.00, 0.65 at node 3 with it',
    );
  });

  // At b it would get a whole CPU as well, 0.50 + 1.3 / 2 = 1.15, and is there within a second.
  it('makes the target the node where a process is done first, the way included', () => {
    const { session, events } = sessionOf(yaml(1));
    session.advance(30);
    const moves = events.flatMap((event) => (event.type === 'migrated' ? [event.to] : []));
    expect(moves).toEqual([2]);
    const started = events.find(({ type }) => type === 'migration-started');
    expect(started).toMatchObject({ reason: expect.stringContaining('at node 2 with it') });
  });

  it('is set while the run goes on', () => {
    const { session, events } = sessionOf(yaml(0));
    session.advance(30);
    expect(session.send({ do: 'set', parameter: 'topology', value: 1 }).accepted).toBe(true);
    session.advance(40);
    expect(events.flatMap((event) => (event.type === 'migrated' ? [event.to] : []))).toEqual([2]);
  });
});
