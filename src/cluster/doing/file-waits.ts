import type { Cluster } from '../cluster.js';
import { RUNNABLE, type Slot } from '../cpus/process-table.js';
import type { NodeId } from '../facts/node-spec.js';
import type { Files } from '../facts/profile.js';
import { NOMFS } from '../facts/status.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { type FileAccess, type IoWait, ioWait } from './io-wait.js';

const FREE: IoWait = { waitPerWork: 0, usesDeputy: false };

/** What input and output cost the processes of a cluster where they are. */
export class FileWaits {
  readonly #selected = new Map<Slot, NodeId>();

  readonly #cluster: Cluster;
  readonly #access: FileAccess;

  constructor(cluster: Cluster, access: FileAccess) {
    this.#cluster = cluster;
    this.#access = access;
  }

  /** What a process's input and output would cost it on a node. */
  at(slot: Slot, node: NodeIndex): IoWait {
    const cluster = this.#cluster;
    const access = this.#access;
    const profile = cluster.table.traits.profile(slot);
    if (profile === undefined) return FREE;
    const home = cluster.homeOf(slot);
    const files = this.#filesOf(profile.files, slot, node);
    const served = files.isMember && !files.has(NOMFS);
    const places = { node, home: home.index, files: files.index, served };
    const isDown = files.state === 'down';
    return ioWait(profile, { ...places, isDown }, access, cluster.network);
  }

  /** Selects the node that /mfs/selected means to a process (/proc/PID/selected). */
  select(slot: Slot, node: NodeId): void {
    this.#selected.set(slot, node);
    this.settleAll();
  }

  /** A process has come to a node: what that costs it. It does not compute at this moment. */
  settle(slot: Slot): void {
    const { table, deputies } = this.#cluster;
    if (table.traits.profile(slot) === undefined) return;
    const { waitPerWork, usesDeputy } = this.at(slot, table.node(slot));
    table.setWaitPerWork(slot, waitPerWork);
    deputies.set(slot, usesDeputy);
  }

  /** The ways between nodes, or which nodes serve files, have changed: what that means for everybody. */
  settleAll(): void {
    const cluster = this.#cluster;
    for (const slot of cluster.table.slots()) {
      if (cluster.table.traits.profile(slot) === undefined || cluster.table.isFrozen(slot))
        continue;
      const running = cluster.table.standing(slot) === RUNNABLE;
      if (running) cluster.halt(slot);
      this.settle(slot);
      if (running) cluster.resume(slot);
    }
  }

  /** Calls per second that a process makes now. */
  callsPerSecond(slot: Slot): number {
    const { table, cpus } = this.#cluster;
    if (table.standing(slot) !== RUNNABLE) return 0;
    return cpus.rate(slot) * (table.traits.profile(slot)?.callsPerWork ?? 0);
  }

  /** A process has ended. */
  forget(slot: Slot): void {
    this.#selected.delete(slot);
    this.#cluster.deputies.set(slot, false);
  }

  /** The node whose files a process that is on `node` works on. */
  #filesOf(files: Files, slot: Slot, node: NodeIndex): Node {
    const cluster = this.#cluster;
    const home = cluster.homeOf(slot);
    if (files === 'here') return cluster.nodes[node]!;
    const id = files === 'selected' ? this.#selected.get(slot) : files;
    return id === undefined || id === 'home' ? home : (cluster.node(id) ?? home);
  }
}
