import { none } from './none.js';
import { openmosix } from './openmosix.js';
import type { Policy } from './policy.js';

/** The policies that come with mtop-sim. A user's own is given by path. */
export const policies: readonly Policy[] = [none, openmosix];

export function findPolicy(name: string): Policy | undefined {
  return policies.find((policy) => policy.name === name);
}
