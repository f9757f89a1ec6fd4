import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { NodePolicy } from '../../../src/scheduler/policies/policy.js';
import { createSession } from '../../../src/session/simulated.js';
import { scenarioOf } from '../../scenario/parse-text.js';
import { completions, sessionOf } from '../../support/session-of.js';

const CLUSTER = `
policy: none
migration: { fixed: 0s }
network: { latency: 100us, handling: 50us }
nodes: [{ count: 4, name: "node%d", cpus: 2, memory: 1GB }]`;

function started(yaml: string) {
  const made = sessionOf(`${CLUSTER}\n${yaml}`);
  const { session } = made;
  const advance = (until: number) => {
    while (!session.advance(until, { maxEvents: 1 })) checkInvariants(session.simulation.cluster);
  };
  const send = (command: Command) => session.send(command);
  const at = (pid: number) => session.view().process(pid)!;
  return { ...made, advance, send, at };
}

describe('a child with a profile of its own', () => {
  it('does what that says, whatever its parent does: 10 s and 10 x 0.25 s of calls', () => {
    const { advance, events } = started(`
timeline:
  - { at: 0s, do: spawn, home: node1, work: 20s, command: sh }
  - { at: 0s, do: spawn, parent: 1000, work: 10s, profile: { calls: 1000, files: node2 } }
  - { at: 0s, do: spawn, parent: 1000, work: 5s, profile: { burst: 1s, think: 2s } }`);
    advance(100);
    const times = completions(events);
    // The third pauses four times in its five seconds; of three on two CPUs one waits at times.
    expect(times.get(1001)).toBeGreaterThan(12.5);
    expect(times.get(1002)).toBeGreaterThan(13);
    expect([...times.keys()].sort()).toEqual([1000, 1001, 1002]);
  });

  it('alone with its parent on two CPUs takes exactly 12.5 s', () => {
    const { advance, events } = started(`
timeline:
  - { at: 0s, do: spawn, home: node1, work: 20s, command: sh }
  - { at: 0s, do: spawn, parent: 1000, work: 10s, profile: { calls: 1000, files: node2 } }`);
    advance(100);
    expect(completions(events).get(1001)).toBeCloseTo(12.5, 9);
    expect(completions(events).get(1000)).toBeCloseTo(20, 9);
  });
});

describe('exec', () => {
  const ONE = 'workload: [{ home: node1, work: 10s, command: sh }]';

  it('makes a process another program, which does the rest of the work: 4 s + 6 x 1.25 s', () => {
    const { advance, send, at, events } = started(ONE);
    advance(4);
    const profile = { ...CPU_BOUND, callsPerWork: 1000, files: 2 };
    expect(send({ do: 'exec', pid: 1000, command: 'sort', profile })).toEqual({ accepted: true });
    expect(at(1000)).toMatchObject({ command: 'sort', workLeftSeconds: 6 });
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(4 + 6 * 1.25, 9);
    const told = { at: 4, type: 'execed', pid: 1000, node: 1, command: 'sort' };
    expect(events).toContainEqual(told);
  });

  it('ends the pauses, the growth and the ties of the program before it', () => {
    const { advance, send, at, events } = started(`
workload:
  - home: node1
    work: 10s
    memory: 1MB
    profile: { burst: 4s, think: 60s, growth: 1MB, tie: { reason: mem_lock, after: 1s, for: endless } }`);
    advance(3.5);
    expect(at(1000).residentBytes).toBe(4 * 2 ** 20);
    expect(at(1000).cantmove).not.toBe(0);
    send({ do: 'exec', pid: 1000, command: 'sort' });
    expect(at(1000).cantmove).toBe(0);
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(10, 9);
    expect(events.filter(({ type }) => type === 'untied')).toHaveLength(1);
  });

  it('ends the calls of the program before it: 4 s at 1 / 1.25, then 6.8 s', () => {
    const { advance, send, events } = started(
      'workload: [{ home: node1, work: 10s, profile: { calls: 1000, files: node2 } }]',
    );
    advance(4);
    send({ do: 'exec', pid: 1000, command: 'sort' });
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(4 + (10 - 4 / 1.25), 9);
  });

  it('is refused where it is no program that runs, and for a profile that is none', () => {
    const { advance, send } = started(ONE);
    advance(1);
    expect(send({ do: 'exec', pid: 1000, command: 'sort', profile: 'lazy' })).toMatchObject({
      accepted: false,
      reason: expect.stringMatching(/^"lazy" is not a profile; use one of cpu-bound/),
    });
    send({ do: 'stop', pid: 1000 });
    expect(send({ do: 'exec', pid: 1000, command: 'sort' })).toEqual({
      accepted: false,
      reason: 'process 1000 does not run: it cannot become another program',
    });
  });
});

