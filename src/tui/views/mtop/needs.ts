import { readOnlyReason } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { selectedProcess } from './process-list.js';

/** Why a key that is about the process under the cursor does nothing; undefined: it does. */
export function needsListed(state: DashboardState): string | undefined {
  return selectedProcess(state) === undefined ? 'no process is selected' : undefined;
}

/** The same of one that changes it. */
export function needsTarget(state: DashboardState): string | undefined {
  return readOnlyReason(state) ?? needsListed(state);
}
