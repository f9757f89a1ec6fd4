import { type Later, whenKnown } from '../base/later.js';
import type { Way } from '../session/futures.js';
import type { BranchView, Past, Sought, WhichMoment } from '../session/session.js';

/** A past that several may turn: it counts how often one has. */
export class CommonPast implements Past {
  #jumps = 0;
  readonly #inner: Past;

  constructor(inner: Past) {
    this.#inner = inner;
  }

  get jumps(): number {
    return this.#jumps;
  }

  get presentSeconds(): number {
    return this.#inner.presentSeconds;
  }

  get isPast(): boolean {
    return this.#inner.isPast;
  }

  get branch(): number {
    return this.#inner.branch;
  }

  get branches(): readonly BranchView[] {
    return this.#inner.branches;
  }

  get memory(): Past['memory'] {
    return this.#inner.memory;
  }

  seek(seconds: number): Later<void> {
    return whenKnown(this.#inner.seek(seconds), () => this.#count());
  }

  switchTo(branch: number): Later<void> {
    return whenKnown(this.#inner.switchTo(branch), () => this.#count());
  }

  begin(way: Way): Later<void> {
    return whenKnown(this.#inner.begin(way), () => this.#count());
  }

  /** Others see on the way what is gone through. */
  *find(sought: Sought, which: WhichMoment): Generator<number, number | undefined> {
    const search = this.#inner.find?.(sought, which);
    const found = search && (yield* search);
    this.#count();
    return found;
  }

  #count(): void {
    this.#jumps++;
  }
}
