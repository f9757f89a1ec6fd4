import { mean } from '../../base/statistics.js';
import { studentQuantile } from './student.js';

/** A mean and how far off it may be. */
export interface Interval {
  readonly mean: number;
  /** Half the width of the confidence interval; NaN: one value alone says nothing of it. */
  readonly halfWidth: number;
  /** Sample standard deviation; NaN of one value. */
  readonly deviation: number;
  /** How many values. */
  readonly count: number;
}

/** Student's interval of the mean of independent values. */
export function studentInterval(values: readonly number[], confidence = 0.95): Interval {
  const count = values.length;
  const centre = mean(values);
  const deviation = count > 1 ? Math.sqrt(squares(values, centre) / (count - 1)) : Number.NaN;
  const halfWidth =
    count > 1
      ? (studentQuantile((1 + confidence) / 2, count - 1) * deviation) / Math.sqrt(count)
      : Number.NaN;
  return { mean: centre, halfWidth, deviation, count };
}

/** Pearson's correlation of the values with their followers. */
export function lagOneOf(values: readonly number[]): number {
  const firsts = values.slice(0, -1);
  const followers = values.slice(1);
  const [one, other] = [mean(firsts), mean(followers)];
  const product = firsts.reduce((total, v, i) => total + (v - one) * (followers[i]! - other), 0);
  return product / Math.sqrt(squares(firsts, one) * squares(followers, other));
}

function squares(values: readonly number[], centre: number): number {
  return values.reduce((total, value) => total + (value - centre) ** 2, 0);
}
