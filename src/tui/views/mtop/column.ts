import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { Align } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Style } from '../../drawing/frame.js';

export type ColumnId =
  | 'pid'
  | 'user'
  | 'home'
  | 'node'
  | 'state'
  | 'nice'
  | 'cpu'
  | 'memory'
  | 'resident'
  | 'time'
  | 'left'
  | 'migrations'
  | 'cantmove'
  | 'start'
  | 'parent'
  | 'command';

/** What a cell of the list may look at besides its process. */
export interface CellContext {
  readonly charset: Charset;
  readonly nodes: ReadonlyMap<number, NodeView>;
  /** What the tree draws before a command, by pid. */
  readonly branches: ReadonlyMap<number, string>;
  readonly tagged: ReadonlySet<number>;
}

/** A column of the process list. */
export interface Column {
  readonly id: ColumnId;
  readonly title: string;
  /** Cells; the last column takes what is left over. */
  readonly width: number;
  readonly align: Align;
  /** Columns with the lowest number are the last to be dropped from a narrow screen. */
  readonly rank: number;
  text(process: ProcessView, context: CellContext): string;
  style?(process: ProcessView): Style;
  /** Negative: `a` before `b`. */
  compare(a: ProcessView, b: ProcessView): number;
  /** Whether the column's first sorting is from high to low. */
  readonly descending: boolean;
}
