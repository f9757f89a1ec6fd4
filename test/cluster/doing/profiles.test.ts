import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../../support/session-of.js';

/**
 * Two equal nodes; a call costs 1 ms on the way (2 x 0.4 ms + 0.2 ms), a byte nothing to speak of.
 */
const TWO_NODES = `
policy: none
nodes: [{ count: 2, name: "node%d", cpus: 1, memory: 100MB, swap: 50MB }]
network: { bandwidth: 1Gbit, latency: 400us, handling: 200us }
`;

describe('input and output', () => {
  it('costs nothing at home', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: 10s, memory: 0, profile: { calls: 500 } }]`);
    session.advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(10, 9);
  });

  it('makes a process wait for each call away from home', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: 10s, memory: 0, profile: { calls: 500 } }]
timeline: [{ at: 0, do: migrate, pid: 1000, to: 2 }]`);
    session.advance(100);
    // 500 calls of 1 ms per second of work: 1.5 s for each.
    expect(completions(events).get(1000)).toBeCloseTo(0.006 + 15, 9);
  });

  it('is part of a forecast: 500 calls of 1 ms away from home let 1 s of work take 1.5 s', () => {
    const { session } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: endless, memory: 0, profile: { calls: 500 } }]`);
    session.advance(5);
    const [here, there] = session.forecast(1000);
    expect(here!.rate).toBe(1);
    expect(1 / there!.rate).toBeCloseTo(1.5, 12);
  });

  it('lets others have the CPU while it waits', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload:
  - { home: node1, work: 10s, memory: 0, profile: { calls: 1000 } }
  - { home: node2, work: 10s, memory: 0 }
timeline: [{ at: 0, do: migrate, pid: 1000, to: 2 }]`);
    session.advance(0.01);
    session.advance(5);
    const [waiting, computing] = session.view().processes();
    // Alone it would get on by half; two share a CPU, so its half share is just that.
    expect(waiting!.cpuShare).toBeCloseTo(0.5, 9);
    expect(computing!.cpuShare).toBeCloseTo(0.5, 9);
    session.advance(100);
    expect(completions(events).size).toBe(2);
    checkInvariants(session.simulation.cluster);
  });

  it.each([
    // MFS and DFSA, with the files on node 2: straight to the node of the files.
    ['fs: true, dfsa: true', 1, 1],
    ['fs: true, dfsa: true', 2, 0],
    // Without DFSA all goes home first, and from there to the files.
    ['fs: true, dfsa: false', 1, 1],
    ['fs: true, dfsa: false', 2, 2],
    ['fs: false, dfsa: true', 2, 2],
  ])('goes the way of the kernel options: %s on node %i, %i times', (kernel, node, ways) => {
    const { session, events } = sessionOf(`${TWO_NODES}
kernel: { ${kernel} }
workload: [{ home: node1, work: 10s, memory: 0, profile: { calls: 500, files: node2 } }]
timeline: [${node === 1 ? '' : '{ at: 0, do: migrate, pid: 1000, to: 2 }'}]`);
    session.advance(100);
    const frozen = node === 1 ? 0 : 0.006;
    expect(completions(events).get(1000)! - frozen).toBeCloseTo(10 * (1 + 0.5 * ways), 2);
  });

  it.each([
    // With DFSA the files of the node where it is are at hand; without, they are two ways off.
    ['dfsa: true', 'here', 0],
    ['dfsa: false', 'here', 2],
    ['dfsa: true', 'selected', 0],
  ])('knows the magic directories of /mfs: %s, %s', (kernel, files, ways) => {
    const { session, events } = sessionOf(`${TWO_NODES}
kernel: { ${kernel} }
workload: [{ home: node1, work: 10s, memory: 0, profile: { calls: 500, files: ${files} } }]
timeline:
  - { at: 0, do: select, pid: 1000, node: node2 }
  - { at: 0, do: migrate, pid: 1000, to: 2 }`);
    session.advance(100);
    expect(completions(events).get(1000)! - 0.006).toBeCloseTo(10 * (1 + 0.5 * ways), 2);
  });

  it.each([', profile: { calls: 500, files: selected }', ''])(
    'has no directory selected that a dead process has selected%s',
    (profile) => {
      const { session, events } = sessionOf(`${TWO_NODES}
kernel: { dfsa: true }
workload:
  - { home: node1, work: 10s, memory: 0${profile} }
  - { home: node1, start: 2s, work: 10s, memory: 0, profile: { calls: 500, files: selected } }
timeline:
  - { at: 0, do: select, pid: 1000, node: node2 }
  - { at: 1s, do: kill, pid: 1000 }`);
      session.advance(100);
      // Its files are at home, where it is: it waits for nothing.
      expect(completions(events).get(1001)).toBe(12);
    },
  );

  it('is paid by the home too: its deputies take their handling time from its CPUs', () => {
    const { session } = sessionOf(`${TWO_NODES}
workload:
  - { home: node1, work: endless, memory: 0, profile: { calls: 1000 } }
  - { home: node1, work: endless, memory: 0 }
timeline: [{ at: 0, do: migrate, pid: 1000, to: 2 }]`);
    session.advance(10);
    const before = session.view().process(1001)!.cpuSeconds;
    session.advance(110);
    // 500 calls a second of 0.2 ms each: a tenth of the CPU.
    expect((session.view().process(1001)!.cpuSeconds - before) / 100).toBeCloseTo(0.9, 6);
  });

  it('stops while the network between a process and its home is cut, and goes on when it is healed', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: 10s, memory: 0, profile: { calls: 500 } }]
