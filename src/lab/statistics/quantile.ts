import { percentile } from '../../base/statistics.js';

/** A quantile and between which values of the sample it lies. */
export interface QuantileInterval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Ranks of `low` and `high` in the sorted sample, from 1. */
  readonly lowRank: number;
  readonly highRank: number;
}

/**
 * A quantile of independent values with its interval by order statistics (Conover 1999, 3.2): how
 * many values lie below the true one is binomial, here by its normal approximation, rounded outwards.
 * Holds for any distribution. Without values all is NaN.
 */
export function quantileInterval(
  values: Float64Array,
  part: number,
  z = 1.959964,
): QuantileInterval {
  const sorted = values.slice().sort();
  const n = sorted.length;
  const spread = z * Math.sqrt(n * part * (1 - part));
  const lowRank = Math.max(1, Math.floor(n * part - spread));
  const highRank = Math.min(n, Math.ceil(n * part + spread));
  return {
    value: percentile(values, part),
    low: sorted[lowRank - 1] ?? Number.NaN,
    high: sorted[highRank - 1] ?? Number.NaN,
    lowRank,
    highRank,
  };
}
