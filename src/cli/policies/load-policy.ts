import { UserError } from '../../base/user-error.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { Policy, PolicyParameters } from '../../scheduler/policies/policy.js';
import { findPolicy, policies } from '../../scheduler/policies/registry.js';

/** Which policy a run wants. */
export interface WantedPolicy {
  /** A name, or the path of a user's own (from the current folder). */
  readonly policy: string;
  /** What the scenario sets of its parameters. */
  readonly policyParameters: PolicyParameters;
}

/**
 * A policy for one run.
 * @param limitSeconds how long a user's policy may take to load and to decide; Infinity: as
 *   long as it likes
 * @throws UserError when there is none, when the module is not a policy, or when a parameter is not
 *   one of its
 */
export async function loadPolicy(wanted: WantedPolicy, limitSeconds: number): Promise<Policy> {
  const { policy: name, policyParameters } = wanted;
  if (isPolicyPath(name)) {
    const { loadOwnPolicy } = await import('./own-policy.js');
    return withParameters(await loadOwnPolicy(name, limitSeconds), policyParameters, name);
  }
  const policy = findPolicy(name);
  if (policy !== undefined) return withParameters(policy, policyParameters, name);
  const names = policies.map((known) => known.name).join(', ');
  throw new UserError(
    `there is no policy "${name}": use one of ${names} or the path of a module such as ./mine.mjs`,
  );
}

/** The policy with some of its parameters set. */
function withParameters(policy: Policy, given: PolicyParameters, name: string): Policy {
  const { parameters: usual = {} } = policy;
  const known = Object.keys(usual);
  for (const [key, value] of Object.entries(given)) {
    const wrong = (what: string) => new UserError(`policy ${name}: ${what}`);
    if (!Object.hasOwn(usual, key)) {
      const allowed = known.length === 0 ? 'it has none' : `it has ${known.join(', ')}`;
      throw wrong(`there is no parameter ${key}: ${allowed}`);
    }
    if (typeof value !== typeof usual[key]) {
      throw wrong(`${key} must be a ${KINDS[typeof usual[key]]}, such as ${usual[key]}`);
    }
  }
  return known.length === 0 ? policy : { ...policy, parameters: { ...usual, ...given } };
}

const KINDS: Readonly<Record<string, string>> = {
  number: 'number',
  string: 'text',
  boolean: 'truth value',
};
