import type { Cluster } from '../cluster/cluster.js';
import type { NodeIndex } from '../cluster/node-index.js';
import type { LoadMessage } from './session.js';

/**
 * The last load messages, for those who look on: they are no part of a run, or one that is watched
 * would be in another state than one that is not.
 */
export class Messages {
  readonly #cluster: Cluster;
  /** Time, sender and receiver of each, side by side; the oldest is overwritten by the newest. */
  readonly #kept = new Float64Array(MOST * STRIDE).fill(NEVER);
  #next = 0;

  constructor(cluster: Cluster) {
    this.#cluster = cluster;
  }

  add(from: NodeIndex, to: NodeIndex): void {
    const at = this.#next * STRIDE;
    this.#kept[at] = this.#cluster.agenda.now;
    this.#kept[at + 1] = this.#cluster.nodes[from]!.id;
    this.#kept[at + 2] = this.#cluster.nodes[to]!.id;
    this.#next = (this.#next + 1) % MOST;
  }

  /** The run has gone to another moment: what was told elsewhere was not told on the way there. */
  forget(): void {
    this.#kept.fill(NEVER);
  }

  /** Those of the last `seconds`, oldest first. */
  last(seconds: number): readonly LoadMessage[] {
    const { now } = this.#cluster.agenda;
    const found: LoadMessage[] = [];
    for (let step = 0; step < MOST; step++) {
      const place = ((this.#next + step) % MOST) * STRIDE;
      const at = this.#kept[place]!;
      if (at < now - seconds) continue;
      found.push({ at, from: this.#kept[place + 1]!, to: this.#kept[place + 2]! });
    }
    return found;
  }
}

/** More than an eye could follow. */
const MOST = 512;
const STRIDE = 3;
const NEVER = Number.NEGATIVE_INFINITY;
