import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import { Metronome } from './metronome.js';

/** What nodes do again and again, as bits. */
export const MEASURE = 1;
export const TELL = 2;
export const DECIDE = 4;

/** How often a node measures itself, tells others, and decides. */
export interface Periods {
  readonly measureSeconds: number;
  readonly tellSeconds: number;
  readonly decideSeconds: number;
}

/**
 * The ticks of all nodes: what is done equally often is done at one tick, in the order of
 * measuring, telling and deciding; each node is as far into each of its periods when a run begins.
 */
export class Rounds implements Stateful {
  readonly #metronomes: readonly Metronome[];
  /** What is done at the ticks of each metronome. */
  readonly #duties: readonly number[];
  /** The one that ticks next. */
  #next = 0;

  /** @param random is only split, and so gives a node one phase in all its periods */
  constructor(
    count: number,
    { measureSeconds, tellSeconds, decideSeconds }: Periods,
    random: Random,
  ) {
    const duties = new Map<number, number>();
    for (const [seconds, duty] of [
      [measureSeconds, MEASURE],
      [tellSeconds, TELL],
      [decideSeconds, DECIDE],
    ] as const) {
      duties.set(seconds, (duties.get(seconds) ?? 0) | duty);
    }
    this.#duties = [...duties.values()];
    this.#metronomes = [...duties.keys()].map(
      (seconds) => new Metronome(count, seconds, random.split('phase')),
    );
    this.#choose();
  }

  exchange(archive: Archive): void {
    archive.parts('metronomes', this.#metronomes);
    if (archive.restores) this.#choose();
  }

  /** When the next tick is. */
  get nextTime(): number {
    return this.#metronomes[this.#next]!.nextTime;
  }

  /** What is done at it. */
  get nextDuties(): number {
    return this.#duties[this.#next]!;
  }

  /** Takes the next tick. @returns its node */
  pop(): NodeIndex {
    const index = this.#metronomes[this.#next]!.pop();
    if (this.#metronomes.length > 1) this.#choose();
    return index;
  }

  #choose(): void {
    let next = 0;
    this.#metronomes.forEach(({ nextTime }, at) => {
      if (nextTime < this.#metronomes[next]!.nextTime) next = at;
    });
    this.#next = next;
  }
}
