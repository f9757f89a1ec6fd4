import type { Cluster } from '../cluster.js';
import { NO_SLOT, PIPED, type Slot } from '../cpus/process-table.js';

/**
 * Pipes: a reader waits until its writer is done. When the writer is killed instead, the reader
 * wakes and ends if the kernel reports exceptions on pipes (CONFIG_MOSIX_PIPE_EXCEPTIONS);
 * otherwise nothing ever tells it, and it hangs.
 */
export class Pipes {
  /** By the pid of the writer: the pid of the reader. */
  readonly #readers = new Map<number, number>();

  readonly #cluster: Cluster;
  readonly #exceptions: boolean;

  constructor(cluster: Cluster, exceptions: boolean) {
    this.#cluster = cluster;
    this.#exceptions = exceptions;
  }

  /** A process that is about to start reads what another one writes. */
  open(reader: Slot, writerPid: number): void {
    const { table } = this.#cluster;
    if (table.find(writerPid) === NO_SLOT) return;
    this.#readers.set(writerPid, table.pid(reader));
    table.setStanding(reader, table.standing(reader) | PIPED);
  }

  /** A process has ended, its work done or not. */
  close(writerPid: number, isDone: boolean): void {
    if (this.#readers.size === 0) return;
    const reader = this.#readers.get(writerPid);
    if (reader === undefined) return;
    this.#readers.delete(writerPid);
    const { table } = this.#cluster;
    const slot = table.find(reader);
    if (slot === NO_SLOT) return;
    if (isDone) {
      table.setStanding(slot, table.standing(slot) & ~PIPED);
      this.#cluster.resume(slot);
    } else if (this.#exceptions && !this.#diesAnyway(slot)) {
      this.#cluster.end(slot, 'signal', 'PIPE');
    }
  }

  /** Its home or its node has just crashed: that is its own cause, and its turn comes. */
  #diesAnyway(slot: Slot): boolean {
    const cluster = this.#cluster;
    return cluster.homeOf(slot).state === 'down' || cluster.nodeOf(slot).state === 'down';
  }
}
