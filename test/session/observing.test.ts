import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Session } from '../../src/session/session.js';
import { FakeSession } from '../support/fake-session.js';
import { sessionOf } from '../support/session-of.js';

/** Sessions in which two processes are completed, pid 1000 and then pid 1001. */
const SESSIONS: readonly (readonly [string, () => { session: Session; run: () => void }])[] = [
  ['simulated', simulated],
  ['fake', fake],
];

describe.each(SESSIONS)('who observes a %s session', (_, begin) => {
  it('and keeps events gets copies that stay as they were', () => {
    const { session, run } = begin();
    const kept: ClusterEvent[] = [];
    const atOnce: string[] = [];
    session.subscribe((event) => {
      kept.push(event);
      atOnce.push(JSON.stringify(event));
    });
    run();
    expect(kept.map((event) => JSON.stringify(event))).toEqual(atOnce);
    expect(pidsOf(kept, 'completed')).toEqual([1000, 1001]);
    expect(new Set(kept).size).toBe(kept.length);
  });

  it('and keeps events of some types only gets copies of these', () => {
    const { session, run } = begin();
    const kept: ClusterEvent[] = [];
    session.subscribe((event) => kept.push(event), { types: ['completed'] });
    run();
    expect(kept).toMatchObject([
      { type: 'completed', pid: 1000 },
      { type: 'completed', pid: 1001 },
    ]);
  });

  it('and does not keep them is right at the time of the call, and wrong if it keeps them', () => {
    const { session, run } = begin();
    const kept: ClusterEvent[] = [];
    const pids: number[] = [];
    const observe = (event: ClusterEvent) => {
      kept.push(event);
      if (event.type === 'completed') pids.push(event.pid);
    };
    session.subscribe(observe, { types: ['completed'], transient: true });
    run();
    expect(pids).toEqual([1000, 1001]);
    expect(pidsOf(kept, 'completed')).not.toEqual(pids);
  });

  it('is told nothing any more when it has ended that, though others are', () => {
    const { session, run } = begin();
    const told: ClusterEvent[] = [];
    const others: ClusterEvent[] = [];
    const stop = session.subscribe((event) => told.push(event), { types: ['completed'] });
    session.subscribe((event) => others.push(event), { types: ['completed'] });
    stop();
    run();
    expect([told.length, others.length]).toEqual([0, 2]);
  });
});

function pidsOf(events: readonly ClusterEvent[], type: 'completed'): number[] {
  return events.flatMap((event) => (event.type === type ? [event.pid] : []));
}

function simulated() {
  const { session } = sessionOf(`
policy: none
nodes: [{ name: node1 }]
workload: [{ home: node1, work: 1s }, { home: node1, work: 2s }]`);
  return { session, run: () => void session.advance(10) };
}

function fake() {
  const session = new FakeSession();
  const facts = { home: 1, node: 1, arrivalSeconds: 0, workSeconds: 1, cpuSeconds: 1 };
  const run = () => {
    session.tell({ at: 1, type: 'completed', pid: 1000, ...facts });
    session.tell({ at: 2, type: 'completed', pid: 1001, ...facts });
  };
  return { session, run };
}
