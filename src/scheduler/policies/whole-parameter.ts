import { UserError } from '../../base/user-error.js';
import type { PolicyParameters } from './policy.js';

/**
 * A parameter that counts something.
 * @throws UserError when it is no whole number of at least 1
 */
export function wholeParameter(policy: string, parameters: PolicyParameters, name: string): number {
  const value = Number(parameters[name]);
  if (Number.isInteger(value) && value >= 1) return value;
  throw new UserError(
    `policy ${policy}: ${name} must be a whole number of at least 1, got ${parameters[name]}`,
  );
}
