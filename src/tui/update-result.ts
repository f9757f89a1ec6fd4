import type { Effect } from './message.js';
import type { DashboardState } from './state.js';

/** The next state, and what the outside is asked to do. */
export interface Update {
  readonly state: DashboardState;
  readonly effects: readonly Effect[];
}

export function next(state: DashboardState, ...effects: readonly Effect[]): Update {
  return { state, effects };
}
