import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { CPU_BOUND, type Profile } from '../../../src/cluster/facts/profile.js';
import type { Candidate, Policy, Situation } from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

type Shown = Pick<Situation, 'candidates' | 'sleepers' | 'probe' | 'costOf'>;

interface Asked extends Partial<ClusterRequest> {
  /** At 1 s. */
  readonly commands?: readonly Command[];
}

/** What node 1 is shown at its last tick before `until`, by `look`. */
function shown<Found>(
  look: (situation: Shown) => Found,
  processes: readonly ProcessSpec[],
  { commands = [], ...request }: Asked = {},
): Found {
  let found: Found | undefined;
  const decide = (situation: Situation) => {
    if (situation.own.node === 1) found = look(situation);
    return { move: undefined, reason: 'r' } as const;
  };
  const policy: Policy = { name: 'mine', about: '', scope: 'node', decide };
  const simulation = simulationOf({ nodes: nodeSpecs(3), processes, policy, ...request });
  runUntil(simulation, 1);
  for (const command of commands) {
    expect(simulation.execute(command)).toMatchObject({ accepted: true });
  }
  runUntil(simulation, 4);
  return found!;
}

describe('why a process may not move, as its policy sees it,', () => {
  const reasons = (commands: readonly Command[], home = 1) =>
    shown(({ candidates }) => candidates().map(({ cantmove }) => cantmove), [processSpec(home)], {
      commands: home === 1 ? commands : [{ do: 'migrate', pid: 1000, to: 1 }, ...commands],
    });

  it.each<[readonly Command[], readonly string[]]>([
    [[], []],
    [[{ do: 'tie', pid: 1000, reason: 'monkey' }], ['monkey']],
    [[{ do: 'lstay', node: 1 }], ['lstay']],
    [
      [
        { do: 'tie', pid: 1000, reason: 'monkey' },
        { do: 'lstay', node: 1 },
      ],
      ['monkey', 'lstay'],
    ],
    [[{ do: 'lstay', node: 2 }], []],
    // That keeps all, whoever decides.
    [[{ do: 'stay', node: 2 }], []],
  ])('%j: %j', (commands, expected) => {
    expect(reasons(commands)).toEqual([expected]);
  });

  it('is nothing for a guest of a node that keeps its own', () => {
    expect(reasons([{ do: 'lstay', node: 1 }], 2)).toEqual([[]]);
  });
});

describe('where a process may go', () => {
  const may = (pid: number, mask?: Command) =>
    shown(
      ({ candidates }) => {
        const { mayGo } = candidates().find((one) => one.pid === pid)!;
        return mayGo && [1, 2, 3].map(mayGo);
      },
      [processSpec(1), processSpec(1)],
      { commands: mask === undefined ? [] : [mask] },
    );

  it.each<[number, Command | undefined, readonly boolean[] | undefined]>([
    [1000, undefined, undefined],
    [1000, { do: 'mask', pid: 1000, policy: 'allow', nodes: [2] }, [true, true, false]],
    [1000, { do: 'mask', pid: 1000, policy: 'deny', nodes: [2] }, [true, false, true]],
    [1001, { do: 'mask', pid: 1000, policy: 'deny', nodes: [2] }, undefined],
  ])('of %i with %j is %j of nodes 1 to 3', (pid, mask, expected) => {
    expect(may(pid, mask)).toEqual(expected);
  });
});

describe('which processes a policy sees, and in which state', () => {
  const STATES: readonly ProcessSpec[] = [
    processSpec(1),
    processSpec(1, { profile: { ...CPU_BOUND, burstSeconds: 0.01, thinkSeconds: 60 } }),
    processSpec(1),
    processSpec(2),
    processSpec(1),
  ];
  const commands: readonly Command[] = [
    { do: 'stop', pid: 1002 },
    { do: 'migrate', pid: 1004, to: 2 },
  ];
  const states = (list: readonly Candidate[]) => list.map(({ pid }) => pid);

  // Those on their way are nobody's.
  it('are those that run, and those that do not, of its node, in the order of their pids', () => {
    const look = ({ candidates, sleepers, probe }: Shown) => [
      states(candidates()),
      states(sleepers()),
      states(probe(2)!.candidates()),
    ];
    expect(shown(look, STATES, { commands, fixedSeconds: 60 })).toEqual([
      [1000],
      [1001, 1002],
      [1003],
    ]);
  });
});

describe('what a process would wait elsewhere', () => {
  const waits = (profile: Profile | undefined, request: Asked = {}) =>
    shown(
      ({ candidates }) => {
        const [{ waitPerWork, waitAt }] = candidates() as [Candidate];
        return [waitPerWork, ...[1, 2, 9].map(waitAt)];
      },
      [processSpec(1, { profile })],
      request,
    );

  it('is nothing where it only computes, even at a node that there is not', () => {
    expect(waits(undefined)).toEqual([0, 0, 0, 0]);
  });

  it('is nothing at home, its calls elsewhere, and for ever at a node that there is not', () => {
    const [here, home, there, nowhere] = waits({ ...CPU_BOUND, callsPerWork: 100 });
    expect([here, home, nowhere]).toEqual([0, 0, Number.POSITIVE_INFINITY]);
    expect(there).toBeGreaterThan(0);
  });

  it('is what its node believes that calls cost', () => {
    const calls = { ...CPU_BOUND, callsPerWork: 100 };
    const request = (latencySeconds: number) => ({
      commands: [{ do: 'settune', node: 1, latencySeconds } as const],
    });
    const [, , half] = waits(calls, request(0.001));
    const [, , whole] = waits(calls, request(0.011));
    // 100 calls of 10 ms more there and 10 ms more back.
    expect(whole! - half!).toBeCloseTo(2, 9);
  });
});

it('what moving costs is the way, and as far as to others to a node that there is not', () => {
  const costs = shown(
    ({ costOf, candidates }) => {
      const [{ moveSeconds }] = candidates() as [Candidate];
      return [costOf(0, 2), costOf(125e6, 2), moveSeconds(2), moveSeconds(9) > 0];
    },
    [processSpec(1, { residentBytes: 250e6 })],
    { fixedSeconds: 0.5 },
  );
  // 125 MB/s.
  expect(costs).toEqual([0.5, 1.5, 2.5, true]);
});
