import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import type { Neighbours } from './neighbours.js';

type DiscoveryGround = Ground & { readonly neighbours: Neighbours };

/** The omdiscd of a node announces it, as it does once per period. */
export function announce(cluster: DiscoveryGround, node: Node): void {
  if (node.state === 'up') found(cluster, node, cluster.neighbours.announce(node.index));
}

/** A node starts its omdiscd: it finds the others and they find it. */
export function startOmdiscd(cluster: DiscoveryGround, node: Node): void {
  found(cluster, node, cluster.neighbours.start(node.index));
}

function found(cluster: DiscoveryGround, node: Node, by: number): void {
  if (by === 0) return;
  cluster.emit({ at: cluster.agenda.now, type: 'node-found', node: node.id, by });
}
