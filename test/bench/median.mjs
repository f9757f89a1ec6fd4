import { percentile } from '../../dist/base/statistics.js';

/** @param {readonly number[]} values */
export function median(values) {
  return quantile(values, 0.5);
}

/**
 * @param {readonly number[]} values
 * @param {number} part from 0 to 1
 */
export function quantile(values, part) {
  return percentile(Float64Array.from(values), part);
}