timeline:
  - { at: 0, do: migrate, pid: 1000, to: 2 }
  - { at: 5s, do: cut, node: node1, other: node2 }
  - { at: 105s, do: heal, node: node1, other: node2 }`);
    session.advance(200);
    expect(completions(events).get(1000)).toBeCloseTo(0.006 + 15 + 100, 6);
  });
});

describe('an interactive process', () => {
  it('thinks between its bursts', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: 1s, memory: 0, profile: { burst: 0.25s, think: 3s } }]`);
    session.advance(2);
    expect(session.view().process(1000)).toMatchObject({ state: 'S', cpuSeconds: 0.25 });
    session.advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(1 + 3 * 3, 9);
  });
});

describe('a growing process', () => {
  const GROWING = '{ home: node1, work: endless, memory: 40MB, profile: { growth: 1MB } }';

  it('grows by the second up to its limit', () => {
    const { session } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: endless, memory: 40MB, profile: { growth: 1MB, growTo: 50MB } }]`);
    session.advance(5.5);
    expect(session.view().process(1000)!.residentBytes).toBe(45 * 2 ** 20);
    session.advance(60);
    expect(session.view().process(1000)!.residentBytes).toBe(50 * 2 ** 20);
  });

  it('does not grow while it is stopped', () => {
    const { session } = sessionOf(`${TWO_NODES}
workload: [${GROWING}]
timeline: [{ at: 2.5s, do: stop, pid: 1000 }, { at: 7.5s, do: cont, pid: 1000 }]`);
    session.advance(7);
    expect(session.view().process(1000)!.residentBytes).toBe(42 * 2 ** 20);
    session.advance(9.5);
    expect(session.view().process(1000)!.residentBytes).toBe(44 * 2 ** 20);
  });

  it('leaves nothing of its growth to the one that comes after it', () => {
    const { session } = sessionOf(`${TWO_NODES}
workload: [${GROWING}, { home: node1, start: 5.25s, work: endless, memory: 40MB, profile: { growth: 1MB } }]
timeline: [{ at: 5.125s, do: kill, pid: 1000 }]`);
    session.advance(8);
    expect(session.view().process(1001)!.residentBytes).toBe(42 * 2 ** 20);
  });

  it('is killed when it is the largest and memory and swap are full', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: endless, memory: 100MB }, ${GROWING}]`);
    session.advance(60);
    const deaths = events.filter((event) => event.type === 'killed');
    expect(deaths).toMatchObject([{ pid: 1000, at: 11, cause: 'out of memory', signal: 'KILL' }]);
    checkInvariants(session.simulation.cluster);
  });

  it('waits for room with NO_OOM, and grows on when there is some', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
kernel: { noOom: true }
workload: [{ home: node1, work: endless, memory: 100MB }, ${GROWING}]
timeline: [{ at: 30s, do: kill, pid: 1000 }]`);
    session.advance(20);
    expect(session.view().process(1001)).toMatchObject({ state: 'D', residentBytes: 50 * 2 ** 20 });
    session.advance(40);
    expect(session.view().process(1001)!.state).toBe('R');
    expect(session.view().process(1001)!.residentBytes).toBeGreaterThan(50 * 2 ** 20);
    expect(events.filter((event) => event.type === 'killed')).toHaveLength(1);
  });
});

describe('the gain of a program from Hyper-Threading', () => {
  it.each([
    [2, 2],
    [1.25, 1.25],
    [1, 1],
  ])('of %d makes two processes on one processor do %d together', (htGain, together) => {
    const { session } = sessionOf(`
policy: none
nodes: [{ name: node1, cpus: 1, threads: 2, htGain: 1.25 }]
workload: [{ home: node1, count: 2, work: endless, memory: 0, profile: { htGain: ${htGain} } }]`);
    session.advance(100);
    expect(session.view().totals.workDelivered).toBeCloseTo(100 * together, 9);
  });
});

describe('a reason why a process cannot move', () => {
  const LOCKED_MEMORY = `
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 2, work: endless, cantmove: mem_lock }]`;

  it('keeps it until the reason goes', () => {
    const { session, events } = sessionOf(`${LOCKED_MEMORY}
