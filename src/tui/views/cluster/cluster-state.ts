import type { NodeId } from '../../../cluster/facts/node-spec.js';

/** Which nodes are tagged, and how far the table is scrolled. */
export interface ClusterViewState {
  readonly tagged: ReadonlySet<NodeId>;
  /** Rows above the screen. */
  readonly scroll: number;
}

export const INITIAL_CLUSTER: ClusterViewState = { tagged: new Set(), scroll: 0 };
