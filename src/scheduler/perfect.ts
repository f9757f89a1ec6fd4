import type { Cluster } from '../cluster/cluster.js';
import type { Node } from '../cluster/node.js';
import { entryOf } from './entry.js';
import type { Information } from './information.js';
import { normalisedLoad } from './load.js';
import type { Entry } from './policies/policy.js';

/**
 * Perfect information: every node knows the truth of this instant, processes on their way to a
 * node counted as there. What a policy does with it, less what it does with gossip, is the price
 * of staleness.
 */
export class Perfect implements Information {
  constructor(private readonly cluster: Cluster) {}

  tick(): void {}

  known(index: number): readonly Entry[] {
    const { nodes, agenda } = this.cluster;
    const known: Entry[] = [];
    for (const node of nodes) {
      if (node.index === index || node.state === 'down' || node.state === 'left') continue;
      known.push(entryOf(node, this.#load(node), agenda.now));
    }
    return known;
  }

  moved(): void {}

  reset(): void {}

  #load(node: Node): number {
    return normalisedLoad(node.spec, node.runnable + node.incoming);
  }
}
