import type { Scenario } from '../scenario/scenario.js';
import { createSession, type SimulatedSession } from '../session/simulated.js';
import { loadPolicy } from './load-policy.js';

/** What a session is wanted for. */
export interface SessionPurpose {
  /** Whether somebody looks on, or may send commands; the events are the same. */
  readonly measures: boolean;
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
  const policy = await loadPolicy(scenario.policy);
  const asked = scenario.workload.some((source) => source.kind === 'host');
  const host = asked ? await readHost() : undefined;
  return createSession(scenario, { ...purpose, policy, host });
}

/** Loaded when asked for: looking at this computer needs a large library. */
async function readHost() {
  const { readThisComputer } = await import('../workload/this-computer.js');
  return await readThisComputer();
}
