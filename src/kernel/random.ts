import type { Archive, Stateful } from './archive.js';

/**
 * Seeded random numbers: xoshiro128** 1.1 (Blackman & Vigna, "Scrambled linear pseudorandom number
 * generators", ACM TOMS 47, 2021), its state filled by SplitMix64 as its authors advise.
 *
 * A stream can be split into named streams. A named stream depends on the seed and the names on
 * the way to it only, never on what was drawn before: a new draw in one place shifts no other.
 */
export class Random implements Stateful {
  readonly #key: bigint;
  // Signed 32-bit integers: V8 keeps them unboxed, so that a draw allocates nothing.
  #a: number;
  #b: number;
  #c: number;
  #d: number;

  /** @param seed a safe integer, or the 64-bit key of a named stream */
  constructor(seed: number | bigint) {
    this.#key = BigInt.asUintN(64, BigInt(seed));
    const low = splitMix64(this.#key + GOLDEN);
    const high = splitMix64(this.#key + 2n * GOLDEN);
    this.#a = Number(BigInt.asIntN(32, low));
    this.#b = Number(BigInt.asIntN(32, low >> 32n));
    this.#c = Number(BigInt.asIntN(32, high));
    this.#d = Number(BigInt.asIntN(32, high >> 32n));
  }

  /** Uniform on [0, 1), 53 random bits. */
  uniform(): number {
    const high = this.#bits() >>> 5;
    const low = this.#bits() >>> 6;
    return (high * 0x4000000 + low) / 0x20000000000000;
  }

  /**
   * A whole number of 0 to n - 1, n at most 2^32. Of one 32-bit draw, so some values are likelier
   * than others by up to n / 2^32 of their probability.
   */
  below(n: number): number {
    return Math.floor(((this.#bits() >>> 0) * n) / 0x100000000);
  }

  /** The independent stream of that name. */
  split(name: string): Random {
    return new Random(keyOf(this.#key, name));
  }

  /**
   * What `split(name).split(number)` gives; but after a `redraw` here, other numbers. For a stream
   * that is only split, and never drawn from.
   */
  splitTwice(name: string, number: string): Random {
    const stream = new Random(keyOf(keyOf(this.#key, name), number));
    const before = new Random(this.#key);
    stream.#a ^= this.#a ^ before.#a;
    stream.#b ^= this.#b ^ before.#b;
    stream.#c ^= this.#c ^ before.#c;
    stream.#d ^= this.#d ^ before.#d;
    return stream;
  }

  /** Goes on with other numbers, others again for another `draw`. */
  redraw(draw: number): void {
    const other = new Random(splitMix64(this.#key ^ splitMix64(BigInt(draw) + GOLDEN)));
    this.#a ^= other.#a;
    this.#b ^= other.#b;
    this.#c ^= other.#c;
    this.#d ^= other.#d;
  }

  /** The key stays: a stream is split off by its name, whatever was drawn. */
  exchange(archive: Archive): void {
    this.#a = archive.value('a', this.#a);
    this.#b = archive.value('b', this.#b);
    this.#c = archive.value('c', this.#c);
    this.#d = archive.value('d', this.#d);
  }

  #bits(): number {
    const a = this.#a;
    const b = this.#b;
    const c = this.#c;
    const d = this.#d;
    const times5 = Math.imul(b, 5);
    const result = Math.imul((times5 << 7) | (times5 >>> 25), 9);
    const mixedC = c ^ a;
    const mixedD = d ^ b;
    this.#b = b ^ mixedC;
    this.#a = a ^ mixedD;
    this.#c = mixedC ^ (b << 9);
    this.#d = (mixedD << 11) | (mixedD >>> 21);
    return result;
  }
}

const GOLDEN = 0x9e3779b97f4a7c15n;

/** Of the stream of that name of another one. */
function keyOf(key: bigint, name: string): bigint {
  return splitMix64(key ^ splitMix64(fnv1a(name)));
}

/** The output function of SplitMix64 (Steele, Lea & Flood 2014). */
function splitMix64(state: bigint): bigint {
  let z = BigInt.asUintN(64, state);
  z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
  z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
  return z ^ (z >> 31n);
}

/** 64-bit FNV-1a over the UTF-16 code units of a name. */
function fnv1a(name: string): bigint {
  let hash = 0xcbf29ce484222325n;
  for (let i = 0; i < name.length; i++) {
    hash = BigInt.asUintN(64, (hash ^ BigInt(name.charCodeAt(i))) * 0x100000001b3n);
  }
  return hash;
}
