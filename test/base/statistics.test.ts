import { describe, expect, it } from 'vitest';
import { Float64List } from '../../src/base/growable.js';
import * as statistics from '../../src/base/statistics.js';
import fc from '../support/properties.js';
import { standardError, variance } from '../support/sample-statistics.js';

const numbers = fc.float64Array({ minLength: 2, maxLength: 50, noNaN: true, min: -1e9, max: 1e9 });

describe('statistics', () => {
  it('gives mean, variance and standard error of a known sample', () => {
    const sample = [2, 4, 4, 4, 5, 5, 7, 9];
    expect(statistics.mean(sample)).toBe(5);
    expect(variance(sample)).toBeCloseTo(32 / 7, 12);
    expect(standardError(sample)).toBeCloseTo(Math.sqrt(32 / 7 / 8), 12);
  });

  it('sums without losing what is small', () => {
    expect(statistics.sum([1, 1e100, 1, -1e100])).toBe(2);
    expect(statistics.sum(new Array(10).fill(0.1))).toBe(1);
  });

  it('has no mean of nothing and no variance of one value', () => {
    expect(statistics.mean([])).toBeNaN();
    expect(variance([3])).toBeNaN();
    expect(statistics.percentile(new Float64Array(), 0.5)).toBeNaN();
  });

  it('gives percentiles linear between neighbours, as R type 7', () => {
    const values = Float64Array.of(40, 10, 30, 20);
    expect([0, 0.25, 0.5, 0.95, 1].map((part) => statistics.percentile(values, part))).toEqual([
      10, 17.5, 25, 38.5, 40,
    ]);
    expect([...values]).toEqual([40, 10, 30, 20]);
  });

  it('gives percentiles beside infinite neighbours', () => {
    const values = Float64Array.of(1, 2, Number.POSITIVE_INFINITY);
    expect(statistics.percentileOfSorted(values, 0.5)).toBe(2);
    expect(statistics.percentileOfSorted(values, 0.6)).toBe(Number.POSITIVE_INFINITY);
    expect(statistics.percentileOfSorted(Float64Array.of(7), 0.3)).toBe(7);
  });

  it.each([
    [[], 0],
    [[1e100, 1, -1e100], 1],
    [[1, 1e100, -1e100], 1],
    [[-1e100, 1, 1e100], 1],
    [[1e16, 1, 1, -1e16, -1], 1],
  ])('sums %j to %d, whatever comes first', (values, total) => {
    expect(statistics.sum(values)).toBe(total);
  });

  it('moves mean and percentiles with the values, and leaves the variance', () => {
    fc.assert(
      fc.property(numbers, fc.integer({ min: -1000, max: 1000 }), (values, shift) => {
        const moved = values.map((value) => value + shift);
        const close = 1e-6 * Math.max(1, ...values.map(Math.abs));
        const differs = (a: number, b: number) => expect(Math.abs(a - b)).toBeLessThan(close);
        differs(statistics.mean(moved), statistics.mean(values) + shift);
        differs(statistics.percentile(moved, 0.3), statistics.percentile(values, 0.3) + shift);
        differs(standardError(moved), standardError(values));
      }),
    );
  });
});

describe('a growing column', () => {
  it('keeps all values in their order, and copies them out', () => {
    const list = new Float64List();
    for (let i = 0; i < 5000; i++) list.push(i / 3);
    expect(list.length).toBe(5000);
    expect(list.toArray()).toEqual(Float64Array.from({ length: 5000 }, (_, i) => i / 3));
  });
});
