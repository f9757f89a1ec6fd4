import { Heap } from '../base/heap.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Arrivals } from './arrivals.js';

/**
 * Several sources as one, by time of arrival; at the same time the earlier source comes first. Of n
 * sources, the next process costs O(log n).
 */
export class MergedArrivals implements Arrivals {
  readonly highestPid: number;
  readonly #sources: readonly Arrivals[];
  /** The next process of each source. */
  readonly #heads: (ProcessSpec | undefined)[];
  /** The sources that have one, by its arrival. */
  #order: Heap<number>;
  /** The source whose head was given away; that holds until the next call. */
  #taken = -1;

  constructor(sources: readonly Arrivals[]) {
    this.#sources = sources;
    this.highestPid = sources.reduce((highest, source) => Math.max(highest, source.highestPid), -1);
    this.#heads = sources.map((source) => source.next());
    this.#order = this.#ordered();
  }

  exchange(archive: Archive): void {
    archive.parts('sources', this.#sources);
    archive.list('heads', this.#heads);
    this.#taken = archive.value('taken', this.#taken);
    if (archive.restores) this.#order = this.#ordered();
  }

  next(): ProcessSpec | undefined {
    if (this.#taken >= 0) this.#advance(this.#taken);
    this.#taken = this.#order.first ?? -1;
    return this.#heads[this.#taken];
  }

  /** The source whose head was given away, the first, shows its next one. */
  #advance(source: number): void {
    const head = this.#sources[source]!.next();
    this.#heads[source] = head;
    if (head === undefined) this.#order.pop();
    else this.#order.firstChanged();
  }

  #ordered(): Heap<number> {
    const sources = this.#heads.flatMap((head, source) => (head === undefined ? [] : [source]));
    return new Heap(sources, (a, b) => this.#isBefore(a, b));
  }

  #isBefore(a: number, b: number): boolean {
    const [atA, atB] = [this.#heads[a]!.arrivalSeconds, this.#heads[b]!.arrivalSeconds];
    return atA < atB || (atA === atB && a < b);
  }
}
