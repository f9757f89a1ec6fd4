import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../../support/session-of.js';

const NODES =
  'migration: { fixed: 0s }\nnodes: [{ count: 3, name: "node%d", cpus: 2, memory: 1GB }]';

/** A parent (1000) on node 1, and its child (1001) of 10 s of work, which is sent to node 2. */
function family(chld: string, more = '') {
  const made = sessionOf(`
policy: none
${NODES}
workload: [{ home: node1, work: 100s, command: master, profile: { chld: ${chld} } }]
timeline:
  - { at: 0s, do: spawn, parent: 1000, work: 10s, memory: 0MB, command: worker }
  - { at: 0s, do: migrate, pid: 1001, to: 2 }
${more}`);
  const advance = (until: number) => {
    while (!made.session.advance(until, { maxEvents: 1 })) {
      checkInvariants(made.session.simulation.cluster);
    }
  };
  const alive = () => made.session.view().processes();
  return {
    ...made,
    advance,
    alive,
    ofType: <T extends ClusterEvent['type']>(type: T) =>
      made.events.filter(
        (event): event is Extract<ClusterEvent, { type: T }> => event.type === type,
      ),
  };
}

const CRASH = '  - { at: 4s, do: crash, node: node2 }';

describe('a parent whose child was killed', () => {
  it('does nothing, unless its profile says so', () => {
    const { advance, alive, ofType } = family('ignore', CRASH);
    advance(50);
    expect(alive().map(({ pid }) => pid)).toEqual([1000]);
    expect(ofType('child-ended')).toEqual([]);
  });

  it('starts it again with the mask that it has from its parent', () => {
    const { advance, session } = family('restart', CRASH);
    advance(1);
    session.send({ do: 'mask', pid: 1000, policy: 'deny', nodes: [3] });
    advance(6);
    expect(session.send({ do: 'migrate', pid: 1002, to: 3 })).toEqual({
      ...{ accepted: false, reason: 'process 1002 may not go to node 3 (migfilter)' },
    });
  });

  it('starts it again where it is itself, a second later: 4 + 1 + 10 s', () => {
    const { advance, events, ofType, alive } = family('restart', CRASH);
    advance(6);
    expect(alive().map(({ pid, node, parent, command }) => [pid, node, parent, command])).toEqual([
      [1000, 1, undefined, 'master'],
      [1002, 1, 1000, 'worker'],
    ]);
    advance(50);
    expect(ofType('child-ended')).toMatchObject([
      { at: 5, pid: 1000, child: 1001, ending: 'killed' },
      { at: 15, pid: 1000, child: 1002, ending: 'completed' },
    ]);
    expect(completions(events).get(1002)).toBeCloseTo(15, 9);
  });

  it('starts it again as often as it is killed', () => {
    const { advance, events, alive } = family(
      'restart',
      `${CRASH}
  - { at: 7s, do: kill, pid: 1002 }
  - { at: 9s, do: kill, pid: 1003, signal: KILL }`,
    );
    advance(12);
    expect(alive().map(({ pid }) => pid)).toEqual([1000, 1004]);
    advance(50);
    expect(completions(events).get(1004)).toBeCloseTo(20, 9);
  });

  it('ends with it, by CHLD', () => {
    const { advance, alive, ofType } = family('end', CRASH);
    advance(50);
    expect(alive()).toEqual([]);
    expect(ofType('killed')).toMatchObject([
      { at: 4, pid: 1001, cause: 'node died', signal: 'CHLD' },
      { at: 4, pid: 1000, cause: 'signal', signal: 'CHLD' },
    ]);
  });

  it('acts when it goes on, if it is stopped: at 8 s', () => {
    const { advance, ofType } = family(
      'restart',
      `  - { at: 3s, do: stop, pid: 1000 }
${CRASH}
  - { at: 8s, do: cont, pid: 1000 }`,
    );
    advance(50);
    expect(ofType('child-ended')[0]).toMatchObject({ at: 8, child: 1001 });
  });

  it('acts when its home reaches it again: at 9 s', () => {
    const { advance, ofType, alive } = family(
      'restart',
      `  - { at: 1s, do: migrate, pid: 1000, to: 3 }
  - { at: 3s, do: cut, node: node1, other: node3 }
${CRASH}
  - { at: 9s, do: heal, node: node1, other: node3 }`,
    );
    advance(10);
    expect(ofType('child-ended')).toMatchObject([{ at: 9, child: 1001 }]);
    expect(alive().map(({ pid, node }) => [pid, node])).toEqual([
      [1000, 3],
      [1002, 3],
    ]);
  });

  it.each([
    [
      'killed later',
      'kill, pid: 1002',
      [
        [5, 1001],
        [5.5, 1002],
      ],
    ],
    ['stopped', 'stop, pid: 1002', [[5, 1001]]],
  ])('acts on each in its time, a second after its death; another one is %s', (_, what, told) => {
    const { advance, ofType } = family(
      'restart',
      `  - { at: 0s, do: spawn, parent: 1000, work: 50s, memory: 0MB }
${CRASH}
  - { at: 4.5s, do: ${what} }`,
    );
    advance(9);
    expect(ofType('child-ended').map(({ at, child }) => [at, child])).toEqual(told);
  });

  it('acts at once on one that is done, also while it waits to start another one again', () => {
    const { advance, ofType } = family(
      'restart',
      `  - { at: 0s, do: spawn, parent: 1000, work: 2s, memory: 0MB }
${CRASH.replace('4s', '1.5s')}`,
    );
    advance(9);
    expect(ofType('child-ended').map(({ at, child, ending }) => [at, child, ending])).toEqual([
      [2, 1002, 'completed'],
      [2.5, 1001, 'killed'],
    ]);
  });

  it('that dies before it can act starts nothing', () => {
    const { advance, alive } = family('restart', `${CRASH}\n  - { at: 4.5s, do: kill, pid: 1000 }`);
    advance(50);
    expect(alive()).toEqual([]);
  });

  it('that dies before its child leaves nothing of it to whoever comes after it', () => {
    const { advance, session, ofType } = family(
      'restart',
      `  - { at: 1s, do: kill, pid: 1000 }
  - { at: 2s, do: kill, pid: 1001 }
  - { at: 3s, do: spawn, home: node1, work: 5s, profile: { chld: restart } }
  - { at: 3s, do: spawn, home: node1, work: 2s }`,
    );
    advance(2.5);
    const nothing = '"parents":{"acting":[],"children":[[],[]],"notices":[]}';
    expect(JSON.stringify(session.save()).includes(nothing)).toBe(true);
    advance(50);
    expect(ofType('child-ended')).toEqual([]);
  });

  it('that has become a program which does not act starts nothing', () => {
    const { advance, alive } = family(
      'restart',
      `${CRASH}\n  - { at: 4.5s, do: exec, pid: 1000, command: sh }`,
    );
    advance(50);
    expect(alive().map(({ pid }) => pid)).toEqual([1000]);
  });

  it('does so also when the run was put away in between', () => {
    const before = family('restart', CRASH);
    before.advance(4.5);
    const after = family('restart', CRASH);
    after.session.restore(before.session.save());
    after.advance(50);
    expect(after.ofType('child-ended').map(({ at }) => at)).toEqual([5, 15]);
  });
});

describe('a parent whose child is done', () => {
  it('learns of it, and need not act', () => {
    const { advance, alive, ofType } = family('restart');
    advance(50);
    expect(ofType('child-ended')).toMatchObject([
      { at: 10, pid: 1000, child: 1001, ending: 'completed' },
    ]);
    expect(alive().map(({ pid }) => pid)).toEqual([1000]);
  });
});
