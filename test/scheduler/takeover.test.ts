import { describe, expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { Profile } from '../../src/cluster/facts/profile.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { guarded } from '../../src/scheduler/deciding/guarded-policy.js';
import type {
  Candidate,
  ClusterSituation,
  Policy,
  Situation,
} from '../../src/scheduler/policies/policy.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

const SOURCE = { file: './mine.mjs', url: 'file:///mine.mjs', lineOf: () => undefined };

/** A policy of cluster scope that writes down when it is asked. */
function central(asked: number[]): Policy {
  const decide = ({ now }: ClusterSituation) => {
    asked.push(now);
    return [];
  };
  return { name: 'mine', about: '', scope: 'cluster', decide };
}

function running(policy: Policy, request: Partial<ClusterRequest> = {}) {
  return simulationOf({ nodes: nodeSpecs(3), policy, ...request });
}

const use = (name: string): Command => ({ do: 'policy', name });

describe('a policy of cluster scope', () => {
  it.each([
    [0, 3.5, [4, 5, 6]],
    [0, 4, [5, 6]],
    [0, 0.25, [1, 2, 3, 4, 5, 6]],
  ])('that is left at %d s and takes over at %d s decides at %j', (left, taken, expected) => {
    const asked: number[] = [];
    const simulation = running(central(asked));
    runUntil(simulation, left);
    simulation.execute(use('none'));
    expect(simulation.scheduler.nextBalance).toBe(Number.POSITIVE_INFINITY);
    expect(simulation.scheduler.isCentral).toBe(false);
    runUntil(simulation, taken);
    simulation.execute(use('mine'));
    expect(simulation.scheduler.isCentral).toBe(true);
    runUntil(simulation, 6);
    expect(asked).toEqual(expected);
  });

  it('goes on in step where another one of its scope was before', () => {
    const asked: number[] = [];
    const simulation = running(central(asked));
    runUntil(simulation, 2.5);
    simulation.execute(use('central-jsq'));
    const { nextBalance } = simulation.scheduler;
    simulation.execute(use('mine'));
    expect([nextBalance, simulation.scheduler.nextBalance]).toEqual([3, 3]);
    runUntil(simulation, 4);
    expect(asked).toEqual([1, 2, 3, 4]);
  });

  it('decides every decide period, and so where it is taken up', () => {
    const asked: number[] = [];
    const periods = { measureSeconds: undefined, tellSeconds: undefined, decideSeconds: 2.5 };
    const make = () => running(central(asked), { periods });
    const simulation = make();
    runUntil(simulation, 6);
    expect(asked).toEqual([2.5, 5]);
    const resumed = make();
    restore(resumed, saved(simulation));
    asked.length = 0;
    runUntil(resumed, 10);
    expect(asked).toEqual([7.5, 10]);
  });
});

describe('what a node decided last', () => {
  it('is forgotten where another policy takes over, and is kept with a run', () => {
    const make = () => running(findPolicy('openmosix')!, { processes: processSpecs(3, 1) });
    const simulation = make();
    runUntil(simulation, 3);
    const { index } = simulation.cluster.nodes[0]!;
    const decided = simulation.scheduler.lastDecision(index);
    expect(decided).toMatchObject({ refusal: undefined });
    expect(decided!.at).toBeGreaterThan(1);
    const resumed = make();
    restore(resumed, saved(simulation));
    expect(resumed.scheduler.lastDecision(index)).toEqual(decided);
    simulation.execute(use('jsq'));
    expect(simulation.scheduler.lastDecision(index)).toBeUndefined();
    runUntil(simulation, 5);
    expect(simulation.scheduler.lastDecision(index)!.decision.reason).toBe(
      'the policy moves nothing that has been started',
    );
  });
});

describe('a process of which a policy is told', () => {
  it('runs, pauses, waits or is stopped, and has all that is known of it', () => {
    const seen = new Map<number, string>();
    const details: Candidate[] = [];
    const decide = ({ own, candidates, sleepers }: Situation) => {
      if (own.node !== 1) return { move: undefined, reason: 'r' } as const;
      for (const one of [...candidates(), ...sleepers()]) {
        seen.set(one.pid, one.state!);
        if (one.pid === 1000) details.push(one);
      }
      return { move: undefined, reason: 'r' } as const;
    };
    const policy = guarded({ name: 'mine', about: '', scope: 'node', decide }, SOURCE);
    const profile: Profile = {
      ...{ callsPerWork: 0, bytesPerWork: 0, files: 'home', burstSeconds: 0.1, thinkSeconds: 60 },
      ...{ growthPerSecond: 0, growthLimitBytes: Number.POSITIVE_INFINITY, htGain: undefined },
      ...{ chld: 'ignore', clones: 1, together: false, tie: undefined },
    };
    const simulation = running(policy, {
      processes: [
        processSpec(1, { user: 'ann', command: 'cc', job: 7, estimateSeconds: 9 }),
        processSpec(1, { profile }),
        processSpec(1),
      ],
      timeline: [{ atSeconds: 1, command: { do: 'stop', pid: 1002 } }],
    });
    runUntil(simulation, 4);
    expect([...seen].sort(([a], [b]) => a - b)).toEqual([
      [1000, 'R'],
      [1001, 'S'],
      [1002, 'T'],
    ]);
    expect(details.at(-1)).toMatchObject({
      ...{ user: 'ann', command: 'cc', job: 7, estimateSeconds: 9, arrivalSeconds: 0, home: 1 },
    });
  });
});

describe('a node that is asked how it is', () => {
  const answers = (command: Command | undefined, asked = 2) => {
    const found: boolean[] = [];
    const decide = ({ own, now, probe }: Situation) => {
      if (own.node === 1 && now > 2) found.push(probe(asked) !== undefined);
      return { move: undefined, reason: 'r' } as const;
    };
    const policy: Policy = { name: 'mine', about: '', scope: 'node', decide };
    const simulation = running(policy);
    if (command !== undefined) simulation.execute(command);
    runUntil(simulation, 3.5);
    expect(new Set(found).size).toBe(1);
    return found[0];
  };

  it.each([
    ['is there', undefined, 2, true],
    ['is the one that asks', undefined, 1, false],
    ['is not there', undefined, 4, false],
    ['is quiet', { do: 'quiet', node: 2 }, 2, false],
    ['is down', { do: 'crash', node: 2 }, 2, false],
    ['has left', { do: 'leave', node: 2 }, 2, false],
    ['is cut off', { do: 'cut', node: 1, other: 2 }, 2, false],
    ['accepts no guests', { do: 'block', node: 2 }, 2, true],
    ['is cut off from another one', { do: 'cut', node: 2, other: 3 }, 2, true],
  ] as const)('and %s: answers %j', (_, command, asked, isAnswered) => {
    expect(answers(command, asked)).toBe(isAnswered);
  });

  it('does not answer one that has not found it', () => {
    const found: boolean[] = [];
    const decide = ({ own, probe }: Situation) => {
      if (own.node === 1) found.push(probe(3) !== undefined);
      return { move: undefined, reason: 'r' } as const;
    };
    const policy: Policy = { name: 'mine', about: '', scope: 'node', decide };
    const cut = { atSeconds: 0, command: { do: 'cut', node: 1, other: 3 } } as const;
    const heal = { atSeconds: 2, command: { do: 'heal', node: 1, other: 3 } } as const;
    const simulation = running(policy, {
      ...{ discovery: 'omdiscd', timeline: [cut, heal] },
    });
    runUntil(simulation, 20);
    expect([found[2], found.at(-1)]).toEqual([false, true]);
  });
});
