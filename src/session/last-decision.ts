import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import { sentenceOf } from '../scheduler/deciding/decision-words.js';
import type { Decision } from '../scheduler/policies/policy.js';
import { beliefsOf, groundsOf } from './beliefs.js';
import type { Decided, LastDecision } from './session.js';
import { isSame } from './verdict.js';

/** What a node decided last, and what it would decide now; undefined: it has decided nothing. */
export function decisionOf(simulation: Simulation, node: Node): LastDecision | undefined {
  const grounds = groundsOf(simulation, node);
  const { judgement, decided } = grounds;
  if (decided === undefined) return undefined;
  const { at, decision, refusal } = decided;
  const isStill = judgement === undefined || isSame(judgement.decision, decision);
  return {
    ...{ at, node: node.id, ...saidBy(decision, refusal) },
    now: isStill ? undefined : saidBy(judgement.decision),
    beliefs: beliefsOf(simulation, node, grounds),
  };
}

function saidBy(decision: Decision, refusal?: string): Decided {
  const { move, numbers = {} } = decision;
  const sentence = sentenceOf(decision);
  return {
    move,
    to: move === undefined ? undefined : decision.to,
    reason: refusal === undefined ? sentence : `${sentence}; refused: ${refusal}`,
    numbers,
  };
}
