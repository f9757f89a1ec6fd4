import { assert } from '../../base/assert.js';
import type { Agenda, Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { type Resource, receivingOf, sendingOf } from '../cpus/resources.js';
import type { Paths } from '../doing/io-wait.js';
import type { NodeSpec } from '../facts/node-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import type { Topology } from './topology.js';

/** Bytes on their way from one node to another. */
export interface Transfer {
  readonly source: NodeIndex;
  readonly target: NodeIndex;
  /** What it uses of their links. */
  readonly resources: readonly Resource[];
  /** Fires when the last byte has arrived. */
  readonly timer: Timer;
  bytesLeft: number;
  /** Bytes per second now. */
  rate: number;
  /** Up to when `bytesLeft` is computed. */
  clock: number;
}

/** What shares out the links' bandwidth, besides transfers (flows.ts). */
export interface LinkSharing {
  /** Whether processes use a link for their bytes. */
  isUsed(resource: Resource): boolean;
  /** Recomputes the rates of everything that depends on some resources. */
  solve(resources: readonly Resource[]): void;
  /** Makes changes of one instant, and recomputes once, when all are made. */
  together(change: () => void): void;
}

/**
 * The links of the nodes. A link is full duplex; each direction is shared max-min fairly by the
 * transfers and the bytes of processes that use it (max-min.ts). So k transfers at once over one
 * link take k times as long (test/laws/6-migration-time.test.ts), and what one of them cannot take,
 * its other end being slow, the others can.
 */
export class Network implements Paths, Stateful {
  /** Pairs of nodes that cannot reach each other, as `key` writes them. */
  readonly #cuts = new Set<string>();
  /** Pairs with more gateways between them than one of the two allows. */
  readonly #far = new Set<string>();
  /** By resource. */
  readonly #transfers: (Set<Transfer> | undefined)[];

  readonly #nodes: readonly NodeSpec[];
  readonly #topology: Topology;
  readonly #agenda: Agenda;
  readonly #sharing: LinkSharing;

  /**
   * @param nodes whose links these are
   * @param topology what the ways between the nodes cost
   */
  constructor(
    nodes: readonly NodeSpec[],
    topology: Topology,
    agenda: Agenda,
    sharing: LinkSharing,
  ) {
    this.#nodes = nodes;
    this.#topology = topology;
    this.#agenda = agenda;
    this.#sharing = sharing;

    const resources = nodes.length === 0 ? 0 : receivingOf(asNodeIndex(nodes.length - 1)) + 1;
    this.#transfers = new Array<Set<Transfer> | undefined>(resources).fill(undefined);
  }

  /** A transfer is on two links, which both name it by its timer. */
  exchange(archive: Archive): void {
    archive.set('cuts', this.#cuts);
    archive.set('far', this.#far);
    const used = this.#transfers.flatMap((transfers) => [...(transfers ?? NONE)]);
    const byTimer = new Map(used.map((transfer) => [transfer.timer as number, transfer]));
    archive.map('transfers', byTimer);
    archive.list('onLinks', this.#transfers, {
      save: (transfers) => transfers && Array.from(transfers, ({ timer }) => timer),
      restore: (timers) =>
        (timers as Timer[] | undefined) &&
        new Set((timers as readonly Timer[]).map((timer) => byTimer.get(timer)!)),
    });
  }

  /** What a migration has on its way from a node; its timer tells it from others. */
  transferFrom(source: NodeIndex, timer: Timer): Transfer | undefined {
    for (const transfer of this.transfersOn(sendingOf(source))) {
      if (transfer.timer === timer) return transfer;
    }
    return undefined;
  }

  latencySeconds(a: NodeIndex, b: NodeIndex): number {
    return this.#topology.latencySeconds(a, b);
  }

  bandwidth(a: NodeIndex, b: NodeIndex): number {
    return this.#topology.bandwidth(a, b);
  }

  /** Whether nothing gets from one to the other: cut, or beyond too many gateways. */
  isCut(a: NodeIndex, b: NodeIndex): boolean {
    return (
      (this.#cuts.size > 0 && this.#cuts.has(key(a, b))) ||
      (this.#far.size > 0 && this.#far.has(key(a, b)))
    );
  }

  /** Cuts two nodes off from each other. @returns whether that changed anything */
  cut(a: NodeIndex, b: NodeIndex): boolean {
    if (this.#cuts.has(key(a, b))) return false;
    this.#cuts.add(key(a, b));
    return true;
  }

  /** @returns whether that changed anything */
  heal(a: NodeIndex, b: NodeIndex): boolean {
    return this.#cuts.delete(key(a, b));
  }

  /** Which pairs have too many gateways between them. @returns false: none has, nor had before */
  setFar(pairs: readonly (readonly [NodeIndex, NodeIndex])[]): boolean {
    if (pairs.length === 0 && this.#far.size === 0) return false;
    this.#far.clear();
    for (const [a, b] of pairs) this.#far.add(key(a, b));
    return true;
  }

  /** Bytes per second that a link carries in each direction. */
  capacity(node: NodeIndex): number {
    return this.#nodes[node]!.bandwidth;
  }

  /** Bytes per second that a transfer does not exceed, if its links are its own. */
  cap({ source, target }: Transfer): number {
    return this.bandwidth(source, target);
  }

  /** The transfers that use one direction of a link. */
  transfersOn(resource: Resource): ReadonlySet<Transfer> {
    return this.#transfers[resource] ?? NONE;
  }

  /** Starts a transfer; `timer` fires at its end. */
  start(source: NodeIndex, target: NodeIndex, bytes: number, timer: Timer): Transfer {
    assert(source !== target && bytes > 0, `${bytes} bytes go from ${source} to ${target}`);
    const clock = this.#agenda.now;
    const resources = [sendingOf(source), receivingOf(target)];
    const transfer = { source, target, resources, timer, bytesLeft: bytes, rate: 0, clock };
    let isAlone = true;
    for (const resource of resources) {
      const transfers = this.#transfers[resource] ?? new Set();
      this.#transfers[resource] = transfers.add(transfer);
      if (transfers.size > 1 || this.#sharing.isUsed(resource)) isAlone = false;
    }
    if (isAlone) this.setRate(transfer, this.cap(transfer));
    else this.#sharing.solve(resources);
    return transfer;
  }

  /** Takes a transfer off its links, at its end or before. */
  end(transfer: Transfer): void {
    const { resources } = transfer;
    let isShared = false;
    for (const resource of resources) {
      const transfers = this.#transfers[resource]!;
      assert(transfers.delete(transfer), 'a transfer that is not under way ends');
      if (transfers.size > 0 || this.#sharing.isUsed(resource)) isShared = true;
    }
    if (isShared) this.#sharing.solve(resources);
  }

  /** Lets a transfer go on at another rate. */
  setRate(transfer: Transfer, rate: number): void {
    if (rate === transfer.rate) return;
    const { now } = this.#agenda;
    transfer.bytesLeft = Math.max(0, transfer.bytesLeft - (now - transfer.clock) * transfer.rate);
    transfer.clock = now;
    transfer.rate = rate;
    this.#agenda.set(transfer.timer, now + transfer.bytesLeft / rate);
  }
}

const NONE: ReadonlySet<Transfer> = new Set();

function key(a: NodeIndex, b: NodeIndex): string {
  return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
