import type { NodeId } from './node-spec.js';

/**
 * Where a process may go (Cluster Mask, 2.4.20-3 and later): /proc/PID/migfilter, migpolicy (0
 * denies, 1 allows) and mignodes, one bit per node.
 */
export interface ClusterMask {
  /** Whether it may go to these nodes only, or to all but these. */
  readonly allows: boolean;
  readonly nodes: readonly NodeId[];
}

/** Whether a mask keeps a process from a node; it may always go home. */
export function masks({ allows, nodes }: ClusterMask, node: NodeId, home: NodeId): boolean {
  return node !== home && nodes.includes(node) !== allows;
}

/** What the three files hold. */
export function maskText({ allows, nodes }: ClusterMask): string {
  const bits = nodes.reduce((sum, node) => sum | (1n << BigInt(node - 1)), 0n);
  return `migfilter 1, migpolicy ${allows ? 1 : 0}, mignodes ${bits}`;
}
