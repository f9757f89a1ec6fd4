import type { Cluster } from '../../cluster/cluster.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import { STAY } from '../../cluster/facts/status.js';
import { sendAway } from '../../cluster/moving/evacuation.js';
import type { Placement } from '../../cluster/moving/placement.js';
import type { Node } from '../../cluster/node.js';
import { normalisedLoad } from '../measuring/load.js';
import type { UseMeter } from '../measuring/use-meter.js';

/**
 * The load limit of a node (`loadlimit`): from its tick on a node refuses guests that would take its
 * load beyond it; beyond it, it sends the heaviest guest away, to the best node there is. Mode 0
 * counts all processes, 1 those of this home, 2 guests.
 *
 * Source: the HOWTO of the LoadLimit patch; that modes 1 and 2 count one kind only is from memory.
 */
export class LoadLimit {
  readonly #cluster: Cluster;
  readonly #placement: Placement;
  readonly #uses: UseMeter;

  constructor(cluster: Cluster, placement: Placement, uses: UseMeter) {
    this.#cluster = cluster;
    this.#placement = placement;
    this.#uses = uses;
  }

  /** A node has measured itself. */
  tick(node: Node): void {
    const { settings } = node;
    if (settings.loadLimit === Number.POSITIVE_INFINITY) return;
    const counted = this.#counted(node);
    const isBeyond = (count: number) =>
      normalisedLoad(settings.believed, count) > settings.loadLimit;
    // One more guest, or those on their way: in mode 1 they do not count.
    const more = settings.loadLimitMode === 1 ? 0 : node.incoming + 1;
    settings.takesGuests = !isBeyond(counted + more);
    if (!isBeyond(counted) || node.has(STAY)) return;
    for (const slot of this.#heaviestFirst(node)) {
      const reason = `node ${node.id} is over its load limit of ${settings.loadLimit.toFixed(2)}`;
      if (sendAway(this.#cluster, this.#placement, slot, reason)) return;
    }
  }

  #counted(node: Node): number {
    const mode = node.settings.loadLimitMode;
    if (mode === 0) return node.runnable;
    const { traits } = this.#cluster.table;
    const guests = this.#guests(node).reduce((sum, slot) => sum + traits.clones(slot), 0);
    return mode === 2 ? guests : node.runnable - guests;
  }

  /** Its guests that compute, in the order of their pids. */
  #guests(node: Node): Slot[] {
    const { table, cpus } = this.#cluster;
    return [...cpus.slots(node.index)]
      .filter((slot) => table.home(slot) !== node.index)
      .sort((a, b) => table.pid(a) - table.pid(b));
  }

  #heaviestFirst(node: Node): Slot[] {
    return this.#guests(node).sort((a, b) => this.#uses.use(b) - this.#uses.use(a));
  }
}
