import { describe, expect, it } from 'vitest';
import { normalQuantile } from '../../src/base/normal.js';

describe('the normal distribution', () => {
  // The quantiles that tables of the normal distribution print, to ten digits.
  it.each([
    [0.5, 0],
    [0.8413447460685429, 1],
    [0.975, 1.959963984540054],
    [0.9986501019683699, 3],
    [0.9999997133484281, 5],
    [1e-15, -7.941345326170998],
  ])('is below %d at %d', (p, quantile) => {
    expect(normalQuantile(p)).toBeCloseTo(quantile, 9);
    expect(normalQuantile(1 - p)).toBeCloseTo(-quantile, p < 1e-9 ? 1 : 8);
  });

  // Where Phi(x) = p, solved with 40 digits (mpmath): each of the three formulas, also at its ends.
  it.each([
    [1e-300, -37.0470962993612],
    [1e-100, -21.273453560965326],
    [1e-30, -11.464024688443615],
    [1e-16, -8.222082216130435],
    [1e-12, -7.034483825301132],
    [1e-8, -5.612001244174789],
    [1e-5, -4.264890793922825],
    [0.001, -3.0902323061678136],
    [0.01, -2.326347874040841],
    [0.05, -1.6448536269514726],
    [0.074, -1.4466320671589785],
    [0.076, -1.4325027208258116],
    [0.1, -1.2815515655446004],
    [0.2, -0.8416212335729142],
    [0.3, -0.5244005127080408],
    [0.4, -0.2533471031357997],
    [0.45, -0.12566134685507402],
    [0.49, -0.025068908258711057],
    [0.499, -0.002506630899571766],
  ])('has its quantile of %d to 14 digits: %d', (p, quantile) => {
    expect(Math.abs(normalQuantile(p) / quantile - 1)).toBeLessThan(1e-14);
  });
});
