import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import type { Decided } from '../scheduler/deciding/decision-words.js';
import type { Judgement } from '../scheduler/policies/policy.js';
import { judgementOf } from './judgement.js';
import type { Belief } from './session.js';

/** What a verdict on nodes is made of: what would be decided now, else what was decided last. */
export interface Grounds {
  readonly judgement: Judgement | undefined;
  readonly decided: Decided | undefined;
}

export function groundsOf(simulation: Simulation, node: Node): Grounds {
  const decided = simulation.scheduler.lastDecision(node.index);
  return { judgement: judgementOf(simulation, node), decided };
}

/** What a node believes of every node, itself included, now. */
export function beliefsOf(
  simulation: Simulation,
  believer: Node,
  grounds: Grounds,
): readonly Belief[] {
  const { cluster, scheduler, agenda, loads } = simulation;
  const known = new Map(scheduler.known(believer.index).map((entry) => [entry.node, entry]));
  return cluster.nodes.map((other) => {
    const node = other.id;
    const load = loads.upper(other.index);
    if (other === believer) {
      const verdict = 'it is here';
      return { node, load, believedLoad: loads.mean(other.index), ageSeconds: undefined, verdict };
    }
    const entry = known.get(node);
    const ageSeconds = entry === undefined ? undefined : agenda.now - entry.measuredAt;
    const isKnown = entry !== undefined || scheduler.isCentral;
    const verdict = verdictOn(node, isKnown, grounds);
    return { node, load, believedLoad: entry?.load, ageSeconds, verdict };
  });
}

/**
 * Why a node is not the target, in the terms of the decision; undefined: it is. Empty: the policy
 * has said nothing by which that could be told.
 */
function verdictOn(
  node: number,
  isKnown: boolean,
  { judgement, decided }: Grounds,
): string | undefined {
  const decision = (judgement ?? decided)?.decision;
  if (decision?.move !== undefined && decision.to === node) {
    return judgement === undefined ? decided?.refusal : undefined;
  }
  if (!isKnown) return 'nothing heard from it';
  if (judgement?.lost !== undefined) {
    // Who refused lately is heard of, and is not compared.
    return judgement.lost.get(node) ?? 'it refused lately';
  }
  return decision?.numbers?.best === node ? 'the best then' : '';
}
