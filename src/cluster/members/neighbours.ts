import type { Stateful } from '../../kernel/archive.js';
import type { NodeIndex } from '../node-index.js';

/** Which nodes a node has in its table; itself is not among them. */
export interface Neighbours extends Stateful {
  readonly kind: DiscoveryKind;
  /** Whether `index` knows `other` as a node of its cluster. */
  knows(index: NodeIndex, other: NodeIndex): boolean;
  /** The number of nodes that it knows. */
  count(index: NodeIndex): number;
  /** The nodes that it knows, `at` from 0 to count - 1. */
  neighbour(index: NodeIndex, at: number): NodeIndex;
  /** A node announces itself. @returns how many have found it by that */
  announce(index: NodeIndex): number;
  /** A node starts: it announces itself, and those that hear it answer. @returns as `announce` */
  start(index: NodeIndex): number;
  /**
   * A node announces on other interfaces from now on.
   * @param ttl omdiscd -m; undefined: without
   * @returns whether it announces at all
   */
  setInterface(index: NodeIndex, name: string, ttl?: number): boolean;
  /** A node ends its membership: what it has found is forgotten. A map stays where it is. */
  forget(index: NodeIndex): void;
  /** A node gets a table of its own. @returns whether tables are written by hand at all */
  setTable(index: NodeIndex, others: readonly NodeIndex[]): boolean;
  /** Whether some node may have a table without some other one. */
  readonly differ: boolean;
}

/** How nodes come to know of each other. */
export type DiscoveryKind = 'map' | 'omdiscd';

/** Whether a message from one node can reach another one now. */
export type Reaches = (from: NodeIndex, to: NodeIndex) => boolean;
