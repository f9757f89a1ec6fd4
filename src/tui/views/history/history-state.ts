/** Which part of the past is looked at. */
export interface HistoryViewState {
  /** Whether the node under the cursor is shown, or the cluster. */
  readonly ofNode: boolean;
  /** Seconds from the left to the right edge; undefined: all that is remembered. */
  readonly spanSeconds: number | undefined;
  /** The time whose values are shown; undefined: now. */
  readonly cursor: number | undefined;
}

export const INITIAL_HISTORY: HistoryViewState = {
  ofNode: false,
  spanSeconds: undefined,
  cursor: undefined,
};
