import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Slot } from '../cpus/process-table.js';
import type { NodeId } from '../facts/node-spec.js';
import type { CallCosts } from '../facts/overheads.js';
import { type FilesOf, filesOf, type Profile } from '../facts/profile.js';
import { NOMFS } from '../facts/status.js';
import type { Ground } from '../ground.js';
import type { Network } from '../moving/network.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import { type CallWay, callWays, type Paths, usesElsewhere, waitPerWork } from './io-wait.js';

/** What input and output cost the processes of a cluster where they are. */
export class FileWaits implements Stateful {
  readonly #selected = new Map<Slot, NodeId>();
  /** Where processes have begun their programs; that of most does not matter. */
  readonly #begun = new Map<Slot, NodeId>();

  readonly #ground: Ground;
  readonly #network: Network;
  /** CPU time that carrying out one forwarded call takes. */
  readonly handlingSeconds: number;

  constructor(ground: Ground, network: Network, handlingSeconds: number) {
    this.#ground = ground;
    this.#network = network;
    this.handlingSeconds = handlingSeconds;
  }

  exchange(archive: Archive): void {
    archive.map('selected', this.#selected);
    archive.map('begun', this.#begun);
  }

  /**
   * Seconds that a process would wait for calls and bytes on a node, per second of its work,
   * while no other process uses its ways; Infinity: there is no way to its files from there.
   */
  waitPerWork(slot: Slot, node: NodeIndex): number {
    const profile = this.#ground.table.traits.profile(slot);
    if (profile === undefined) return 0;
    return waitPerWork(
      profile,
      this.#waysOf(profile, slot, node),
      this.handlingSeconds,
      this.#network,
    );
  }

  /**
   * The same as its node believes it to be, by its own tables.
   * @param beliefs of calls that go home, and of those by MFS; undefined: the truth
   */
  believedWaitPerWork(
    slot: Slot,
    node: NodeIndex,
    beliefs: {
      readonly overheads?: CallCosts | undefined;
      readonly mfsCosts?: CallCosts | undefined;
    },
  ): number {
    const { traits } = this.#ground.table;
    const profile = traits.profile(slot);
    if (profile === undefined) return 0;
    const home = this.#ground.table.home(slot);
    const ways = this.#waysOf(profile, slot, node);
    if (ways === undefined) return Number.POSITIVE_INFINITY;
    return ways.reduce((seconds, way) => {
      const costs = way.to === home ? beliefs.overheads : beliefs.mfsCosts;
      const handlingSeconds = costs?.handlingSeconds ?? this.handlingSeconds;
      const paths = costs === undefined ? this.#network : withLatency(this.#network, costs);
      return seconds + waitPerWork(profile, [way], handlingSeconds, paths);
    }, 0);
  }

  /**
   * Of one that works on files of several nodes, each in its turn: without one of them it waits.
   */
  #waysOf(profile: Profile, slot: Slot, node: NodeIndex): readonly CallWay[] | undefined {
    const home = this.#ground.homeOf(slot);
    const here = this.#ground.nodes[node]!;
    const all = filesOf(profile);
    const ways: CallWay[] = [];
    for (const one of all) {
      const files = this.#nodeOf(one, slot, node);
      const number = here.dfsaNumber;
      const isDirect = files !== home && number > 0 && number === home.dfsaNumber;
      const asker = isDirect ? here : home;
      const isServed = !asker.seesMfs || serves(files);
      const ends = { node, home: home.index, files: files.index, isDirect, isServed };
      const isDown = files.state === 'down';
      const found = callWays(profile, { ...ends, isDown, part: 1 / all.length }, this.#network);
      if (found === undefined) return undefined;
      ways.push(...found);
    }
    return ways;
  }

  /** Selects the node that /mfs/selected means to a process (/proc/PID/selected). */
  select(slot: Slot, node: NodeId): void {
    this.#selected.set(slot, node);
    this.settleAll();
  }

  /** A process begins a program on a node. */
  begin(slot: Slot, node: NodeId): void {
    const profile = this.#ground.table.traits.profile(slot);
    if (profile !== undefined && filesOf(profile).includes('lastexec')) this.#begun.set(slot, node);
  }

  /** A process has come to a node: what that costs it. It does not compute at this moment. */
  settle(slot: Slot): void {
    const { table } = this.#ground;
    const profile = table.traits.profile(slot);
    if (profile === undefined) return;
    // One that has done nothing yet begins its program here: mosrun(1) goes to a node and then
    // does.
    if (table.workOffset(slot) === 0) this.begin(slot, this.#ground.nodeOf(slot).id);
    const ways = this.#waysOf(profile, slot, table.node(slot));
    table.setWaitPerWork(slot, waitPerWork(profile, ways, this.handlingSeconds, this.#network));
    const uses = usesElsewhere(profile, ways, this.handlingSeconds);
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
    const { uses } = this.#ground.table.traits;
    if (this.#selected.size > 0) this.#selected.delete(slot);
    if (this.#begun.size > 0) this.#begun.delete(slot);
    if (uses.size > 0) uses.delete(slot);
  }

  /** The node whose files are meant by a process that is on `node`. */
  #nodeOf(files: FilesOf, slot: Slot, node: NodeIndex): Node {
    const ground = this.#ground;
    const home = ground.homeOf(slot);
    if (files === 'here') return ground.nodes[node]!;
    if (files === 'lastexec') return ground.node(this.#begun.get(slot) ?? home.id)!;
    const id = files === 'selected' ? this.#selected.get(slot) : files;
    return id === undefined || id === 'home' ? home : (ground.node(id) ?? home);
  }
}

/** Whether others see the files of a node under /mfs. */
function serves(node: Node): boolean {
  return node.isMember && node.kernel.fs && !node.has(NOMFS);
}

function withLatency(network: Network, { latencySeconds }: CallCosts): Paths {
  return {
    latencySeconds: () => latencySeconds,
    bandwidth: (a, b) => network.bandwidth(a, b),
    isCut: (a, b) => network.isCut(a, b),
  };
}
