import { expect, it } from 'vitest';
import { normalQuantile } from '../../src/base/normal.js';

// The quantiles that tables of the normal distribution print, to ten digits.
it.each([
  [0.5, 0],
  [0.8413447460685429, 1],
  [0.975, 1.959963984540054],
  [0.9986501019683699, 3],
  [0.9999997133484281, 5],
  [1e-15, -7.941345326170998],
])('the normal distribution is below %d at %d', (p, quantile) => {
  expect(normalQuantile(p)).toBeCloseTo(quantile, 9);
  expect(normalQuantile(1 - p)).toBeCloseTo(-quantile, p < 1e-9 ? 1 : 8);
});
