import type { Scenario } from '../../scenario/scenario.js';
import type { Policy } from '../../scheduler/policies/policy.js';
import { createSession, type SimulatedSession } from '../../session/simulated.js';
import { loadPolicy } from '../policies/load-policy.js';
import { POLICY_SECONDS } from '../values.js';

/** What a session is wanted for. */
export interface SessionPurpose {
  /** Whether the run is watched or may get commands; the events are the same. */
  readonly measures: boolean;
  /** Seconds that a user's policy may take to load and to decide; Infinity: no limit. */
  readonly policyTimeout?: number | undefined;
  /** The scenario's policy, when it is loaded already. */
  readonly policy?: Policy | undefined;
}

/**
 * Makes a session of a scenario, with everything from outside that it needs: the policy's module,
 * the files of the workload, the processes of this computer.
 * @throws UserError when one of them is not as it must be
 */
export async function openSession(
  scenario: Scenario,
  { measures, policyTimeout = POLICY_SECONDS, policy: loaded }: SessionPurpose,
): Promise<SimulatedSession> {
  const policy = loaded ?? (await loadPolicy(scenario.policy, policyTimeout));
  const asked = scenario.workload.some((source) => source.kind === 'host');
  const host = asked ? await readHost() : undefined;
  return createSession(scenario, { measures, policy, host });
}

/** Loaded when asked for: looking at this computer needs a large library. */
async function readHost() {
  const { readThisComputer } = await import('../../workload/this-computer.js');
  return await readThisComputer();
}
