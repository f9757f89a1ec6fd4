import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Arrivals } from './arrivals.js';

/** Several sources as one, by time of arrival; at the same time the earlier source comes first. */
export class MergedArrivals implements Arrivals {
  readonly highestPid: number;
  /** The next process of each source. A workload has few: looking at all is as fast as a heap. */
  readonly #heads: (ProcessSpec | undefined)[];
  /** The source whose head was given away; that holds until the next call. */
  #taken = -1;

  readonly #sources: readonly Arrivals[];

  constructor(sources: readonly Arrivals[]) {
    this.#sources = sources;

    this.highestPid = sources.reduce((highest, source) => Math.max(highest, source.highestPid), -1);
    this.#heads = sources.map((source) => source.next());
  }

  exchange(archive: Archive): void {
    archive.parts('sources', this.#sources);
    archive.list('heads', this.#heads);
    this.#taken = archive.value('taken', this.#taken);
  }

  next(): ProcessSpec | undefined {
    if (this.#taken >= 0) this.#heads[this.#taken] = this.#sources[this.#taken]!.next();
    let first = -1;
    let earliest = Number.POSITIVE_INFINITY;
    for (let index = 0; index < this.#heads.length; index++) {
      const head = this.#heads[index];
      if (head !== undefined && (first < 0 || head.arrivalSeconds < earliest)) {
        first = index;
        earliest = head.arrivalSeconds;
      }
    }
    this.#taken = first;
    return this.#heads[first];
  }
}
