import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Slot } from '../cpus/process-table.js';
import type { NodeId } from '../facts/node-spec.js';
import type { Files, Profile } from '../facts/profile.js';
import { NOMFS } from '../facts/status.js';
import type { Ground } from '../ground.js';
import type { Network } from '../moving/network.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { type CallWay, callWays, type FileAccess, usesElsewhere, waitPerWork } from './io-wait.js';

/** What input and output cost the processes of a cluster where they are. */
export class FileWaits implements Stateful {
  readonly #selected = new Map<Slot, NodeId>();

  readonly #ground: Ground;
  readonly #network: Network;
  readonly #access: FileAccess;

  constructor(ground: Ground, network: Network, access: FileAccess) {
    this.#ground = ground;
    this.#network = network;
    this.#access = access;
  }

  exchange(archive: Archive): void {
    archive.map('selected', this.#selected);
  }

  /**
   * Seconds that a process would wait for calls and bytes on a node, per second of its work,
   * while no other process uses its ways; Infinity: there is no way to its files from there.
   */
  waitPerWork(slot: Slot, node: NodeIndex): number {
    const profile = this.#ground.table.traits.profile(slot);
    if (profile === undefined) return 0;
    return waitPerWork(profile, this.#waysOf(profile, slot, node), this.#access, this.#network);
  }

  #waysOf(profile: Profile, slot: Slot, node: NodeIndex): readonly CallWay[] | undefined {
    const ground = this.#ground;
    const home = ground.homeOf(slot);
    const files = this.#filesOf(profile.files, slot, node);
    const served = files.isMember && !files.has(NOMFS);
    const places = { node, home: home.index, files: files.index, served };
    const isDown = files.state === 'down';
    return callWays(profile, { ...places, isDown }, this.#access, this.#network);
  }

  /** Selects the node that /mfs/selected means to a process (/proc/PID/selected). */
  select(slot: Slot, node: NodeId): void {
    this.#selected.set(slot, node);
    this.settleAll();
  }

  /** A process has come to a node: what that costs it. It does not compute at this moment. */
  settle(slot: Slot): void {
    const { table } = this.#ground;
    const profile = table.traits.profile(slot);
    if (profile === undefined) return;
    const ways = this.#waysOf(profile, slot, table.node(slot));
    table.setWaitPerWork(slot, waitPerWork(profile, ways, this.#access, this.#network));
    const uses = usesElsewhere(profile, ways, this.#access);
    if (uses.length > 0) table.traits.uses.set(slot, uses);
    else table.traits.uses.delete(slot);
  }

  /** The ways between nodes, or the nodes that serve files, have changed: updates every process. */
  settleAll(): void {
    const { table } = this.#ground;
    for (const slot of table.slots()) {
      if (table.traits.profile(slot) === undefined || table.isFrozen(slot)) continue;
      this.#ground.changed(slot, () => this.settle(slot));
    }
  }

  /** A process has ended. */
  forget(slot: Slot): void {
    this.#selected.delete(slot);
    this.#ground.table.traits.uses.delete(slot);
  }

  /** The node whose files a process that is on `node` works on. */
  #filesOf(files: Files, slot: Slot, node: NodeIndex): Node {
    const ground = this.#ground;
    const home = ground.homeOf(slot);
    if (files === 'here') return ground.nodes[node]!;
    const id = files === 'selected' ? this.#selected.get(slot) : files;
    return id === undefined || id === 'home' ? home : (ground.node(id) ?? home);
  }
}
