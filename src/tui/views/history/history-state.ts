import { ALL_OF_IT, type Stretch } from '../diagrams/time-window.js';

/** Which stretch of the past is shown, and of what. */
export interface HistoryViewState extends Stretch {
  /** Whether the node under the cursor is shown, or the cluster. */
  readonly ofNode: boolean;
}

export const INITIAL_HISTORY: HistoryViewState = { ofNode: false, ...ALL_OF_IT };
