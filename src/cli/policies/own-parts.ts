import { UserError } from '../../base/user-error.js';
import type { OwnPolicy } from '../../scheduler/deciding/guarded-policy.js';
import type { PolicyParameters } from '../../scheduler/policies/policy.js';
import { findPolicy } from '../../scheduler/policies/registry.js';

/**
 * What a module of a user's policy exports, as a policy; each of its parts is looked at once.
 * @throws UserError when it is none
 */
export function ownPolicyOf(exported: unknown, file: string): OwnPolicy {
  const wrong = (what: string) => new UserError(`policy ${file}: ${what}`);
  if (typeof exported !== 'object' || exported === null) {
    throw wrong('its default export must be an object { name, about, scope, decide }');
  }
  const given = exported as Readonly<Record<string, unknown>>;
  const { name, about = '', scope, parameters, clairvoyant } = given;
  if (typeof name !== 'string' || name === '') throw wrong('name must be text');
  if (findPolicy(name) !== undefined) {
    throw wrong(`the name ${name} belongs to a policy of mtop-sim; use another one`);
  }
  if (typeof about !== 'string') throw wrong('about must be text');
  if (scope !== 'node' && scope !== 'cluster') throw wrong('scope must be "node" or "cluster"');
  if (clairvoyant !== undefined && typeof clairvoyant !== 'boolean') {
    throw wrong('clairvoyant must be true or false');
  }
  if (parameters !== undefined && !areParameters(parameters)) {
    throw wrong('parameters must be an object of numbers, texts and booleans, their usual values');
  }
  const hooks = hooksOf(given, wrong);
  return { self: exported, name, about, scope, parameters, clairvoyant, ...hooks };
}

function hooksOf(
  { create, decide, place, settled }: Readonly<Record<string, unknown>>,
  wrong: (what: string) => UserError,
) {
  const hooks = { create, decide, place, settled };
  for (const [name, hook] of Object.entries(hooks)) {
    if (hook !== undefined && typeof hook !== 'function') throw wrong(`${name} must be a function`);
  }
  if (Object.values(hooks).every((hook) => hook === undefined)) {
    throw wrong('decide must be a function, or place, settled or create');
  }
  if (create !== undefined && (decide ?? place ?? settled) !== undefined) {
    throw wrong('create makes decide, place and settled: it must not have them beside it');
  }
  return hooks as Pick<OwnPolicy, keyof typeof hooks>;
}

function areParameters(given: unknown): given is PolicyParameters {
  if (typeof given !== 'object' || given === null || Array.isArray(given)) return false;
  return Object.values(given).every((value) =>
    ['number', 'string', 'boolean'].includes(typeof value),
  );
}
