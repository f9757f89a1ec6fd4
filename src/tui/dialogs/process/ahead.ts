import type { DashboardState } from '../../state.js';
import type { Ahead, MigrateDialog } from '../dialog.js';

export const NOTHING_AHEAD: Ahead = { known: new Map(), asked: [] };

/** How far ahead the end of a process is looked for, virtual seconds. */
export const AHEAD_SECONDS = 24 * 3600;

/** Whether the migrate dialog shows what becomes of its process at each node. */
export function showsAhead({ sample }: DashboardState, { pids }: MigrateDialog): boolean {
  return sample.hasFutures === true && pids.length === 1;
}
