import { power } from '../../base/power.js';

/** What a node has of both resources, and what is used of them. */
export interface Resources {
  /** Processes per CPU of speed 10000. */
  readonly processes: number;
  readonly usedBytes: number;
  readonly memoryBytes: number;
}

/** What a process adds to what is used; less than 0: it leaves. */
export interface Use {
  readonly processes: number;
  readonly bytes: number;
}

/** In what costs are counted. */
export interface CostTerms {
  /** In the cluster. */
  readonly nodes: number;
  /** What a node is expected to have at most. */
  readonly mostProcesses: number;
}

/**
 * What a process would add to the cost of a node: the sum over its resources of n^(part that is
 * used), n the number of nodes. Assigned to where it adds least, the greatest use is within a factor
 * of O(log n) of what any assignment could do.
 *
 * Source: Amir, Awerbuch, Barak, Borgstrom & Keren, "An opportunity cost approach for job
 * assignment in a scalable computing cluster", IEEE TPDS 11(7), 2000.
 */
export function marginalCost(node: Resources, added: Use, terms: CostTerms): number {
  const after = {
    ...node,
    processes: node.processes + added.processes,
    usedBytes: node.usedBytes + added.bytes,
  };
  return costOf(after, terms) - costOf(node, terms);
}

function costOf(
  { processes, usedBytes, memoryBytes }: Resources,
  { nodes, mostProcesses }: CostTerms,
): number {
  // With one node there is nothing to choose, and nothing would cost more than nothing.
  const base = Math.max(2, nodes);
  return power(base, usedBytes / memoryBytes) + power(base, processes / mostProcesses);
}

/** The least power of two that is not less: what is expected at most is doubled when it is met. */
export function doubledUpTo(processes: number): number {
  let most = 1;
  while (most < processes) most *= 2;
  return most;
}
