import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../../support/session-of.js';

/** When the last process completes, all laws being checked on the way. */
function makespan(yaml: string): number {
  const { session, events } = sessionOf(`policy: none\n${yaml}`);
  for (let now = 1; now < 400; now += 7) {
    session.advance(now);
    checkInvariants(session.simulation.cluster);
  }
  expect(session.view().totals.alive).toBe(0);
  return Math.max(...completions(events).values());
}

/** Processes 1000 and so on of node 1 go to nodes 2 and so on. */
function away(count: number, at = 0): string {
  const moves = Array.from({ length: count }, (_, i) => {
    return `  - { at: ${at}, do: migrate, pid: ${1000 + i}, to: ${2 + i} }`;
  });
  return `timeline:\n${moves.join('\n')}`;
}

const FREE = 'network: { bandwidth: 100Mbit, latency: 0s, handling: 0s }\nmigration: { fixed: 0s }';

describe('a link', () => {
  // 8 x 100 MB through the one link of their home: 800 x 2^20 x 8 / 10^8 = 67.1 s.
  it('carries its bandwidth: 8 guests, 800MB of I/O over 100Mbit need at least 67.1 s', () => {
    const seconds = makespan(`${FREE}
nodes: [{ count: 9, name: "node%d" }]
workload: [{ home: node1, count: 8, work: 10s, memory: 0, profile: { io: 10MB } }]
${away(8)}`);
    expect(seconds).toBeCloseTo((800 * 2 ** 20 * 8) / 1e8, 6);
  });

  it('leaves a process its bytes as they are while it has the link for itself: 10 s and 8.39 s', () => {
    const seconds = makespan(`${FREE}
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, work: 10s, memory: 0, profile: { io: 10MB } }]
${away(1)}`);
    expect(seconds).toBeCloseTo(10 + (100 * 2 ** 20 * 8) / 1e8, 9);
  });

  // Half of the link for each while both want it: 100MB take 16.8 s beside a process that could use
  // 100 Mbit, if it had nothing to compute.
  it('is shared by migrations and input: 100MB beside a reader take 2 x 8.39 s', () => {
    const { session, events } = sessionOf(`policy: none
${FREE}
nodes: [{ count: 3, name: "node%d", cpus: 1 }]
workload:
  - { home: node1, work: endless, memory: 0, profile: { io: 100GB } }
  - { home: node1, work: endless, memory: 100MB }
${away(1)}
  - { at: 10s, do: migrate, pid: 1001, to: 3 }`);
    session.advance(100);
    const move = events.find((event) => event.type === 'migrated' && event.pid === 1001)!;
    expect(move.at - 10).toBeCloseTo((2 * 100 * 2 ** 20 * 8) / 1e8, 2);
  });

  it('gives one what another cannot take: 10 and 100 Mbit receivers of one 100 Mbit sender get 10 and 90', () => {
    const { session, events } = sessionOf(`policy: none
${FREE}
nodes:
  - { name: node1, bandwidth: 100Mbit }
  - { name: node2, bandwidth: 10Mbit }
  - { name: node3, bandwidth: 100Mbit }
workload: [{ home: node1, count: 2, work: endless, memory: 10MB }]
${away(2)}`);
    session.advance(100);
    const ends = events.flatMap((event) => (event.type === 'migrated' ? [event] : []));
    const megabits = (10 * 2 ** 20 * 8) / 1e6;
    expect(ends).toMatchObject([{ pid: 1001 }, { pid: 1000 }]);
    expect(ends[0]!.at).toBeCloseTo(megabits / 90, 9);
    expect(ends[1]!.at).toBeCloseTo(megabits / 10, 9);
  });
});

/** A call takes 1 ms of CPU where it is carried out, and no time on the way. */
const CALLS = 'network: { latency: 0s, handling: 1ms }\nmigration: { fixed: 0s }';

