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
  readonly grouping: Grouping;
  /** Titles of the groups whose nodes are not listed. */
  readonly folded: ReadonlySet<string>;
  /** The group whose head is under the cursor, as long as `node` is the selected node. */
  readonly head: { readonly title: string; readonly node: NodeId | undefined } | undefined;
  /** Rows above the screen. */
  readonly scroll: number;
}

/** What the nodes of a group have in common. */
export type Grouping = 'none' | 'state' | 'site' | 'hardware';

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
  grouping: 'none',
  folded: new Set(),
  head: undefined,
  scroll: 0,
};
