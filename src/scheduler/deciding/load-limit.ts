import type { Cluster } from '../../cluster/cluster.js';
import { inPidOrder } from '../../cluster/cpus/pid-order.js';
import type { Slot } from '../../cluster/cpus/process-table.js';
import type { LoadLimitMode } from '../../cluster/facts/node-settings.js';
import { STAY } from '../../cluster/facts/status.js';
import { sendAway } from '../../cluster/moving/evacuation.js';
import type { Placement } from '../../cluster/moving/placement.js';
import type { Node } from '../../cluster/node.js';
import { normalisedLoad } from '../measuring/load.js';
import type { UseMeter } from '../measuring/use-meter.js';

/** Whether a limit is broken now, and whether one more guest would break it. */
interface Judgement {
  readonly isBroken: boolean;
  readonly isFull: boolean;
}

const NO_LIMIT: Judgement = { isBroken: false, isFull: false };

/**
 * The limits of a node (`loadlimit`, `cpulimit`): from its tick on a node refuses guests that would
 * take its load, or the use of its CPUs, beyond the limit; beyond it, it sends the heaviest guest
 * away, to the best node there is. Mode 0 counts all processes, 1 those of this home, 2 guests. One
 * more guest is expected to use a whole CPU, if there is one.
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
    const { loadLimit, cpuLimit } = settings;
    if (loadLimit === Number.POSITIVE_INFINITY && cpuLimit === Number.POSITIVE_INFINITY) return;
    const load = this.#judgeLoad(node);
    const cpu = this.#judgeCpu(node);
    settings.fullBy = load.isFull ? 'load' : cpu.isFull ? 'CPU' : undefined;
    if (!(load.isBroken || cpu.isBroken) || node.has(STAY)) return;
    const limit = load.isBroken
      ? `load limit of ${loadLimit.toFixed(2)}`
      : `CPU limit of ${cpuLimit} %`;
    for (const slot of this.#heaviestFirst(node)) {
      const reason = `node ${node.id} is over its ${limit}`;
      if (sendAway(this.#cluster, this.#placement, slot, reason)) return;
    }
  }

  #judgeLoad(node: Node): Judgement {
    const { believed, loadLimit, loadLimitMode } = node.settings;
    if (loadLimit === Number.POSITIVE_INFINITY) return NO_LIMIT;
    const counted = this.#counted(node, loadLimitMode);
    const isBeyond = (count: number) => normalisedLoad(believed, count) > loadLimit;
    const more = guestsToCome(node, loadLimitMode);
    return { isBroken: isBeyond(counted), isFull: isBeyond(counted + more) };
  }

  #judgeCpu(node: Node): Judgement {
    const { cpuLimit, cpuLimitMode } = node.settings;
    if (cpuLimit === Number.POSITIVE_INFINITY) return NO_LIMIT;
    const { table, cpus } = this.#cluster;
    const logical = cpus.logical(node.index);
    let used = 0;
    for (const slot of cpus.slots(node.index)) {
      const isGuest = table.home(slot) !== node.index;
      if (cpuLimitMode === 0 || isGuest === (cpuLimitMode === 2)) used += this.#uses.use(slot);
    }
    const isBeyond = (count: number) =>
      (100 * Math.min(count, logical)) / logical > cpuLimit + ROUNDING;
    const more = guestsToCome(node, cpuLimitMode);
    return { isBroken: isBeyond(used), isFull: isBeyond(used + more) };
  }

  #counted(node: Node, mode: LoadLimitMode): number {
    if (mode === 0) return node.runnable;
    const { traits } = this.#cluster.table;
    const guests = this.#guests(node).reduce((sum, slot) => sum + traits.clones(slot), 0);
    return mode === 2 ? guests : node.runnable - guests;
  }

  /** Its guests that compute, in the order of their pids. */
  #guests(node: Node): Slot[] {
    const { table, cpus } = this.#cluster;
    const slots = inPidOrder(table, cpus.slots(node.index));
    return slots.filter((slot) => table.home(slot) !== node.index);
  }

  #heaviestFirst(node: Node): Slot[] {
    return this.#guests(node).sort((a, b) => this.#uses.use(b) - this.#uses.use(a));
  }
}

/** One more guest, and those on their way: in mode 1 they do not count. */
function guestsToCome(node: Node, mode: LoadLimitMode): number {
  return mode === 1 ? 0 : node.incoming + 1;
}

/** Sums of shares differ by less, in per cent. */
const ROUNDING = 1e-6;
