import { describe, expect, it } from 'vitest';
import { meanThroughput, throughput } from '../../../src/cluster/cpus/throughput.js';

const XEONS = { cpus: 2, threads: 2, htGain: 1.25, htAware: false };

describe('throughput', () => {
  it('is the number of busy CPUs without Hyper-Threading', () => {
    const node = { ...XEONS, cpus: 3, threads: 1 };
    expect([0, 1, 2, 3, 4, 9].map((n) => throughput(node, n))).toEqual([0, 1, 2, 3, 3, 3]);
  });

  it('of an aware node fills idle processors first', () => {
    const node = { ...XEONS, htAware: true };
    expect([0, 1, 2, 3, 4, 5, 9].map((n) => throughput(node, n))).toEqual([
      0, 1, 2, 2.25, 2.5, 2.5, 2.5,
    ]);
  });

  // Two processes on four logical CPUs share a processor with probability 1/3:
  // 2/3 x 2 + 1/3 x 1.25 = 1.75. Three always share one: 1 + 1.25.
  it.each([
    [0, 0],
    [1, 1],
    [2, 1.75],
    [3, 2.25],
    [4, 2.5],
    [5, 2.5],
  ])('of two unaware processors with %i processes is %f', (n, expected) => {
    expect(throughput(XEONS, n)).toBeCloseTo(expected, 12);
  });

  it.each([
    [1, 2, 1.25],
    [2, 2, 1.25],
    [3, 2, 1.6],
    [4, 2, 2],
    [2, 4, 1.9],
    [3, 3, 1.3],
  ])(
    'of %i unaware processors of %i threads is the mean over all placements',
    (cpus, threads, htGain) => {
      const node = { cpus, threads, htGain, htAware: false };
      for (let n = 0; n <= cpus * threads; n++) {
        expect(throughput(node, n)).toBeCloseTo(meanOverPlacements(node, n), 12);
      }
    },
  );

  it('of an aware node is never below that of an unaware one, and equal when full', () => {
    for (let n = 0; n <= 5; n++) {
      const aware = throughput({ ...XEONS, htAware: true }, n);
      expect(aware).toBeGreaterThanOrEqual(throughput(XEONS, n) - 1e-12);
    }
    expect(throughput({ ...XEONS, htAware: true }, 4)).toBe(throughput(XEONS, 4));
  });

  it('loses by Hyper-Threading when the gain is below 1', () => {
    expect(throughput({ ...XEONS, htGain: 0.8, htAware: true }, 4)).toBeCloseTo(1.6, 12);
  });
});

describe('meanThroughput', () => {
  it('is linear between whole numbers', () => {
    const node = { ...XEONS, htAware: true };
    expect(meanThroughput(node, 2.5)).toBeCloseTo(2.125, 12);
    expect(meanThroughput(node, 3)).toBe(2.25);
    expect(meanThroughput(node, 7.5)).toBe(2.5);
  });
});

/** Tries every set of n logical CPUs. */
function meanOverPlacements({ cpus, threads, htGain }: typeof XEONS, n: number): number {
  let total = 0;
  let placements = 0;
  for (let set = 0; set < 2 ** (cpus * threads); set++) {
    const busy = Array.from({ length: cpus }, (_, processor) =>
      bits((set >> (processor * threads)) & (2 ** threads - 1)),
    );
    if (busy.reduce((sum, here) => sum + here, 0) !== n) continue;
    placements++;
    for (const here of busy) {
      if (here > 0) total += 1 + ((htGain - 1) * (here - 1)) / (threads - 1);
    }
  }
  return total / placements;
}

function bits(set: number): number {
  return set === 0 ? 0 : (set & 1) + bits(set >> 1);
}
