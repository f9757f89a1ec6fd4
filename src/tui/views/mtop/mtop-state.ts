import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { ProcessView } from '../../../cluster/facts/view.js';
import type { ColumnId } from './column.js';
import type { Filter } from './filter.js';

/** The list of processes: what is in it, in which order, and where its cursor is. */
export interface MtopState {
  readonly sort: SortOrder;
  readonly filter: Filter | undefined;
  /** Whether processes are listed below their parents. */
  readonly tree: boolean;
  /** Pids whose descendants the tree does not show. */
  readonly folded: ReadonlySet<number>;
  /** What the tree draws before a command, by pid. */
  readonly branches: ReadonlyMap<number, string>;
  readonly tagged: ReadonlySet<number>;
  /** Whether the list stays as it is while time goes on. */
  readonly frozen: boolean;
  /** The process that stays under the cursor and whose events are reported first. */
  readonly followedPid: number | undefined;
  /** The node from which the list is seen; undefined: the whole cluster. */
  readonly standpoint: NodeId | undefined;
  /** The processes of the sample in the order of the list, as seen from the standpoint. */
  readonly listed: readonly ProcessView[];
  /** The process under the cursor; undefined: whichever is first. */
  readonly selectedPid: number | undefined;
  /** Row of the cursor, where the selection goes when its process ends. */
  readonly selectedRow: number;
  /** Rows of the list above the screen. */
  readonly scroll: number;
  /** Nodes above those that the table of nodes shows. */
  readonly nodeScroll: number;
}

export interface SortOrder {
  readonly column: ColumnId;
  readonly descending: boolean;
}

export const INITIAL_MTOP: MtopState = {
  sort: { column: 'cpu', descending: true },
  filter: undefined,
  tree: false,
  folded: new Set(),
  branches: new Map(),
  tagged: new Set(),
  frozen: false,
  followedPid: undefined,
  standpoint: undefined,
  listed: [],
  selectedPid: undefined,
  selectedRow: 0,
  scroll: 0,
  nodeScroll: 0,
};
