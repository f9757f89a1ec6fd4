import type { Agenda, Timer } from '../kernel/agenda.js';

/** Bytes on their way from one node to another (indices). */
export interface Transfer {
  readonly source: number;
  readonly target: number;
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
export class Network {
  readonly #sending: Set<Transfer>[];
  readonly #receiving: Set<Transfer>[];

  /** @param bandwidths bytes per second of each node's link, each direction */
  constructor(
    private readonly bandwidths: readonly number[],
    private readonly agenda: Agenda,
  ) {
    this.#sending = bandwidths.map(() => new Set());
    this.#receiving = bandwidths.map(() => new Set());
  }

  /** Starts a transfer; `timer` fires at its end. */
  start(source: number, target: number, bytes: number, timer: Timer): Transfer {
    const clock = this.agenda.now;
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
  #share(source: number, target: number): void {
    for (const transfer of this.#sending[source]!) this.#update(transfer);
    for (const transfer of this.#receiving[target]!) {
      if (transfer.source !== source) this.#update(transfer);
    }
  }

  #update(transfer: Transfer): void {
    const rate = Math.min(
      this.bandwidths[transfer.source]! / this.#sending[transfer.source]!.size,
      this.bandwidths[transfer.target]! / this.#receiving[transfer.target]!.size,
    );
    if (rate === transfer.rate) return;
    const { now } = this.agenda;
    transfer.bytesLeft = Math.max(0, transfer.bytesLeft - (now - transfer.clock) * transfer.rate);
    transfer.clock = now;
    transfer.rate = rate;
    this.agenda.set(transfer.timer, now + transfer.bytesLeft / rate);
  }
}
