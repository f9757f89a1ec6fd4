import { extended } from '../base/extended.js';

/** Pids below this are bits, 16 MB for all of them; others, which no kernel gives, a set. */
const BITS = 1 << 27;

/** Which pids the sources of a workload have given; made for millions of them. */
export class PidSet {
  #bits = new Uint8Array(1 << 12);
  readonly #others = new Set<number>();

  /** @returns false when the pid was there before */
  add(pid: number): boolean {
    if (pid >= BITS) {
      const before = this.#others.size;
      return this.#others.add(pid).size > before;
    }
    const index = pid >>> 3;
    if (index >= this.#bits.length) this.#grow(index);
    const bit = 1 << (pid & 7);
    if ((this.#bits[index]! & bit) !== 0) return false;
    this.#bits[index]! |= bit;
    return true;
  }

  #grow(index: number): void {
    this.#bits = extended(this.#bits, new Uint8Array(2 ** Math.ceil(Math.log2(index + 1))));
  }
}