describe('a home', () => {
  // Each second of work asks for 500 x 1 ms of the one CPU of the home: 10 x 20 x 0.5 = 100 s.
  it('has no more CPUs for calls than it has: ten guests whose calls need 0.5 CPU s per s of work of a 1-CPU home need at least 100 s', () => {
    const seconds = makespan(`${CALLS}
nodes: [{ count: 11, name: "node%d", cpus: 1 }]
workload: [{ home: node1, count: 10, work: 20s, memory: 0, profile: { calls: 500 } }]
${away(10)}`);
    expect(seconds).toBeCloseTo(100, 9);
  });

  // The deputies of four ask for 4 x 0.5 / 1.5 CPUs. They and the own process share the CPU by
  // fifths: 0.2 for each, so the guests get on at 0.2 / 0.5.
  it('lets calls compete with its processes like processes: four deputies and one process get a fifth each', () => {
    const { session } = sessionOf(`policy: none
${CALLS}
nodes: [{ count: 5, name: "node%d", cpus: 1 }]
workload:
  - { home: node1, count: 4, work: endless, memory: 0, profile: { calls: 500 } }
  - { home: node1, work: endless, memory: 0 }
${away(4)}`);
    session.advance(10);
    const [first, , , , own] = session.view().processes();
    expect(own!.cpuShare).toBeCloseTo(0.2, 12);
    expect(first!.cpuShare).toBeCloseTo(0.4, 12);
    checkInvariants(session.simulation.cluster);
  });

  it('gives back what deputies took as soon as they are idle', () => {
    const { session } = sessionOf(`policy: none
${CALLS}
nodes: [{ count: 2, name: "node%d", cpus: 1 }]
workload:
  - { home: node1, work: endless, memory: 0, profile: { calls: 1000 } }
  - { home: node1, work: endless, memory: 0 }
${away(1)}
  - { at: 5s, do: stop, pid: 1000 }`);
    session.advance(4);
    expect(session.view().process(1001)!.cpuShare).toBeCloseTo(0.5, 12);
    session.advance(6);
    expect(session.view().process(1001)!.cpuShare).toBe(1);
  });

  // A deputy alone gets 1 / 2 = 0.5 CPUs, which is less than its part of four for six. The five
  // have 3.5 of the four threads, each of which does 2 x 1.25 / 4 of work.
  it('whose deputies and processes crowd it takes the same part of share and rate from them', () => {
    const { session } = sessionOf(`policy: none
${CALLS}
nodes: [{ count: 2, name: "node%d", cpus: 2, threads: 2, htGain: 1.25, htAware: true }]
workload:
  - { home: node1, work: 1h, memory: 0, profile: { calls: 1000 } }
  - { home: node1, count: 5, work: 1h, memory: 0 }
${away(1)}`);
    session.advance(1);
    const before = session.view().process(1003)!;
    session.advance(11);
    const after = session.view().process(1003)!;
    expect(after.cpuShare).toBeCloseTo(3.5 / 5, 12);
    expect(after.cpuSeconds - before.cpuSeconds).toBeCloseTo((10 * 3.5) / 5, 9);
    const work = before.workLeftSeconds! - after.workLeftSeconds!;
    expect(work).toBeCloseTo(((10 * 3.5) / 5) * (2.5 / 4), 9);
  });
});

describe('a guest that its home holds up', () => {
  /** Its calls need a second of the one CPU of its home per second of work, beside a loop there. */
  function waiting(node: string, profile: string): number {
    const { session } = sessionOf(`policy: none
${CALLS}
nodes: [{ name: node1, cpus: 1 }, { name: node2, ${node} }]
workload:
  - { home: node1, work: endless, memory: 0, profile: { calls: 1000, ${profile} } }
  - { home: node1, work: endless, memory: 0 }
${away(1)}`);
    session.advance(1);
    const { cluster } = session.simulation;
    return cluster.cpus.waiting(cluster.node(2)!.index);
  }

  // The home gives half a CPU: half a second of work per second, of which it computes 0.5 / speed.
  it.each([
    // Alone it computes for 2 s and waits for 1: less than the home would give.
    ['cpus: 1, speed: 5000', '', 1 / 3],
    ['cpus: 1, speed: 10000', '', 0.5],
    ['cpus: 1, speed: 20000', '', 0.75],
    ['cpus: 1, speed: 40000', '', 0.875],
    // The deputies of two threads have the weight of two: 2 / 3 of a CPU.
    ['cpus: 2, speed: 20000', 'clones: 2, together: true', 2 - 2 / 3 / 2],
  ])('waits when it does not compute: at %s %s, %f threads do', (node, profile, threads) => {
    expect(waiting(node, profile)).toBeCloseTo(threads, 9);
  });
});

describe('the node of the files', () => {
  // 200 calls of 1 ms: 0.2 of its CPU per second of work; a reader alone gets on at 1 / 1.2.
  it('pays for the calls that MFS sends to it', () => {
    const { session } = sessionOf(`policy: none
${CALLS}
nodes: [{ count: 2, name: "node%d", cpus: 1 }]
workload: [{ home: node1, work: endless, memory: 0, profile: { calls: 200, files: node2 } }]`);
    session.advance(1);
    const [reader, server] = session.view().nodes();
    expect(reader!.cpuUse).toBeCloseTo(1 / 1.2, 12);
    expect(server).toMatchObject({ runnable: 0 });
    expect(server!.cpuUse).toBeCloseTo(0.2 / 1.2, 12);
    expect(server!.deputyUse).toBeCloseTo(0.2 / 1.2, 12);
  });

  it('that says nomfs denies its files, also to a home that is another node', () => {
    const { session } = sessionOf(`policy: none
kernel: { dfsa: false }
${CALLS}
nodes: [{ count: 2, name: "node%d", cpus: 1 }]
workload: [{ home: node1, work: endless, memory: 0, profile: { calls: 200, files: node2 } }]
timeline: [{ at: 10s, do: nomfs, node: node2 }, { at: 20s, do: mfs, node: node2 }]`);
    session.advance(10);
    const usedBefore = session.view().process(1000)!.cpuSeconds;
    session.advance(20);
    expect(session.view().process(1000)!.cpuSeconds).toBe(usedBefore);
    session.advance(30);
    expect(session.view().process(1000)!.cpuSeconds - usedBefore).toBeCloseTo(10 / 1.2, 9);
  });
});
