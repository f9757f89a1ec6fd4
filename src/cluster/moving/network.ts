import type { Agenda, Timer } from '../../kernel/agenda.js';
import type { Paths } from '../doing/io-wait.js';
import type { NodeSpec } from '../facts/node-spec.js';
import type { NodeIndex } from '../node-index.js';
import type { Topology } from './topology.js';

/** Bytes on their way from one node to another. */
export interface Transfer {
  readonly source: NodeIndex;
  readonly target: NodeIndex;
  /** Fires when the last byte has arrived. */
  readonly timer: Timer;
  bytesLeft: number;
  /** Bytes per second now. */
  rate: number;
  /** Up to when `bytesLeft` is computed. */
  clock: number;
}

/**
 * The links of the nodes. A link is full duplex and shared fairly: a transfer gets the lesser of
 * its fair shares of the sending half at its source and of the receiving half at its target. So k
 * transfers at once over one link take k times as long (laws.md, 6).
 */
export class Network implements Paths {
  /** Pairs of nodes that cannot reach each other, as `key` writes them. */
  readonly #cuts = new Set<string>();
  readonly #sending: Set<Transfer>[];
  readonly #receiving: Set<Transfer>[];

  readonly #nodes: readonly NodeSpec[];
  readonly #topology: Topology;
  readonly #agenda: Agenda;

  /**
   * @param nodes whose links these are
   * @param topology what the ways between the nodes cost
   */
  constructor(nodes: readonly NodeSpec[], topology: Topology, agenda: Agenda) {
    this.#nodes = nodes;
    this.#topology = topology;
    this.#agenda = agenda;

    this.#sending = nodes.map(() => new Set());
    this.#receiving = nodes.map(() => new Set());
  }

  latencySeconds(a: NodeIndex, b: NodeIndex): number {
    return this.#topology.latencySeconds(a, b);
  }

  bandwidth(a: NodeIndex, b: NodeIndex): number {
    return this.#topology.bandwidth(a, b);
  }

  isCut(a: NodeIndex, b: NodeIndex): boolean {
    return this.#cuts.size > 0 && this.#cuts.has(key(a, b));
  }

  /** Cuts or heals the way between two nodes. @returns whether that changed anything */
  setCut(a: NodeIndex, b: NodeIndex, isCut: boolean): boolean {
    if (this.isCut(a, b) === isCut) return false;
    if (isCut) this.#cuts.add(key(a, b));
    else this.#cuts.delete(key(a, b));
    return true;
  }

  /** Starts a transfer; `timer` fires at its end. */
  start(source: NodeIndex, target: NodeIndex, bytes: number, timer: Timer): Transfer {
    const clock = this.#agenda.now;
    const transfer: Transfer = { source, target, timer, bytesLeft: bytes, rate: 0, clock };
    this.#sending[source]!.add(transfer);
    this.#receiving[target]!.add(transfer);
    this.#share(source, target);
    return transfer;
  }

  /** Takes a transfer off its links, at its end or before. */
  end(transfer: Transfer): void {
    this.#sending[transfer.source]!.delete(transfer);
    this.#receiving[transfer.target]!.delete(transfer);
    this.#share(transfer.source, transfer.target);
  }

  /** Only transfers that leave `source` or reach `target` can have changed their rates. */
  #share(source: NodeIndex, target: NodeIndex): void {
    for (const transfer of this.#sending[source]!) this.#update(transfer);
    for (const transfer of this.#receiving[target]!) {
      if (transfer.source !== source) this.#update(transfer);
    }
  }

  #update(transfer: Transfer): void {
    const rate = Math.min(
      this.#nodes[transfer.source]!.bandwidth / this.#sending[transfer.source]!.size,
      this.#nodes[transfer.target]!.bandwidth / this.#receiving[transfer.target]!.size,
      this.#topology.bandwidth(transfer.source, transfer.target),
    );
    if (rate === transfer.rate) return;
    const { now } = this.#agenda;
    transfer.bytesLeft = Math.max(0, transfer.bytesLeft - (now - transfer.clock) * transfer.rate);
    transfer.clock = now;
    transfer.rate = rate;
    this.#agenda.set(transfer.timer, now + transfer.bytesLeft / rate);
  }
}

function key(a: NodeIndex, b: NodeIndex): string {
  return `${Math.min(a, b)}-${Math.max(a, b)}`;
}
