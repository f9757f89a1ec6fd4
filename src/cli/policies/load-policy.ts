import { UserError } from '../../base/user-error.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { Policy } from '../../scheduler/policies/policy.js';
import { findPolicy, policies } from '../../scheduler/policies/registry.js';

/**
 * The policy of that name, or the user's own when it is a path (from the current folder).
 * @param limitSeconds how long a user's policy may take to load and to decide; Infinity: as
 *   long as it likes
 * @throws UserError when there is none, or when the module is not a policy
 */
export async function loadPolicy(name: string, limitSeconds: number): Promise<Policy> {
  if (isPolicyPath(name)) {
    const { loadOwnPolicy } = await import('./own-policy.js');
    return await loadOwnPolicy(name, limitSeconds);
  }
  const policy = findPolicy(name);
  if (policy !== undefined) return policy;
  const names = policies.map((known) => known.name).join(', ');
  throw new UserError(
    `there is no policy "${name}": use one of ${names} or the path of a module such as ./mine.mjs`,
  );
}
