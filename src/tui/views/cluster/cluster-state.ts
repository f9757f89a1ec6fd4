import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { LineEditor } from '../../prompt/line-editor.js';

/** Which nodes are listed in which order, which are tagged, and how far the table is scrolled. */
export interface ClusterViewState {
  readonly sort: NodeOrder;
  /** Words that a node must have; empty: all nodes are listed. */
  readonly filter: string;
  /** The filter while it is written. */
  readonly editor: LineEditor | undefined;
  readonly tagged: ReadonlySet<NodeId>;
  /** Rows above the screen. */
  readonly scroll: number;
}

export interface NodeOrder {
  readonly column: NodeColumn;
  readonly descending: boolean;
}

/** What nodes can be sorted by, in the order of the columns. */
export type NodeColumn =
  | 'id'
  | 'name'
  | 'state'
  | 'speed'
  | 'load'
  | 'memory'
  | 'cpus'
  | 'runnable'
  | 'local'
  | 'guests'
  | 'away';

export const INITIAL_CLUSTER: ClusterViewState = {
  sort: { column: 'id', descending: false },
  filter: '',
  editor: undefined,
  tagged: new Set(),
  scroll: 0,
};
