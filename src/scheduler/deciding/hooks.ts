import type {
  ClusterHooks,
  Decision,
  Decisions,
  NodeHooks,
  Policy,
  PolicyContext,
} from '../policies/policy.js';

/** What a policy is asked, made for one run. */
export type Hooks =
  | ({ readonly scope: 'node' } & NodeHooks)
  | ({ readonly scope: 'cluster' } & ClusterHooks);

/** The hooks of a policy: those that it makes for a run, or its own. */
export function hooksOf(policy: Policy, context: Omit<PolicyContext, 'parameters'>): Hooks {
  if (policy.create === undefined) return policy;
  const made = policy.create({ ...context, parameters: policy.parameters ?? {} });
  return { ...made, scope: policy.scope } as Hooks;
}

/** The only decision, or the first of several: staying is a decision too. */
export function firstOf(decisions: Decisions): Decision {
  return isList(decisions) ? (decisions[0] ?? NOTHING) : decisions;
}

export function othersOf(decisions: Decisions): readonly Decision[] {
  return isList(decisions) ? decisions.slice(1) : NONE;
}

/** mosctl stay: whatever the policy would do. */
export const STAYS: Decision = { move: undefined, reason: 'nothing leaves by itself (stay)' };

export const ONLY_PLACES: Decision = {
  move: undefined,
  reason: 'the policy moves nothing that has been started',
};

const NOTHING: Decision = { move: undefined, reason: 'the policy wants no move' };
const NONE: readonly Decision[] = [];

function isList(decisions: Decisions): decisions is readonly Decision[] {
  return Array.isArray(decisions);
}
