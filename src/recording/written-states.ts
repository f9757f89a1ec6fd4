import type { Mark, Moment } from './moment.js';

/**
 * States that were written down on the way to the present, and have not been compared with this
 * run.
 */
export class WrittenStates {
  #marks: Mark[] = [];
  #divergence: Moment | undefined;

  get next(): Mark | undefined {
    return this.#marks[0];
  }

  /** Where this run first was not as it had been; undefined: it is the same. */
  get divergence(): Moment | undefined {
    return this.#divergence;
  }

  replace(marks: readonly Mark[]): void {
    this.#marks = [...marks];
  }

  /** Compares the next one. @param digest of this run, which may not be needed */
  compare(isThere: boolean, digest: () => string): void {
    const mark = this.#marks.shift()!;
    const isSame = mark.digest === undefined || mark.digest === digest();
    if (!isThere || !isSame) this.differsAt(mark.at);
  }

  differsAt(moment: Moment): void {
    this.#divergence ??= moment;
  }
}
