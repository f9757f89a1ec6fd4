import { formatRoughly } from '../base/units.js';
import { STAY } from '../cluster/facts/status.js';
import type { Node } from '../cluster/node.js';
import type { Simulation } from '../scenario/simulation.js';
import { figuresOf, sentenceOf } from '../scheduler/deciding/decision-words.js';
import { countedCpus } from '../scheduler/measuring/load.js';
import type { Decision } from '../scheduler/policies/policy.js';
import type { Grounds } from './beliefs.js';

/** Whether its node would send a process away, with the numbers: now, or as it decided last. */
export function verdictOf(
  { agenda, scheduler }: Simulation,
  node: Node,
  pid: number,
  grounds: Grounds,
): string {
  const { judgement, decided } = grounds;
  const { name } = scheduler.policy;
  if (scheduler.isCentral) {
    const lead = `it stays: ${name} decides for all nodes`;
    return judgement === undefined
      ? `${lead}, leaves it here, and does not say why`
      : `${lead}: ${judgement.decision.reason}`;
  }
  if (node.state !== 'up') return `it stays: node ${node.id} is ${node.state}, and sends nothing`;
  if (decided === undefined) return `it stays: node ${node.id} has made no decision yet`;
  const ago = `${formatRoughly(agenda.now - decided.at)} ago`;
  const { decision, refusal } = decided;
  const sent = sentBy(decision, refusal !== undefined);
  if (judgement === undefined || isSame(judgement.decision, decision)) {
    const said =
      sent === undefined ? '' : `${sent}: ${refusal === undefined ? '' : `${refusal}: `}`;
    const when = `(node ${node.id}, ${ago})`;
    const silent =
      judgement === undefined && !node.has(STAY)
        ? `; why not elsewhere, policy ${name} does not say`
        : '';
    return `it stays: ${said}${termsOf(decision)} ${when}${silent}`;
  }
  const now = judgement.decision;
  const terms = `${termsOf(now)} (node ${node.id}, by what it knows now)`;
  if (now.move === pid) {
    return `it goes to node ${now.to} when node ${node.id} decides next: ${termsOf(now)}`;
  }
  if (now.move !== undefined) {
    return `it stays: ${now.move} is the next to go, to node ${now.to}: ${terms}`;
  }
  const lead = sent === undefined || refusal !== undefined ? '' : `${sent}, ${ago}; now `;
  return `it stays: ${lead}${terms}`;
}

/** What became of another process; undefined: none was to go. */
function sentBy(decision: Decision, isRefused: boolean): string | undefined {
  if (decision.move === undefined) return undefined;
  const { move, to } = decision;
  return isRefused
    ? `${move} should have gone to node ${to}`
    : `${move} was sent to node ${to} instead`;
}

/** Whether two decisions say the same, by the same numbers. */
export function isSame(one: Decision, other: Decision): boolean {
  return sentenceOf(one) === sentenceOf(other) && one.move === other.move;
}

/** Why a decision is as it is, and by how much. */
function termsOf({ reason, numbers = {} }: Decision): string {
  const figures = figuresOf(numbers);
  return figures === '' ? reason : `${reason}: ${figures}`;
}

/**
 * What openMosix does not see where it finds enough CPUs, and a process would get more elsewhere:
 * logical CPUs are not processors, and the processes on them slow each other down.
 */
export function unseenBy({ spec, settings, runnable }: Node, { judgement }: Grounds): string {
  const counted = countedCpus(settings.believed);
  const { load, best } = judgement?.decision.numbers ?? {};
  const isContent = load !== undefined && best === undefined;
  return isContent && counted > spec.cpus && runnable > 1 && runnable <= counted
    ? `; openMosix counts ${counted} CPUs on ${spec.cpus} processors, and does not see that they slow each other`
    : '';
}
