import type {
  ClusterSituation,
  Decision,
  DecisionNumbers,
  Move,
  Policy,
  Situation,
} from '../policies/policy.js';
import { Door } from './door.js';
import { OwnClusterSituation, OwnSituation } from './own-situation.js';
import { type PolicySource, policyFault, shown } from './policy-fault.js';

/** Called when a policy of the user's begins to decide and when it is done. */
export interface PolicyWatch {
  enter(): void;
  leave(): void;
}

/**
 * A policy of the user's behind its wall: it gets frozen values of its own, its answers are copied,
 * and its mistakes are reported as its own: where `decide` throws, or answers what is no answer,
 * this throws a UserError.
 * @param source where the policy is, for messages
 */
export function guarded(policy: Policy, source: PolicySource, watch?: PolicyWatch): Policy {
  const { name, about } = policy;
  const ask = <Seen, Answer>(
    show: (door: Door) => Seen,
    decide: (seen: Seen) => unknown,
    { read, form }: Answers<Answer>,
  ): Answer => {
    let wanted: Answer | undefined;
    let wrong = '';
    const door = new Door();
    const seen = show(door);
    watch?.enter();
    try {
      const answer = decide(seen);
      // An answer may have getters or be a Proxy: reading it runs the policy's code as well.
      wanted = read(answer);
      if (wanted === undefined) wrong = shown(answer);
    } catch (error) {
      throw policyFault(source, 'decide failed', error);
    } finally {
      door.close();
      watch?.leave();
    }
    if (wanted !== undefined) return wanted;
    throw policyFault(source, `decide must return ${form}, got ${wrong}`);
  };
  if (policy.scope === 'node') {
    const decide = (situation: Situation) =>
      ask(
        (door) => new OwnSituation(situation, door),
        (seen) => policy.decide(seen),
        DECISION,
      );
    return { name, about, scope: 'node', decide };
  }
  const decide = (situation: ClusterSituation) =>
    ask(
      (door) => new OwnClusterSituation(situation, door),
      (seen) => policy.decide(seen),
      MOVES,
    );
  return { name, about, scope: 'cluster', decide };
}

/** What a policy may answer. */
interface Answers<Answer> {
  /** A copy of an answer in plain data; undefined: it is none. */
  readonly read: (answer: unknown) => Answer | undefined;
  readonly form: string;
}

const DECISION: Answers<Decision> = {
  form: '{ move: undefined, reason } or { move: pid, to: node, reason }, its numbers being numbers',
  read(answer) {
    if (!isObject(answer)) return undefined;
    const { move, to, reason, numbers: given } = answer;
    const numbers = given === undefined ? undefined : numbersOf(given);
    if (typeof reason !== 'string' || (given !== undefined && numbers === undefined)) {
      return undefined;
    }
    const said = numbers === undefined ? { reason } : { reason, numbers };
    if (move === undefined) return { move, ...said };
    return isWhole(move) && isWhole(to) ? { move, to, ...said } : undefined;
  },
};

const MOVES: Answers<readonly Move[]> = {
  form: 'a list of { pid, to: node, reason }',
  read(answer) {
    if (!Array.isArray(answer)) return undefined;
    const moves: Move[] = [];
    // A list with holes has places without a move.
    for (const move of answer) {
      if (!isObject(move)) return undefined;
      const { pid, to, reason } = move;
      if (typeof reason !== 'string' || !isWhole(pid) || !isWhole(to)) return undefined;
      moves.push({ pid, to, reason });
    }
    return moves;
  },
};

function numbersOf(given: unknown): DecisionNumbers | undefined {
  if (!isObject(given)) return undefined;
  const numbers: Record<string, unknown> = { ...given };
  const areNumbers = Object.values(numbers).every((value) => typeof value === 'number');
  return areNumbers ? (numbers as DecisionNumbers) : undefined;
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function isWhole(value: unknown): value is number {
  return Number.isInteger(value);
}
