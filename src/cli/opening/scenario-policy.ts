import { formatDuration } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { suggestion } from '../../scenario/schema/field.js';
import type { Policy } from '../../scheduler/policies/policy.js';
import { policies } from '../../scheduler/policies/registry.js';
import { loadPolicy } from '../policies/load-policy.js';

/**
 * The policy that a scenario begins with. A module's name is known now: the timeline chooses it, or a
 * built-in policy.
 * @param limitSeconds see loadPolicy
 * @throws UserError as loadPolicy, and when the timeline chooses another one
 */
export async function policyOf(scenario: Scenario, limitSeconds: number): Promise<Policy> {
  const policy = await loadPolicy(scenario, limitSeconds);
  const names = [...new Set([policy.name, ...policies.map(({ name }) => name)])];
  for (const { atSeconds, command } of scenario.timeline) {
    if (command.do !== 'policy' || names.includes(command.name)) continue;
    const { name } = command;
    throw new UserError(
      `timeline at ${formatDuration(atSeconds)}: there is no policy ${name}${suggestion(name, names)} (${names.join(', ')})`,
    );
  }
  return policy;
}
