import type { Cluster } from '../../cluster/cluster.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import { masks } from '../../cluster/facts/cluster-mask.js';
import type { Placement } from '../../cluster/moving/placement.js';
import type { Node } from '../../cluster/node.js';
import type { Information } from '../information/information.js';
import { normalisedLoad, oneProcessLoad } from '../measuring/load.js';
import type { Entry } from '../policies/policy.js';

/** The best place for a process by what the node on which it runs believes of the others. */
export class BelievedPlacement implements Placement {
  readonly #cluster: Cluster;
  readonly #information: Information;

  constructor(cluster: Cluster, information: Information) {
    this.#cluster = cluster;
    this.#information = information;
  }

  best(slot: Slot): Node | undefined {
    const best = this.#bestEntry(slot);
    return best === undefined ? undefined : this.#cluster.node(best.node);
  }

  better(slot: Slot): Node | undefined {
    const best = this.#bestEntry(slot);
    const here = this.#cluster.nodeOf(slot);
    const load = normalisedLoad(here.settings.believed, here.runnable);
    const threads = this.#cluster.table.traits.clones(slot);
    if (best === undefined || loadWith(best, threads) >= load) return undefined;
    return this.#cluster.node(best.node);
  }

  sent(slot: Slot, source: Node, target: Node): void {
    const { table } = this.#cluster;
    const process = { bytes: table.residentBytes(slot), threads: table.traits.clones(slot) };
    this.#information.moved(source.index, target.id, process);
  }

  #bestEntry(slot: Slot): Entry | undefined {
    const { table } = this.#cluster;
    const bytes = table.residentBytes(slot);
    const mask = table.traits.masks.get(slot);
    const threads = table.traits.clones(slot);
    const home = this.#cluster.homeOf(slot).id;
    let best: Entry | undefined;
    for (const entry of this.#information.known(table.node(slot))) {
      const target = this.#cluster.node(entry.node);
      if (entry.blocked || target?.state !== 'up' || entry.freeBytes < bytes) continue;
      if (mask !== undefined && masks(mask, entry.node, home)) continue;
      if (best === undefined || loadWith(entry, threads) < loadWith(best, threads)) best = entry;
    }
    return best;
  }
}

/** Its load with so many more processes or threads. */
function loadWith(entry: Entry, threads: number): number {
  return entry.load + threads * oneProcessLoad(entry);
}
