import { extended } from './extended.js';

/** A growing column of doubles: eight bytes a value, no boxes. */
export class Float64List {
  #values = new Float64Array(1024);
  #size = 0;

  get length(): number {
    return this.#size;
  }

  push(value: number): void {
    if (this.#size === this.#values.length) {
      this.#values = extended(this.#values, new Float64Array(2 * this.#size));
    }
    this.#values[this.#size++] = value;
  }

  /** Forgets what it has and takes a copy of other values. */
  replace(values: Float64Array): void {
    this.#values = new Float64Array(Math.max(1024, values.length));
    this.#values.set(values);
    this.#size = values.length;
  }

  /** A copy of exactly the values pushed so far. */
  toArray(): Float64Array {
    return this.#values.slice(0, this.#size);
  }
}
