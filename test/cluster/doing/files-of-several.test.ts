import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../../support/session-of.js';

// A call to another node takes two ways of 100us and 50us of its CPU: 0.25 s for 1000 calls.
const CLUSTER = `
policy: none
migration: { fixed: 0s }
network: { bandwidth: 1Gbit, latency: 100us, handling: 50us }
nodes: [{ count: 4, name: "node%d", cpus: 2, memory: 1GB }]`;

/** When a process of 10 s of work at home on node 1 is done, which is sent to a node at once. */
function doneAt(profile: string, to?: number): number {
  const move = to === undefined ? '' : `timeline: [{ at: 0s, do: migrate, pid: 1000, to: ${to} }]`;
  const { session, events } = sessionOf(`${CLUSTER}
workload: [{ home: node1, work: 10s, memory: 0, profile: ${profile} }]
${move}`);
  while (!session.advance(100, { maxEvents: 1 })) checkInvariants(session.simulation.cluster);
  return completions(events).get(1000)!;
}

describe('a process that works on the files of several nodes', () => {
  it('sends each an equal part of its calls: 10 s + 10 x (1/2 + 1/2) x 0.25 s', () => {
    expect(doneAt('{ calls: 1000, files: [node2, node3] }')).toBeCloseTo(12.5, 9);
  });

  it('needs no way to those that are where it runs: 10 s + 10 x 1/2 x 0.25 s', () => {
    expect(doneAt('{ calls: 1000, files: [node2, node3] }', 2)).toBeCloseTo(11.25, 9);
  });

  it('sends two parts to a node that is named twice: 10 s + 10 x 1/3 x 0.25 s', () => {
    expect(doneAt('{ calls: 1000, files: [node2, node2, node3] }', 2)).toBeCloseTo(10 + 2.5 / 3, 9);
  });

  it('goes home for those that are there, and elsewhere for the others', () => {
    // At node 4: half of the calls home, half to node 2.
    expect(doneAt('{ calls: 1000, files: [home, node2] }', 4)).toBeCloseTo(12.5, 9);
    expect(doneAt('{ calls: 1000, files: [home, node2] }')).toBeCloseTo(11.25, 9);
  });

  it('takes its bytes over one link of its own: 10 s + 10 x 25 MB/s over 125 MB/s', () => {
    expect(doneAt('{ io: 25e6, files: [node2, node3] }')).toBeCloseTo(12, 9);
  });

  it('takes CPU time of each: 10 s x 1000 calls x 50us, half on each, in 12.5 s', () => {
    const { session } = sessionOf(`${CLUSTER}
workload: [{ home: node1, work: 10s, profile: { calls: 1000, files: [node2, node3] } }]`);
    session.advance(5);
    const use = [2, 3, 4].map((id) => session.view().node(id)!.deputyUse * 2);
    expect(use[0]).toBeCloseTo(0.25 / 12.5, 9);
    expect(use[1]).toBeCloseTo(0.25 / 12.5, 9);
    expect(use[2]).toBe(0);
  });

  it('waits while one of them is out of reach, and goes on when it is back', () => {
    const { session, events } = sessionOf(`${CLUSTER}
workload: [{ home: node1, work: 10s, profile: { calls: 1000, files: [node2, node3] } }]
timeline: [{ at: 5s, do: crash, node: node3 }, { at: 25s, do: recover, node: node3 }]`);
    session.advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(32.5, 9);
  });
});

describe('/mfs/lastexec', () => {
  /** When each process is done whose calls go to the node where it has begun its program. */
  function run(timeline: string): Map<number, number> {
    const { session, events } = sessionOf(`${CLUSTER}\ntimeline: ${timeline}`);
    while (!session.advance(100, { maxEvents: 1 })) checkInvariants(session.simulation.cluster);
    return completions(events);
  }
  const LAST = 'work: 10s, memory: 0MB, profile: { calls: 1000, files: lastexec }';

  it('is the home of a process that was started there, also when it is elsewhere: 12.5 s', () => {
    const timeline = `[{ at: 0s, do: spawn, home: node1, ${LAST} },
      { at: 5s, do: migrate, pid: 1000, to: 2 }]`;
    expect(run(timeline).get(1000)).toBeCloseTo(5 + 5 * 1.25, 9);
  });

  it('is the node to which mosrun has gone before it began: 10 s there, 12.5 s at home', () => {
    const timeline = `[{ at: 0s, do: spawn, home: node1, run: "mosrun -2 -l R", ${LAST} },
      { at: 5s, do: migrate, pid: 1000, to: home }]`;
    expect(run(timeline).get(1000)).toBeCloseTo(5 + 5 * 1.25, 9);
  });

  it('is where its parent was when it started it', () => {
    const timeline = `[{ at: 0s, do: spawn, home: node1, work: 10s, memory: 0MB, run: "mosrun -2 sh" },
      { at: 1s, do: spawn, parent: 1000, run: "mosrun -l R", ${LAST} }]`;
    expect(run(timeline).get(1001)).toBeCloseTo(11, 9);
  });

  it('is where it became another program', () => {
    const timeline = `[{ at: 0s, do: spawn, home: node1, ${LAST} },
      { at: 4s, do: migrate, pid: 1000, to: 2 },
      { at: 5s, do: exec, pid: 1000, command: sort, profile: { calls: 1000, files: lastexec } },
      { at: 6s, do: migrate, pid: 1000, to: home }]`;
    // 4 s of work at home; 1 s at 1 / 1.25 on node 2; then 1 s there, and the rest away from it.
    expect(run(timeline).get(1000)).toBeCloseTo(6 + (10 - 4 - 0.8 - 1) * 1.25, 9);
  });
});
