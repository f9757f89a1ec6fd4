import type { NodeId } from '../../../cluster/facts/node-spec.js';

/** How the table of nodes is looked at. */
export interface ClusterViewState {
  readonly tagged: ReadonlySet<NodeId>;
  /** Rows above the screen. */
  readonly scroll: number;
}

export const INITIAL_CLUSTER: ClusterViewState = { tagged: new Set(), scroll: 0 };
