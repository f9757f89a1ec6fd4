import type { NodeId } from '../../../cluster/facts/node-spec.js';
import type { LoadMessage } from '../../../session/session.js';
import type { Colouring } from './square-colours.js';

/** What of the map is chosen, and what the user carries over it. */
export interface MapState {
  readonly colouring: Colouring;
  /** The groups that were zoomed into, each by its nodes; the last one is on the map. */
  readonly zoom: readonly ReadonlySet<NodeId>[];
  /** The process under the cursor; undefined: the cursor is on the selected node. */
  readonly pid: number | undefined;
  /** The process picked up, until it is dropped. */
  readonly carried: number | undefined;
  /** Where the mouse has dragged it. */
  readonly dragged: { readonly column: number; readonly row: number } | undefined;
  /** The cell over which the mouse is, without a button held. */
  readonly hovered: { readonly column: number; readonly row: number } | undefined;
  /** The load messages of the last moments; undefined: they are not shown. */
  readonly gossip: readonly LoadMessage[] | undefined;
}

export const INITIAL_MAP: MapState = {
  colouring: 'place',
  zoom: [],
  pid: undefined,
  carried: undefined,
  dragged: undefined,
  hovered: undefined,
  gossip: undefined,
};
