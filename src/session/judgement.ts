import { STAY } from '../cluster/facts/status.js';
import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import type { Judgement } from '../scheduler/policies/policy.js';

/**
 * What a node would decide if it were asked now, by the policy's own terms and on what it believes
 * now: the last decision may have been made on less. Undefined: the policy does not say why, or
 * nothing decides.
 */
export function judgementOf({ scheduler }: Simulation, node: Node): Judgement | undefined {
  return node.state === 'up' && !node.has(STAY) ? scheduler.judge(node) : undefined;
}
