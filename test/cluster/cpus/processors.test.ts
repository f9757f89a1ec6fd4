import { describe, expect, it } from 'vitest';
import { Processors, processorsOf } from '../../../src/cluster/cpus/processors.js';
import { nodeSpec } from '../../support/cluster-builder.js';

/** Two processors of two threads, twice as fast as the standard; 2.5 together when all are busy. */
const XEONS = { cpus: 2, threads: 2, htGain: 1.25, htAware: true, speed: 20000 };

describe('the processors of a node', () => {
  const processors = new Processors(XEONS);

  it.each([
    [1, 2, 2],
    [2, 2, 2],
    // 2 x 2.25 / 3, and 2 x 2.5 / 4.
    [3, 1.5, 1.5],
    [4, 1.25, 1.25],
    // Eight have half of each of the four.
    [8, 0.625, 1.25],
  ])(
    'give each of %i processes %f of work, and a busy logical CPU does %f',
    (n, each, perShare) => {
      expect(processors.logical).toBe(4);
      expect(processors.equalRate(n)).toBe(each);
      expect(processors.ratePerShare(n)).toBe(perShare);
    },
  );

  it('are themselves to a program that says nothing, or the same', () => {
    expect(processors.withGain(undefined)).toBe(processors);
    expect(processors.withGain(1.25)).toBe(processors);
  });

  // All four busy: two processors that do the gain each, at twice the speed, on four CPUs.
  it.each([
    [0.8, 0.8],
    [1, 1],
    [1.5, 1.5],
    [2, 2],
    // No more than each thread having a processor for itself.
    [5, 2],
  ])('do for a program that gains %f as if they gained %f', (gain, counts) => {
    const seen = processors.withGain(gain);
    expect(seen.ratePerShare(4)).toBeCloseTo((2 * 2 * counts) / 4, 12);
    expect(seen.ratePerShare(1)).toBe(2);
    expect(processors.withGain(gain)).toBe(seen);
  });

  it('are the same object for nodes that have the same, and for no others', () => {
    const changes = [
      {},
      { cpus: 3 },
      { threads: 3 },
      { htGain: 1.5 },
      { htAware: false },
      { speed: 10000 },
      { memoryBytes: 5 },
    ];
    const found = processorsOf(changes.map((change) => nodeSpec(1, { ...XEONS, ...change })));
    expect(found.map((one) => found.indexOf(one))).toEqual([0, 1, 2, 3, 4, 5, 0]);
    expect(found.map(({ logical }) => logical)).toEqual([4, 6, 6, 4, 4, 4, 4]);
    expect(found[5]!.equalRate(1)).toBe(1);
  });
});
