import { describe, expect, it } from 'vitest';
import { saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import fc from '../support/properties.js';

const U32 = 0xffffffffn;
const GOLDEN = 0x9e3779b97f4a7c15n;

/** xoshiro128** 1.1, line by line as its authors publish it in C. */
function* xoshiro128starstar(s: [bigint, bigint, bigint, bigint]): Generator<bigint, never> {
  const rotl = (x: bigint, k: bigint) => ((x << k) | (x >> (32n - k))) & U32;
  for (;;) {
    const result = (rotl((s[1] * 5n) & U32, 7n) * 9n) & U32;
    const t = (s[1] << 9n) & U32;
    s[2] ^= s[0];
    s[3] ^= s[1];
    s[1] ^= s[2];
    s[0] ^= s[3];
    s[2] ^= t;
    s[3] = rotl(s[3], 11n);
    yield result;
  }
}

/** splitmix64.c, the published filler of states. */
function* splitMix64(seed: bigint): Generator<bigint, never> {
  let x = BigInt.asUintN(64, seed);
  for (;;) {
    x = BigInt.asUintN(64, x + GOLDEN);
    let z = x;
    z = BigInt.asUintN(64, (z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n);
    z = BigInt.asUintN(64, (z ^ (z >> 27n)) * 0x94d049bb133111ebn);
    yield z ^ (z >> 31n);
  }
}

function reference(seed: number): Generator<bigint, never> {
  const words = splitMix64(BigInt(seed));
  const low = words.next().value;
  const high = words.next().value;
  return xoshiro128starstar([low & U32, low >> 32n, high & U32, high >> 32n]);
}

const seeds = fc.maxSafeInteger();
const first = (random: Random, count: number) =>
  Array.from({ length: count }, () => random.uniform());

describe('random numbers', () => {
  it('has a reference that gives the known values of xoshiro128** and SplitMix64', () => {
    const draws = xoshiro128starstar([1n, 2n, 3n, 4n]);
    expect(Array.from({ length: 4 }, () => draws.next().value)).toEqual([
      11520n,
      0n,
      5927040n,
      70819200n,
    ]);
    expect(splitMix64(1234567n).next().value).toBe(6457827717110365317n);
  });

  it('draws the bits of xoshiro128** seeded by SplitMix64, for any seed', () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const random = new Random(seed);
        const expected = reference(seed);
        for (let i = 0; i < 20; i++)
          expect(BigInt(random.below(2 ** 32))).toBe(expected.next().value);
        for (let i = 0; i < 20; i++) {
          const bits = ((expected.next().value >> 5n) << 26n) | (expected.next().value >> 6n);
          expect(random.uniform()).toBe(Number(bits) / 2 ** 53);
        }
      }),
    );
  });

  it('keeps its first values for ever', () => {
    expect(first(new Random(1), 3)).toEqual([
      0.3946724931250869, 0.1477500889354657, 0.16688351314326166,
    ]);
    expect(first(new Random(1).split('workload'), 3)).toEqual([
      0.24226261321483855, 0.6368236336558796, 0.9290155474510083,
    ]);
    expect(first(new Random(-7).split('workload').split('arrivals'), 3)).toEqual([
      0.4049058313030065, 0.9699084722314878, 0.13023172862805665,
    ]);
    const random = new Random(42);
    expect(Array.from({ length: 12 }, () => random.below(7))).toEqual([
      2, 6, 0, 3, 4, 4, 4, 3, 5, 4, 5, 1,
    ]);
  });

  it('splits by seed and name alone, whatever was drawn before', () => {
    fc.assert(
      fc.property(seeds, fc.string(), fc.nat(50), (seed, name, draws) => {
        const random = new Random(seed);
        for (let i = 0; i < draws; i++) random.uniform();
        expect(first(random.split(name), 4)).toEqual(first(new Random(seed).split(name), 4));
      }),
    );
  });

  it('gives other streams to other names and other seeds', () => {
    const root = new Random(5);
    const streams = [
      root,
      root.split('a'),
      root.split('b'),
      root.split('a').split('b'),
      new Random(6),
    ];
    streams.push(root.split('ab'), root.split('b').split('a'), new Random(6).split('a'));
    expect(new Set(streams.map((stream) => stream.uniform())).size).toBe(streams.length);
  });

  it('stays below its bound, up to the largest one', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 1, max: 2 ** 32 }), (seed, n) => {
        const value = new Random(seed).below(n);
        expect(Number.isInteger(value) && value >= 0 && value < n).toBe(true);
      }),
    );
  });

  it('spreads evenly: chi-square of 100 000 draws over 10 cells, mean and variance of uniform', () => {
    const random = new Random(2003);
    const cells = new Array<number>(10).fill(0);
    let sum = 0;
    let squares = 0;
    const draws = 100_000;
    for (let i = 0; i < draws; i++) {
      const cell = random.below(10);
      cells[cell] = cells[cell]! + 1;
      const u = random.uniform();
      sum += u;
      squares += u * u;
    }
    const chiSquare = cells.reduce(
      (total, count) => total + (count - draws / 10) ** 2 / (draws / 10),
      0,
    );
    // 99.9 % point of chi-square with 9 degrees of freedom.
    expect(chiSquare).toBeLessThan(27.9);
    const mean = sum / draws;
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws));
    expect(squares / draws - mean * mean).toBeCloseTo(1 / 12, 3);
  });
});

describe('random numbers that are drawn anew', () => {
  /** The four words of the state. */
  const wordsOf = (random: Random) => {
    const { a, b, c, d } = saved(random) as Record<string, number>;
    return [a!, b!, c!, d!];
  };
  /** By what a redraw changes each of them, after so many numbers. */
  const changesAfter = (drawn: number, draw: number) => {
    const random = new Random(7);
    for (let count = 0; count < drawn; count++) random.uniform();
    const before = wordsOf(random);
    random.redraw(draw);
    return wordsOf(random).map((word, index) => word ^ before[index]!);
  };

  it('differ in all of the state, each time by the same, whatever was drawn before', () => {
    expect(changesAfter(0, 1)).not.toContain(0);
    expect(changesAfter(100, 1)).toEqual(changesAfter(0, 1));
    const draws = [1, 2, 3, 1000].map((draw) => changesAfter(0, draw));
    for (const place of [0, 1, 2, 3]) {
      expect(new Set(draws.map((words) => words[place])).size).toBe(4);
    }
  });

  // The seed's key and the draw, each mixed as a name is: whoever knows the seed can find them again.
  it('change by the state of the stream that seed and draw make', () => {
    const mixed = (x: bigint) => splitMix64(x - GOLDEN).next().value;
    for (const draw of [1, 2, 1000]) {
      const of = mixed(7n ^ mixed(BigInt(draw) + GOLDEN));
      expect(changesAfter(3, draw)).toEqual(wordsOf(new Random(of)));
    }
  });

  it('begin their streams by all of a state that is other', () => {
    const random = new Random(7);
    const before = wordsOf(random.splitTwice('work', '3'));
    expect(before).toEqual(wordsOf(random.split('work').split('3')));
    random.redraw(1);
    const after = wordsOf(random.splitTwice('work', '3'));
    expect(after.map((word, index) => word ^ before[index]!)).toEqual(changesAfter(0, 1));
  });
});