describe('mosrun -e -E -r -R', () => {
  const decayOf = ({ session }: ReturnType<typeof started>, pid: number) => {
    const { table } = session.simulation.cluster;
    return table.traits.decay(table.find(pid));
  };

  it.each([
    ['mosrun -f sh', 'fastdecay', 'fastdecay', 'fastdecay'],
    ['mosrun -f -e -r sh', 'fastdecay', 'fastdecay', 'fastdecay'],
    ['mosrun -f -E sh', 'fastdecay', undefined, 'fastdecay'],
    ['mosrun -f -R sh', 'fastdecay', 'fastdecay', undefined],
    ['mosrun -t 5 -d 900 -E -R sh', { intervalSeconds: 5, kept: 900 }, undefined, undefined],
  ] as const)('%s: its decay, after exec, and of a child', (run, own, afterExec, child) => {
    const made = started(
      `timeline: [{ at: 0s, do: spawn, home: node1, work: endless, run: ${run} }]`,
    );
    made.advance(1);
    expect(decayOf(made, 1000)).toEqual(own);
    made.send({ do: 'spawn', parent: 1000, command: 'child' });
    expect(decayOf(made, 1001)).toEqual(child);
    made.send({ do: 'exec', pid: 1000, command: 'sort' });
    expect(decayOf(made, 1000)).toEqual(afterExec);
  });

  it('passes how far the decay goes on to grandchildren', () => {
    const made = started(
      'timeline: [{ at: 0s, do: spawn, home: node1, work: endless, run: "mosrun -f -E sh" }]',
    );
    made.advance(1);
    made.send({ do: 'spawn', parent: 1000, command: 'child' });
    made.send({ do: 'exec', pid: 1001, command: 'sort' });
    expect(decayOf(made, 1001)).toBeUndefined();
  });

  it('say so also after a run was put away and taken up', () => {
    const line =
      'timeline: [{ at: 0s, do: spawn, home: node1, work: endless, run: mosrun -f -E -R sh }]';
    const made = started(line);
    made.advance(1);
    const again = started(line);
    again.session.restore(made.session.save());
    again.send({ do: 'spawn', parent: 1000, command: 'child' });
    again.send({ do: 'exec', pid: 1000, command: 'sort' });
    expect([decayOf(again, 1000), decayOf(again, 1001)]).toEqual([undefined, undefined]);
  });

  it('with -E the statistics begin anew: with -e 5 + 2 s in 12 s of life, else 2 in 2', () => {
    const history = (options: string) => {
      let seen: number | undefined;
      const policy: NodePolicy = {
        ...{ name: 'reader', about: 'reads statistics', scope: 'node' },
        decide({ candidates }) {
          seen = candidates().find(({ pid }) => pid === 1003)?.history ?? seen;
          return { move: undefined, reason: 'only reads', numbers: {} };
        },
      };
      const scenario = scenarioOf(`${CLUSTER}
workload: [{ home: node1, count: 3, work: endless }]
timeline: [{ at: 0s, do: spawn, home: node1, work: endless, run: "mosrun ${options} sh" }]`);
      const session = createSession(scenario, { policy });
      // Four on two CPUs for 10 s, then two.
      session.advance(10);
      session.send({ do: 'kill', pid: 1000 });
      session.send({ do: 'kill', pid: 1001 });
      session.send({ do: 'exec', pid: 1003, command: 'sort' });
      session.advance(12);
      return seen;
    };
    const seen = history('-n -e')!;
    expect(seen).toBeGreaterThan(6 / 11 - 1e-9);
    expect(seen).toBeLessThan(7 / 12 + 1e-9);
    expect(history('-n -E')).toBeCloseTo(1, 9);
  });
});

