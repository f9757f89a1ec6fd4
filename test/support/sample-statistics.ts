import { mean, sum } from '../../src/base/statistics.js';

/** The unbiased variance of a sample (divided by n - 1); NaN with fewer than two values. */
export function variance(values: ArrayLike<number> & Iterable<number>): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  const squares = Float64Array.from(values, (value) => (value - centre) ** 2);
  return sum(squares) / (values.length - 1);
}

/** Of the mean of independent values; NaN with fewer than two values. */
export function standardError(values: ArrayLike<number> & Iterable<number>): number {
  return Math.sqrt(variance(values) / values.length);
}
