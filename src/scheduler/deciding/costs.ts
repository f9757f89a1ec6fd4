import type { Cluster } from '../../cluster/cluster.js';
import type { Node } from '../../cluster/node.js';

/** A move that is weighed. */
export interface WeighedMove {
  readonly from: Node;
  /** N# of its target. */
  readonly to: number;
  readonly bytes: number;
}

/**
 * Seconds that a move takes, when it has the links for itself and costs before that what its node
 * believes. A node that a stranger has made up would be as far away as real ones.
 */
export function costOf(cluster: Cluster, { from, to, bytes }: WeighedMove): number {
  const target = cluster.node(to)?.index ?? from.index;
  const fixedSeconds = from.settings.overheads?.fixedSeconds;
  return cluster.migrations.seconds(bytes, from.index, target, fixedSeconds);
}
