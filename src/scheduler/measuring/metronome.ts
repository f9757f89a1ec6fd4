import { asNodeIndex, type NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';

/**
 * The ticks of all nodes: each once per period, at a phase of its own. One timer is enough for all,
 * since the order of the nodes is the same in every period.
 */
export class Metronome implements Stateful {
  readonly #order: Int32Array;
  readonly #phases: Float64Array;
  #next = 0;
  #period = 0;

  readonly #periodSeconds: number;

  constructor(count: number, periodSeconds: number, random: Random) {
    this.#periodSeconds = periodSeconds;

    const phases = Array.from({ length: count }, () => random.uniform() * periodSeconds);
    this.#order = Int32Array.from(phases.keys()).sort((a, b) => phases[a]! - phases[b]!);
    this.#phases = Float64Array.from(this.#order, (index) => phases[index]!);
  }

  exchange(archive: Archive): void {
    this.#next = archive.value('next', this.#next);
    this.#period = archive.value('period', this.#period);
  }

  /** When the next tick is. */
  get nextTime(): number {
    return this.#period * this.#periodSeconds + this.#phases[this.#next]!;
  }

  /** Takes the next tick. @returns its node */
  pop(): NodeIndex {
    const index = asNodeIndex(this.#order[this.#next]!);
    this.#next++;
    if (this.#next === this.#order.length) {
      this.#next = 0;
      this.#period++;
    }
    return index;
  }
}
