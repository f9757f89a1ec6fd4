import type { Scenario } from '../../scenario/scenario.js';
import { createSession, type SimulatedSession } from '../../session/simulated.js';
import { type HostSnapshot, readThisComputer } from '../../workload/this-computer.js';
import { POLICY_SECONDS } from '../values.js';
import { policyOf } from './scenario-policy.js';

/** What a session is wanted for. */
export interface SessionPurpose {
  /** Whether the run is watched or may get commands; the events are the same. */
  readonly measures: boolean;
  /** Seconds that a user's policy may take to load and to decide; Infinity: no limit. */
  readonly policyTimeout?: number | undefined;
  /** What was read of this computer already; default: it is read if the workload asks for it. */
  readonly host?: HostSnapshot | undefined;
}

/**
 * Makes a session of a scenario, with everything from outside that it needs: the policy's module,
 * the files of the workload, the processes of this computer.
 * @throws UserError when one of them is not as it must be
 */
export async function openSession(
  scenario: Scenario,
  purpose: SessionPurpose,
): Promise<SimulatedSession> {
  const { measures, policyTimeout = POLICY_SECONDS } = purpose;
  const policy = await policyOf(scenario, policyTimeout);
  const host = purpose.host ?? (await hostFor(scenario));
  return createSession(scenario, { measures, policy, host });
}

/** This computer, if the workload asks for it. */
export async function hostFor({ workload }: Scenario): Promise<HostSnapshot | undefined> {
  if (!workload.some(({ kind }) => kind === 'host')) return undefined;
  return await readThisComputer();
}
