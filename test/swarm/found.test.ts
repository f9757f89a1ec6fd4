import { describe, expect, it } from 'vitest';
import type { DeathCause } from '../../src/cluster/facts/event.js';
import { asNodeIndex } from '../../src/cluster/node-index.js';
import { checkInvariants } from '../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../support/session-of.js';

// Mistakes that random runs have found, each in its smallest form.

const NODES = 'nodes: [{ count: 3, name: "node%d", cpus: 1, memory: 1GB }]';
const IO = 'profile: { calls: 500 }';

describe('a fault that cuts a node off', () => {
  it('does nothing to a node that is by itself', () => {
    const { session, events } = sessionOf(`
nodes: [{ name: node1 }]
faults: [{ nodes: all, kind: cut, mttf: 5s, mttr: 5s }]
workload: [{ home: node1, work: 30s }]`);
    session.advance(60);
    expect(completions(events).size).toBe(1);
  });
});

describe('gossip', () => {
  it('does not grow younger at a node to which nobody writes', () => {
    const { session } = sessionOf(`${NODES}
timeline:
  - { at: 20s, do: cut, node: node1, other: node2 }
  - { at: 20s, do: cut, node: node1, other: node3 }`);
    const { scheduler } = session.simulation;
    session.advance(20);
    expect(scheduler.believed(asNodeIndex(0), 2)).toBeDefined();
    for (let now = 32; now < 80; now++) {
      session.advance(now);
      expect(scheduler.believed(asNodeIndex(0), 2)).toBeUndefined();
    }
  });

  it('keeps the age at which it forgets for the whole run', () => {
    const { session } = sessionOf(NODES);
    const answer = session.send({ do: 'set', parameter: 'staleness', value: '1min' });
    expect(answer).toEqual({ accepted: false, reason: 'staleness is fixed when a run begins' });
  });
});

describe('a node that crashes under a pipeline', () => {
  it('kills each of its processes once, by its own cause', () => {
    const { session, events } = sessionOf(`${NODES}
workload: [{ home: node1, pipeline: 3, work: 10s }]
timeline: [{ at: 5s, do: crash, node: node1 }]`);
    session.advance(20);
    const causes = events.flatMap((event): DeathCause[] =>
      event.type === 'killed' ? [event.cause] : [],
    );
    expect(causes).toEqual(['home died', 'home died', 'home died']);
  });
});

describe('room that is promised to a process on its way', () => {
  it('kills nobody: when others have taken it, the migration fails', () => {
    const { session, events } = sessionOf(`
policy: none
network: { bandwidth: 1MB/s }
nodes:
  - { count: 2, name: "node%d", memory: 50MB, swap: 0MB }
workload: [{ home: node1, work: 100s, memory: 30MB }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: 2 }
  - { at: 5s, do: spawn, home: node2, work: 100s, memory: 30MB }`);
    session.advance(60);
    expect(events.filter(({ type }) => type === 'killed')).toEqual([]);
    expect(events.filter(({ type }) => type === 'migration-failed')).toMatchObject([
      { pid: 1000, reason: 'node 2 has no room any more for 31457280 bytes' },
    ]);
    expect(
      session
        .view()
        .processes()
        .map(({ node }) => node),
    ).toEqual([1, 2]);
  });
});

describe('what a process waits for its files', () => {
  it('is right after a migration that failed while its way home was cut', () => {
    const { session } = sessionOf(`
policy: none
network: { bandwidth: 1MB/s }
${NODES}
workload: [{ home: node1, work: 100s, memory: 10MB, ${IO} }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: 2 }
  - { at: 20s, do: migrate, pid: 1000, to: 3 }
  - { at: 22s, do: cut, node: node1, other: node2 }
  - { at: 24s, do: crash, node: node3 }`);
    session.advance(25);
    expect(session.view().process(1000)).toMatchObject({ node: 2, state: 'R' });
    checkInvariants(session.simulation.cluster);
  });

  it('is right after the node of the files has forgotten that it serves nobody', () => {
    const { session } = sessionOf(`
policy: none
${NODES}
workload: [{ home: node1, work: 100s, memory: 0, profile: { calls: 500, files: node3 } }]
timeline:
  - { at: 1s, do: migrate, pid: 1000, to: 2 }
  - { at: 2s, do: nomfs, node: node3 }
  - { at: 3s, do: crash, node: node3 }
  - { at: 4s, do: recover, node: node3 }`);
    for (const now of [1.5, 2.5, 3.5, 5]) {
      session.advance(now);
      checkInvariants(session.simulation.cluster);
    }
  });
});

describe('a node that leaves', () => {
  it('waits also for those of its own that were sent away while it waited for its guests', () => {
    const { session, events } = sessionOf(`${NODES}
policy: none
workload:
  - { home: node1, work: endless, memory: 1MB }
  - { home: node2, work: endless, memory: 1MB }
timeline:
  - { at: 1s, do: migrate, pid: 1001, to: 1 }
  - { at: 2s, do: tie, pid: 1001, reason: mem_lock }
  - { at: 3s, do: leave, node: node1 }
  - { at: 4s, do: migrate, pid: 1000, to: 3 }
  - { at: 6s, do: untie, pid: 1001, reason: mem_lock }`);
    while (!session.advance(30, { maxEvents: 1 })) checkInvariants(session.simulation.cluster);
    expect(events.filter(({ type }) => type === 'node-left')).toHaveLength(1);
    expect(session.view().process(1000)!.node).toBe(1);
    expect(session.view().process(1001)!.node).not.toBe(1);
  });
});
