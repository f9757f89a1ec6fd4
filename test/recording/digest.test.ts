import { describe, expect, it } from 'vitest';
import { digestOf } from '../../src/recording/digest.js';

describe('the digest of a state', () => {
  it('is the same for the same values, however they are held', () => {
    const half = 1.5;
    expect(digestOf({ a: 3 })).toBe(digestOf({ a: half + half }));
    expect(digestOf({ a: [1, 2] })).toBe(digestOf({ a: [1, 2] }));
    const strange = new Float64Array(new Uint32Array([7, 0xfff80000]).buffer);
    expect(digestOf({ a: strange })).toBe(digestOf({ a: new Float64Array([Number.NaN]) }));
    expect(digestOf({ a: 3 })).toMatch(/^[0-9a-f]{16}$/);
  });

  // Recordings keep digests: another version of the program must come to the same ones.
  it.each([
    [{ a: new Float64Array([1, 2.5, Number.NaN, -0]) }, 'c8c51f2e68bed55a'],
    [{ a: new Uint32Array([1, 2, 2 ** 32 - 1]) }, '389882ca8ec961dc'],
    [{ a: [1, 'text', null, true, { b: undefined }] }, 'fc4099946822027e'],
  ])('is of %o always %s', (state, digest) => {
    expect(digestOf(state)).toBe(digest);
  });

  it.each([
    [{ a: 1 }, { a: 2 }],
    [{ a: 1 }, { b: 1 }],
    [{ a: 1 }, { a: '1' }],
    [{ a: 0 }, { a: null }],
    [{ a: 0 }, { a: -0 }],
    [{ a: [1, [2]] }, { a: [[1], 2] }],
    [{ a: ['ab', 'c'] }, { a: ['a', 'bc'] }],
    [{ a: new Float64Array([1, 2]) }, { a: new Float64Array([1, 2 + 2 ** -51]) }],
    [{ a: true }, { a: false }],
    [{ a: undefined }, {}],
  ])('tells %o from %o', (one, other) => {
    expect(digestOf(one)).not.toBe(digestOf(other));
  });
});
