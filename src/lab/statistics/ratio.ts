import { mean } from '../../base/statistics.js';
import { studentQuantile } from './student.js';

/** A ratio of two means and between what it lies. */
export interface RatioInterval {
  readonly ratio: number;
  /** NaN: the denominator may be 0, so that the ratio may be anything. */
  readonly low: number;
  readonly high: number;
}

/**
 * The ratio of the means of pairs, by Fieller's theorem (1954): all r for which the mean of `one -
 * r other` may be 0 by the paired t test. Exact where the pairs are normal, without resampling.
 * @param one numerators, as many as `other`, at least 2
 */
export function ratioOfMeans(
  one: readonly number[],
  other: readonly number[],
  confidence = 0.95,
): RatioInterval {
  const n = one.length;
  const [above, below] = [mean(one), mean(other)];
  const ratio = above / below;
  const t = studentQuantile((1 + confidence) / 2, n - 1);
  const scale = (t * t) / (n * (n - 1));
  const spread = (a: readonly number[], ma: number, b: readonly number[], mb: number) =>
    scale * a.reduce((total, value, i) => total + (value - ma) * (b[i]! - mb), 0);
  // r^2 a - 2 r b + c <= 0
  const a = below * below - spread(other, below, other, below);
  const b = above * below - spread(one, above, other, below);
  const c = above * above - spread(one, above, one, above);
  const root = Math.sqrt(Math.max(0, b * b - a * c));
  if (!(a > 0)) return { ratio, low: Number.NaN, high: Number.NaN };
  return { ratio, low: (b - root) / a, high: (b + root) / a };
}
