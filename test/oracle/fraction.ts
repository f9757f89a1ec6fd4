/** A rational number, exact: numerator and denominator, the latter positive, in lowest terms. */
export class Fraction {
  static readonly ZERO = new Fraction(0n, 1n);

  readonly #top: bigint;
  readonly #bottom: bigint;

  private constructor(top: bigint, bottom: bigint) {
    this.#top = top;
    this.#bottom = bottom;
  }

  /** The number that a double is; each double is a whole number by a power of two. */
  static of(value: number): Fraction {
    let bottom = 1n;
    let whole = value;
    while (!Number.isInteger(whole)) {
      whole *= 2;
      bottom *= 2n;
    }
    return Fraction.#reduced(BigInt(whole), bottom);
  }

  plus(other: Fraction): Fraction {
    return Fraction.#reduced(
      this.#top * other.#bottom + other.#top * this.#bottom,
      this.#bottom * other.#bottom,
    );
  }

  minus(other: Fraction): Fraction {
    return this.plus(new Fraction(-other.#top, other.#bottom));
  }

  times(other: Fraction): Fraction {
    return Fraction.#reduced(this.#top * other.#top, this.#bottom * other.#bottom);
  }

  by(other: Fraction): Fraction {
    const sign = other.#top < 0n ? -1n : 1n;
    return Fraction.#reduced(sign * this.#top * other.#bottom, sign * this.#bottom * other.#top);
  }

  isLess(other: Fraction): boolean {
    return this.#top * other.#bottom < other.#top * this.#bottom;
  }

  equals(other: Fraction): boolean {
    return this.#top === other.#top && this.#bottom === other.#bottom;
  }

  /** The nearest double, but for the last place. */
  get value(): number {
    const whole = this.#top / this.#bottom;
    const rest = this.#top % this.#bottom;
    const scaled = (rest << 80n) / this.#bottom;
    return Number(whole) + Number(scaled) / 2 ** 80;
  }

  toString(): string {
    return this.#bottom === 1n ? `${this.#top}` : `${this.#top}/${this.#bottom}`;
  }

  static #reduced(top: bigint, bottom: bigint): Fraction {
    let [a, b] = [top < 0n ? -top : top, bottom];
    while (b !== 0n) [a, b] = [b, a % b];
    return new Fraction(top / a, bottom / a);
  }
}

/** The least of some, of which there is at least one. */
export function least(values: readonly Fraction[]): Fraction {
  return values.reduce((a, b) => (b.isLess(a) ? b : a));
}
