import { ASK } from '../../cluster/agenda-kinds.js';
import type { Cluster } from '../../cluster/cluster.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';

/**
 * The nodes that processes have left, or where migrations have ended, and whose policy wants to be
 * asked about that: at the same instant, when all else of it has happened.
 */
export class SettledNodes implements Stateful {
  /** Undefined: nobody has wanted to be asked yet. */
  #timer: Timer | undefined;
  readonly #waiting: NodeIndex[] = [];
  #isListening = false;

  readonly #cluster: Cluster;
  readonly #isWanted: () => boolean;

  /**
   * @param isWanted whether the policy of now wants to be asked
   * @param ask is given each node once, in the order in which they settled
   */
  constructor(
    cluster: Cluster,
    isWanted: () => boolean,
    ask: (nodes: readonly NodeIndex[]) => void,
  ) {
    this.#cluster = cluster;
    this.#isWanted = isWanted;
    cluster.timers.on(ASK, () => ask(this.#waiting.splice(0)));
  }

  exchange(archive: Archive): void {
    this.#timer = archive.value('timer', this.#timer);
    archive.list('waiting', this.#waiting);
  }

  /** A policy has taken over: runs in which none wants to be asked are as fast as ever. */
  listen(): void {
    if (!this.#isWanted()) return;
    this.#timer ??= this.#cluster.agenda.create(ASK, 0);
    if (this.#isListening) return;
    this.#isListening = true;
    this.#cluster.onSettled(({ index }) => {
      if (!this.#isWanted() || this.#waiting.includes(index)) return;
      this.#waiting.push(index);
      this.#cluster.agenda.set(this.#timer!, this.#cluster.agenda.now);
    });
  }
}
