import type { Cluster } from '../cluster.js';
import type { Node } from '../node.js';

/** The omdiscd of a node announces it, as it does once per period. */
export function announce(cluster: Cluster, node: Node): void {
  if (node.state === 'up') found(cluster, node, cluster.neighbours.announce(node.index));
}

/** A node starts its omdiscd: it finds the others and they find it. */
export function startOmdiscd(cluster: Cluster, node: Node): void {
  found(cluster, node, cluster.neighbours.start(node.index));
}

function found(cluster: Cluster, node: Node, by: number): void {
  if (by === 0) return;
  cluster.emit({ at: cluster.agenda.now, type: 'node-found', node: node.id, by });
}
