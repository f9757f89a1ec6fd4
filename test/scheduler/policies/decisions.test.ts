import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../../src/scheduler/deciding/decision-words.js';
import { hooksOf } from '../../../src/scheduler/deciding/hooks.js';
import type {
  ClusterHooks,
  ClusterSituation,
  Decision,
  Decisions,
  Judgement,
  Move,
  NodeHooks,
  Placement,
  PolicyParameters,
  PolicyState,
  Situation,
} from '../../../src/scheduler/policies/policy.js';
import { findPolicy, policies } from '../../../src/scheduler/policies/registry.js';
import { Situations } from './random-situations.js';

interface Asked {
  readonly name: string;
  readonly situations: number;
  readonly parameters?: PolicyParameters;
}

const ASKED: readonly Asked[] = [
  { name: 'openmosix', situations: 600 },
  { name: 'none', situations: 20 },
  { name: 'random', situations: 40 },
  { name: 'jsq', situations: 60 },
  { name: 'power-of-d', situations: 60, parameters: { d: 3 } },
  { name: 'sender-initiated', situations: 80, parameters: { threshold: 1, probes: 2 } },
  { name: 'receiver-initiated', situations: 120, parameters: { threshold: 1, probes: 3 } },
  { name: 'age-based', situations: 200, parameters: { factor: 2 } },
  { name: 'e-mosix', situations: 150 },
  { name: 'round-robin', situations: 60 },
  { name: 'e-pvm', situations: 80 },
  { name: 'central-jsq', situations: 120, parameters: { rebalance: true } },
];

/** `-u` writes anew what the policies do: look at what has changed, and why. */
describe('in the situations that are written down, what is decided, and said of it, is that of', () => {
  it.each(ASKED)('$name', async ({ name, situations: count, parameters = {} }) => {
    const policy = { ...findPolicy(name)!, parameters };
    const situations = new Situations(1 + ASKED.findIndex((asked) => asked.name === name));
    const context = { state: {}, nodes: [1, 2, 3, 4, 5], random: () => 0.5 };
    const hooks = hooksOf(policy, context);
    const lines = Array.from({ length: count }, (_, index) => {
      const arrival = situations.arrival();
      const said =
        hooks.scope === 'node'
          ? ofNode(hooks, situations.ofNode(), (seen) => hooks.place?.(seen, arrival))
          : ofCluster(hooks, situations.ofCluster(), (seen) => hooks.place?.(seen, arrival));
      return `${index + 1}: ${said.filter((one) => one !== undefined).join(' ~ ')}`;
    });
    const file = new URL(`../../fixtures/decisions/${name}.txt`, import.meta.url);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot(file.pathname);
  });

  it('all policies', () => {
    expect(ASKED.map(({ name }) => name).toSorted()).toEqual(
      policies.map(({ name }) => name).toSorted(),
    );
  });
});

function ofNode(
  hooks: NodeHooks,
  seen: Situation,
  place: (seen: Situation) => Placement | undefined,
) {
  const judgement = judged(hooks.judge?.(seen));
  const decision = hooks.decide && decided(hooks.decide(seen));
  // Most judge by what they decide.
  const differs = decision !== undefined && !judgement?.startsWith(decision);
  return [
    judgement,
    asked('decide', differs ? decision : undefined),
    asked('settled', hooks.settled && decided(hooks.settled(seen))),
    asked('place', placed(place(seen))),
    remembered(seen.state),
  ];
}

function ofCluster(
  hooks: ClusterHooks,
  seen: ClusterSituation,
  place: (seen: ClusterSituation) => Placement | undefined,
) {
  return [
    judged(hooks.judge?.(seen, 1)),
    asked('decide', hooks.decide && moved(hooks.decide(seen))),
    asked('settled', hooks.settled && moved(hooks.settled(seen))),
    asked('place', placed(place(seen))),
    remembered(seen.state),
  ];
}

const asked = (what: string, said: string | undefined) => said && `${what}: ${said}`;

const one = (decision: Decision) =>
  `${decision.move === undefined ? 'stay' : `${decision.move} to ${decision.to}`}, ${sentenceOf(decision)}`;

function decided(decisions: Decisions): string {
  return [decisions].flat().map(one).join(' + ');
}

function moved(moves: readonly Move[]): string {
  return moves.map(({ pid, to, reason }) => `${pid} to ${to}, ${reason}`).join(' + ') || 'none';
}

function placed(placement: Placement | undefined): string | undefined {
  return placement && `${placement.to ?? 'home'}, ${placement.reason}`;
}

function judged(judgement: Judgement | undefined): string | undefined {
  if (judgement === undefined) return undefined;
  const lost = [...(judgement.lost ?? [])].map(([node, why]) => `${node}: ${why}`);
  return [one(judgement.decision), ...lost].join(' | ');
}

const remembered = (state: PolicyState) => JSON.stringify(state);
