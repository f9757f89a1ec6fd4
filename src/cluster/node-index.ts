import type { Brand } from '../base/brand.js';

/**
 * A node by its position in the cluster, from 0: what the engine counts with. Its N# is a `NodeId`.
 */
export type NodeIndex = Brand<number, 'NodeIndex'>;

/** Takes a number for the index of a node. */
export function asNodeIndex(index: number): NodeIndex {
  return index as NodeIndex;
}
