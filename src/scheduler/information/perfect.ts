import type { Cluster } from '../../cluster/cluster.js';
import { QUIET } from '../../cluster/facts/status.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Entry } from '../policies/policy.js';
import { blankEntry, describe, trueLoad } from './entry.js';
import type { Information } from './information.js';

/**
 * Perfect information: every node knows the truth of this instant, processes on their way to a
 * node counted as there. What a policy does with gossip, less what it does with this, is not the
 * price of old information alone: gossip also smooths what it tells, and leaves nodes out. Between
 * the two stand `told` and `delayed`, which are old and nothing else.
 */
export class Perfect implements Information {
  readonly #cluster: Cluster;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  exchange(): void {}

  tick(): void {}

  known(index: NodeIndex): readonly Entry[] {
    const { nodes, agenda, network, neighbours } = this.#cluster;
    const known: Entry[] = [];
    for (const node of nodes) {
      if (node.index === index || !node.isMember) continue;
      if (network.isCut(index, node.index) || node.has(QUIET)) continue;
      if (!neighbours.knows(index, node.index)) continue;
      const entry = blankEntry();
      describe(entry, node, trueLoad(node), agenda.now);
      known.push(entry);
    }
    return known;
  }

  /** A node that knows the truth believes no stranger. */
  believe(): boolean {
    return false;
  }

  moved(): void {}

  reset(): void {}
}
