import type { NodeIndex } from '../node-index.js';
import type { Lane } from './cpu-layout.js';
import type { LaneKind } from './lane-kinds.js';

/** What affects the rates of a node besides the processes on it (flows.ts). */
export interface Coupling {
  /** The first process of its kind begins to compute on a node. */
  opened(node: NodeIndex, lane: Lane, kind: LaneKind): void;
  /** The last process of a kind has ceased to. @returns whether that concerns other nodes */
  closed(node: NodeIndex, lane: Lane, kind: LaneKind): boolean;
  /** Whether what happens on a node concerns others, or vice versa. */
  couples(node: NodeIndex): boolean;
  /** Recomputes the shares of a node and of all that this concerns; it has been advanced. */
  share(node: NodeIndex): void;
}
