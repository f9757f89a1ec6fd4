import { type Interval, studentInterval } from './interval.js';
import { twoSidedP } from './student.js';

/**
 * The difference of two ways, measured in pairs: the same random numbers, one way and the other.
 */
export interface Contrast extends Interval {
  /** Of "there is no difference", by the paired t test. */
  readonly p: number;
  /**
   * Variance of the difference if the two had not been paired, over what it is: what pairing won.
   */
  readonly varianceRatio: number;
}

/** `after` less `before`, value by value; both as long. */
export function pairedContrast(
  before: readonly number[],
  after: readonly number[],
  confidence = 0.95,
): Contrast {
  const differences = after.map((value, index) => value - before[index]!);
  const interval = studentInterval(differences, confidence);
  const apart = studentInterval(before).deviation ** 2 + studentInterval(after).deviation ** 2;
  return {
    ...interval,
    p: pOf(interval),
    varianceRatio: apart / interval.deviation ** 2,
  };
}

/** Of a mean of 0; differences that are all the same leave nothing to chance. */
function pOf({ mean, deviation, count }: Interval): number {
  if (deviation === 0) return mean === 0 ? 1 : 0;
  return twoSidedP(mean / (deviation / Math.sqrt(count)), count - 1);
}

/**
 * Holm's correction: p values as they are after so many tests at once, in the given order.
 */
export function holm(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const corrected = new Array<number>(values.length);
  let least = 0;
  order.forEach((index, rank) => {
    least = Math.max(least, Math.min(1, (values.length - rank) * values[index]!));
    corrected[index] = least;
  });
  return corrected;
}
