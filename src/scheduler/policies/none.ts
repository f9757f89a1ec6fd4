import type { NodePolicy } from './policy.js';

/** Processes stay where they were started. */
export const none = {
  name: 'none',
  about: 'processes stay where they were started',
  scope: 'node',
  decide: () => STAY,
  judge: () => ({ decision: STAY }),
} as const satisfies NodePolicy;

const STAY = { move: undefined, reason: 'the policy moves nothing' } as const;
