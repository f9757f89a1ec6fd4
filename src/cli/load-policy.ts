import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { UserError } from '../base/user-error.js';
import { isPolicyPath } from '../scenario/policy-name.js';
import type {
  ClusterSituation,
  Decision,
  Move,
  Policy,
  Situation,
} from '../scheduler/policies/policy.js';
import { findPolicy, policies } from '../scheduler/policies/registry.js';

/**
 * The policy of that name, or the user's own when it is a path (from the current folder).
 * @throws UserError when there is none, or when the module is not a policy
 */
export async function loadPolicy(name: string): Promise<Policy> {
  if (isPolicyPath(name)) return guarded(policyOf(await importModule(name), name), name);
  const policy = findPolicy(name);
  if (policy !== undefined) return policy;
  const names = policies.map((known) => known.name).join(', ');
  throw new UserError(
    `there is no policy "${name}": use one of ${names} or the path of a module such as ./mine.mjs`,
  );
}

async function importModule(file: string): Promise<unknown> {
  try {
    const module = (await import(pathToFileURL(resolve(file)).href)) as Record<string, unknown>;
    return module.default;
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    throw new UserError(`policy ${file} cannot be loaded: ${message}`);
  }
}

function policyOf(exported: unknown, file: string): Policy {
  const wrong = (what: string) => new UserError(`policy ${file}: ${what}`);
  if (typeof exported !== 'object' || exported === null) {
    throw wrong('its default export must be an object { name, about, scope, decide }');
  }
  const { name, scope, decide } = exported as Record<string, unknown>;
  if (typeof name !== 'string' || name === '') throw wrong('name must be text');
  if (scope !== 'node' && scope !== 'cluster') throw wrong('scope must be "node" or "cluster"');
  if (typeof decide !== 'function') throw wrong('decide must be a function');
  return exported as Policy;
}

/** The policy, whose mistakes are told as its own. */
function guarded(policy: Policy, file: string): Policy {
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

const DECISION_FORM = '{ move: undefined, reason } or { move: pid, to: node, reason }';
const MOVES_FORM = 'a list of { pid, to: node, reason }';

function isDecision(decision: Decision | undefined): boolean {
  if (typeof decision?.reason !== 'string') return false;
  return (
    decision.move === undefined ||
    (Number.isInteger(decision.move) && Number.isInteger(decision.to))
  );
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
