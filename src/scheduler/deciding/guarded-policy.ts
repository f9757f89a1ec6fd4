import { UserError } from '../../base/user-error.js';
import type { ClusterSituation, Decision, Move, Policy, Situation } from '../policies/policy.js';

/**
 * A policy whose mistakes are told as its own: where `decide` throws, or answers what is no answer,
 * it throws a UserError.
 * @param file where the policy is, for messages
 */
export function guarded(policy: Policy, file: string): Policy {
  const { name, about = '' } = policy;
  const guard = <Answer>(decide: () => Answer, isRight: (it: Answer) => boolean, form: string) => {
    let answer: Answer;
    try {
      answer = decide();
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error);
      throw new UserError(`policy ${file} failed: ${message}`, 1);
    }
    if (isRight(answer)) return answer;
    throw new UserError(`policy ${file}: decide must return ${form}, got ${shown(answer)}`, 1);
  };
  if (policy.scope === 'node') {
    const decide = (situation: Situation) =>
      guard(() => policy.decide(situation), isDecision, DECISION_FORM);
    return { name, about, scope: 'node', decide };
  }
  const decide = (situation: ClusterSituation) =>
    guard(() => policy.decide(situation), isListOfMoves, MOVES_FORM);
  return { name, about, scope: 'cluster', decide };
}

const DECISION_FORM =
  '{ move: undefined, reason } or { move: pid, to: node, reason }, its numbers being numbers';
const MOVES_FORM = 'a list of { pid, to: node, reason }';

function isDecision(decision: Decision | undefined): boolean {
  if (typeof decision?.reason !== 'string') return false;
  if (!isNumbers(decision.numbers)) return false;
  return (
    decision.move === undefined ||
    (Number.isInteger(decision.move) && Number.isInteger(decision.to))
  );
}

function isNumbers(numbers: Decision['numbers'] | null): boolean {
  if (typeof numbers !== 'object') return numbers === undefined;
  return numbers !== null && Object.values(numbers).every((value) => typeof value === 'number');
}

function isListOfMoves(moves: readonly Move[]): boolean {
  return Array.isArray(moves) && moves.every(isMove);
}

function isMove(move: Move | undefined): boolean {
  return (
    typeof move?.reason === 'string' && Number.isInteger(move.pid) && Number.isInteger(move.to)
  );
}

function shown(answer: unknown): string {
  if (answer instanceof Promise) return 'a promise (decide must not be async)';
  const text = JSON.stringify(answer) ?? String(answer);
  return text.length > 200 ? `${text.slice(0, 200)}...` : text;
}
