import type { NodeIndex } from '../node-index.js';

/**
 * Whom each node has found, in the order in which it did, as few numbers: nodes that hear the same
 * announcements find each other in nearly the same order. So each list is written as the runs of
 * one common order that it is made of.
 * @returns the common order of all nodes; then of each node the number of its runs, and of each run
 * where it begins in the common order and how long it is
 */
export function packedOrders(found: readonly (readonly NodeIndex[])[]): Int32Array {
  const order = commonOrder(found);
  const ranks = new Int32Array(order.length);
  order.forEach((node, rank) => {
    ranks[node] = rank;
  });
  const packed: number[] = order;
  for (const nodes of found) {
    const countAt = packed.push(0) - 1;
    for (let at = 0; at < nodes.length; ) {
      const start = ranks[nodes[at]!]!;
      let length = 1;
      while (at + length < nodes.length && ranks[nodes[at + length]!] === start + length) length++;
      packed.push(start, length);
      packed[countAt]!++;
      at += length;
    }
  }
  return Int32Array.from(packed);
}

/** @returns of each of `count` nodes whom it has found, in order */
export function unpackedOrders(packed: Int32Array, count: number): NodeIndex[][] {
  const order = Array.from(packed.subarray(0, count)) as NodeIndex[];
  let at = count;
  return Array.from({ length: count }, () => {
    const nodes: NodeIndex[] = [];
    for (let runs = packed[at++]!; runs > 0; runs--) {
      const [start, length] = [packed[at++]!, packed[at++]!];
      for (let rank = start; rank < start + length; rank++) nodes.push(order[rank]!);
    }
    return nodes;
  });
}

/** As the node that has found most has it, and whom that lacks. */
function commonOrder(found: readonly (readonly NodeIndex[])[]): number[] {
  let longest: readonly number[] = [];
  for (const nodes of found) if (nodes.length > longest.length) longest = nodes;
  const order = new Set(longest);
  for (const index of found.keys()) order.add(index);
  return [...order];
}