timeline: [{ at: 20s, do: untie, pid: 1000, reason: mem_lock }]`);
    session.advance(60);
    const moves = events.filter((event) => event.type === 'migrated');
    expect(moves).toMatchObject([{ pid: 1000, from: 1, to: 2 }]);
    expect(moves[0]!.at).toBeGreaterThan(20);
  });

  it('can come while it runs, and must be one of openMosix', () => {
    const { session } = sessionOf(LOCKED_MEMORY);
    session.advance(1);
    session.send({ do: 'untie', pid: 1001, reason: 'mem_lock' });
    expect(session.send({ do: 'tie', pid: 1001, reason: 'clone_vm' })).toEqual({ accepted: true });
    expect(session.send({ do: 'migrate', pid: 1001, to: 2 })).toEqual({
      accepted: false,
      reason: 'process 1001 cannot move: clone_vm',
    });
    expect(session.send({ do: 'tie', pid: 1001, reason: 'laziness' })).toMatchObject({
      accepted: false,
      reason: expect.stringContaining('"laziness" is not a reason; use one of monkey mmap_dev'),
    });
    expect(session.send({ do: 'tie', pid: 1001, reason: 'clone_vm' })).toMatchObject({
      reason: 'process 1001 is tied already: clone_vm',
    });
  });
});

describe('a guest that is cut off from its home', () => {
  it.each([
    { do: 'kill', pid: 1000 },
    { do: 'stop', pid: 1000 },
    { do: 'renice', pid: 1000, nice: 5 },
    { do: 'migrate', pid: 1000, to: 3 },
    { do: 'lock', pid: 1000 },
    { do: 'select', pid: 1000, node: 3 },
  ] as const)('is not reached by %o, since that goes through its deputy', (command) => {
    const { session } = sessionOf(`
policy: none
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, work: endless, memory: 0 }]
timeline: [{ at: 0, do: migrate, pid: 1000, to: 2 }]`);
    session.advance(1);
    session.send({ do: 'cut', node: 1, other: 2 });
    expect(session.send(command)).toEqual({
      accepted: false,
      reason: 'its deputy at home 1 cannot reach process 1000 on node 2',
    });
    session.send({ do: 'heal', node: 1, other: 2 });
    expect(session.send(command)).toEqual({ accepted: true });
  });

  it('computes on while it asks for nothing', () => {
    const { session, events } = sessionOf(`${TWO_NODES}
workload: [{ home: node1, work: 10s, memory: 0 }]
timeline:
  - { at: 0, do: migrate, pid: 1000, to: 2 }
  - { at: 1s, do: cut, node: node1, other: node2 }`);
    session.advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(10.006, 9);
  });
});

describe('waiting for pages', () => {
  // Resident sets of 1.5 times the memory: speed falls to a tenth, so 10 s of work take 100 s, and
  // in 64 s a process has done 6.4 s of work in 6.4 s of CPU time.
  it('is not CPU time: 64 s at a tenth of the speed are 6.4 s', () => {
    const { session } = sessionOf(`
policy: none
memory: { slowdown: 0.1, ramp: 0.25 }
nodes: [{ count: 1, name: "node%d", cpus: 1, memory: 100MB, swap: 100MB }]
workload: [{ home: node1, work: 100s, memory: 150MB }]`);
    session.advance(64);
    const process = session.view().process(1000)!;
    expect(process.cpuSeconds).toBeCloseTo(6.4, 9);
    expect(process.cpuSeconds).toBeCloseTo(process.workSeconds! - process.workLeftSeconds!, 9);
    expect(process.cpuShare).toBeCloseTo(0.1, 12);
    expect(session.view().node(1)!.cpuUse).toBeCloseTo(0.1, 12);
  });
});
