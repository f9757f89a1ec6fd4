import type { Cluster } from '../cluster.js';
import type { Slot } from '../cpus/process-table.js';
import type { NodeIndex } from '../node-index.js';

/**
 * The deputies: what stays at home of processes that are away, and carries out their calls there.
 * At its tick, once a second by default, a home pays for the calls of its deputies at their present
 * rates; the charge stays until the next tick, so that homes cannot slow each other down in an
 * endless round.
 */
export class Deputies {
  /** By home: its processes that are away and use their deputy. */
  readonly #atWork: Set<Slot>[];

  readonly #cluster: Cluster;
  readonly #handlingSeconds: number;

  constructor(cluster: Cluster, handlingSeconds: number) {
    this.#cluster = cluster;
    this.#handlingSeconds = handlingSeconds;

    this.#atWork = cluster.nodes.map(() => new Set());
  }

  /** Notes whether the deputy of a process is at work. */
  set(slot: Slot, isAtWork: boolean): void {
    const deputies = this.#atWork[this.#cluster.table.home(slot)]!;
    if (isAtWork) deputies.add(slot);
    else deputies.delete(slot);
  }

  /** Measures what the deputies of a home take of its CPUs, and lets it pay. */
  charge(home: NodeIndex): void {
    const { cpus } = this.#cluster;
    const deputies = this.#atWork[home]!;
    if (deputies.size === 0 && cpus.deputies(home) === 0) return;
    let callsPerSecond = 0;
    for (const slot of deputies) callsPerSecond += this.#cluster.fileWaits.callsPerSecond(slot);
    // A node whose deputies ask for more than it has still lets its own processes creep on.
    const most = MOST * cpus.logical(home);
    const taken = Math.min(most, callsPerSecond * this.#handlingSeconds);
    if (taken === cpus.deputies(home)) return;
    cpus.advance(home, this.#cluster.agenda.now);
    cpus.setDeputies(home, taken);
    this.#cluster.rearm(home);
  }
}

/** Part of a node's CPUs that its deputies can take at most. */
const MOST = 0.9;
