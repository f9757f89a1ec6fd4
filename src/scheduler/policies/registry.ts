import { ageBased } from './age-based.js';
import { centralJsq } from './central-jsq.js';
import { eMosix } from './e-mosix.js';
import { ePvm } from './e-pvm.js';
import { jsq } from './jsq.js';
import { none } from './none.js';
import { openmosix } from './openmosix.js';
import type { Policy } from './policy.js';
import { powerOfD } from './power-of-d.js';
import { random } from './random.js';
import { receiverInitiated } from './receiver-initiated.js';
import { roundRobin } from './round-robin.js';
import { senderInitiated } from './sender-initiated.js';

/** The policies that come with mtop-sim. A user's own is given by path. */
export const policies: readonly Policy[] = [
  ...[none, openmosix],
  // Where processes start.
  ...[random, roundRobin, jsq, powerOfD, senderInitiated, ePvm, centralJsq],
  // Which ones move.
  ...[receiverInitiated, ageBased, eMosix],
];

export function findPolicy(name: string): Policy | undefined {
  return policies.find((policy) => policy.name === name);
}
