import { describe, expect, it } from 'vitest';
import type { Saved } from '../../src/kernel/archive.js';
import { packed, unpacked } from '../../src/recording/packed.js';

const state = (numbers: number): Saved => ({
  columns: Float64Array.from({ length: numbers }, (_, index) => index % 7),
  seldom: [Number.NaN, Number.POSITIVE_INFINITY, -0, undefined, null, 'ö', 2n ** 70n, true],
});

describe('the state of a run as bytes', () => {
  it.each([
    ['a small one is taken as it is', 1000],
    ['a large one is compressed', 100_000],
  ])('%s, and is the same when it is taken up', (_, numbers) => {
    const { bytes, wholeBytes } = packed(state(numbers));
    expect(wholeBytes).toBeGreaterThanOrEqual(8 * numbers);
    expect(bytes.length < wholeBytes / 10).toBe(numbers > 1000);
    expect(unpacked(bytes)).toEqual(state(numbers));
  });

  it('takes no more room than its bytes: what is kept is counted by them', () => {
    const { bytes } = packed(state(100_000));
    expect(bytes.buffer.byteLength).toBe(bytes.length);
  });
});