describe('a start on several nodes at once', () => {
  it('starts one for each node of the list, locked there as mosrun -N does', () => {
    const { advance, send, session } = started('');
    const parallel = [
      { first: 2, last: 3 },
      { first: 4, last: 9 },
    ];
    expect(send({ do: 'spawn', home: 1, parallel, workSeconds: 100 })).toEqual({
      accepted: true,
      message: '3 started, for nodes 2, 3, 4',
    });
    advance(10);
    const there = session.view().processes();
    expect(there.map(({ node, locked }) => [node, locked])).toEqual([
      [2, true],
      [3, true],
      [4, true],
    ]);
  });

  it('goes by the line of mosrun: unlocked with -l, its decay', () => {
    const { advance, at, session } = started(`
timeline: [{ at: 0s, do: spawn, home: node1, work: endless, parallel: "1-2", run: cpujob R }]`);
    advance(1);
    expect([at(1000), at(1001)].map(({ node, command }) => [node, command])).toEqual([
      [1, 'R'],
      [2, 'R'],
    ]);
    const { table } = session.simulation.cluster;
    expect(table.traits.decay(table.find(1001))).toBe('cpujob');
  });

  it('tells of each that cannot start; where none can, nothing starts', () => {
    const { advance, send, events, session } = started(
      'timeline: [{ at: 0s, do: block, node: 3 }]',
    );
    advance(1);
    const parallel = [{ first: 2, last: 3 }];
    expect(send({ do: 'spawn', home: 1, parallel })).toMatchObject({
      message: '1 started, for nodes 2',
    });
    expect(events.filter(({ type }) => type === 'refused')).toMatchObject([
      { reason: 'node 3 is blocked', command: { do: 'spawn', home: 1, on: 3 } },
    ]);
    expect(send({ do: 'spawn', home: 1, parallel: [{ first: 3, last: 3 }] })).toEqual({
      accepted: false,
      reason: 'node 3 is blocked',
    });
    expect(send({ do: 'spawn', home: 1, parallel: [{ first: 7, last: 9 }] })).toEqual({
      accepted: false,
      reason: 'there is no node 7-9',
    });
    expect(send({ do: 'spawn', home: 1, parallel, run: 'runon 2 R' })).toMatchObject({
      accepted: false,
    });
    expect(session.view().processes()).toHaveLength(1);
  });
});

describe('TERM at the remote side', () => {
  it('brings a guest home, where it goes on: 5 s there, 5 s at home', () => {
    const { advance, send, at, events } = started(`
workload: [{ home: node1, work: 10s, memory: 0, lock: true }]
timeline: [{ at: 0s, do: migrate, pid: 1000, to: 2 }]`);
    advance(5);
    expect(send({ do: 'kill', pid: 1000, signal: 'TERM', side: 'remote' })).toEqual({
      accepted: true,
    });
    advance(6);
    expect(at(1000).node).toBe(1);
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(10, 9);
    expect(events.filter(({ type }) => type === 'killed')).toEqual([]);
  });

  it('is refused at home, with another signal, and where the way is cut', () => {
    const { advance, send } = started(`
workload: [{ home: node1, count: 2, work: 100s, memory: 0 }]
timeline:
  - { at: 0s, do: migrate, pid: 1000, to: 2 }
  - { at: 6s, do: cut, node: node1, other: node2 }`);
    advance(5);
    const kill = (pid: number, signal: 'TERM' | 'KILL') =>
      send({ do: 'kill', pid, signal, side: 'remote' });
    expect(kill(1001, 'TERM')).toMatchObject({
      reason: 'process 1001 is at home and has no remote side',
    });
    expect(kill(1000, 'KILL')).toMatchObject({
      reason: 'on the remote side only TERM works, not KILL',
    });
    advance(7);
    expect(kill(1000, 'TERM')).toMatchObject({
      reason: 'its deputy at home 1 cannot reach process 1000 on node 2',
    });
  });
});
