import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { HeardLoad } from '../../../session/session.js';

/** What the cells of the matrix show: the load believed, its age, or by how much it is wrong. */
export type CellContent = 'load' | 'age' | 'error';

/** What of the beliefs is shown, and where the cursor is; its row is the selected node. */
export interface BeliefsState {
  readonly cells: CellContent;
  /** The node of the column under the cursor; undefined: the first one. */
  readonly subject: NodeId | undefined;
  /** The number of a node as far as it has been typed; undefined: digits are keys. */
  readonly digits: string | undefined;
  /** What the nodes in sight have heard, by believer. */
  readonly heard: ReadonlyMap<NodeId, readonly HeardLoad[]>;
}

export const INITIAL_BELIEFS: BeliefsState = {
  cells: 'load',
  subject: undefined,
  digits: undefined,
  heard: new Map(),
};
