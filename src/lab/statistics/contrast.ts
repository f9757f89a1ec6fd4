import { type Interval, studentInterval } from './interval.js';
import { studentQuantile, twoSidedP } from './student.js';

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

/** Half the width of Welch's interval of the difference of two independent samples. */
export function welchHalfWidth(
  one: readonly number[],
  other: readonly number[],
  confidence = 0.95,
): number {
  const a = studentInterval(one).deviation ** 2 / one.length;
  const b = studentInterval(other).deviation ** 2 / other.length;
  const degrees = (a + b) ** 2 / (a ** 2 / (one.length - 1) + b ** 2 / (other.length - 1));
  return studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt(a + b);
}

/** How many differences the exact distribution of Wilcoxon's statistic is computed for. */
const MOST_EXACT = 50;

/**
 * Wilcoxon's signed-rank test, two-sided: exact up to 50 differences without ties, by the normal
 * approximation beyond. Differences of 0 say nothing and are left out.
 * @returns the probability of so much or more if the ways were the same; 1 without differences
 */
export function wilcoxonP(differences: readonly number[]): number {
  const moved = differences.filter((value) => value !== 0);
  const ranks = ranksOf(moved.map(Math.abs));
  const positive = moved.reduce((total, value, i) => total + (value > 0 ? ranks[i]! : 0), 0);
  const n = moved.length;
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  const isExact = n <= MOST_EXACT && ranks.every(Number.isInteger);
  return Math.min(1, isExact ? exactWilcoxon(statistic, n) : normalWilcoxon(statistic, n));
}

/** The sign test, two-sided, exact. */
export function signP(differences: readonly number[]): number {
  const moved = differences.filter((value) => value !== 0);
  const positive = moved.filter((value) => value > 0).length;
  const fewer = Math.min(positive, moved.length - positive);
  let term = 0.5 ** moved.length;
  let total = 0;
  for (let k = 0; k <= fewer; k++) {
    total += term;
    term *= (moved.length - k) / (k + 1);
  }
  return Math.min(1, 2 * total);
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

/** The ways to choose among the ranks 1 to n with a sum of at most `statistic`, of 2^n; twice. */
function exactWilcoxon(statistic: number, n: number): number {
  const ways = new Float64Array((n * (n + 1)) / 2 + 1);
  ways[0] = 1;
  for (let rank = 1; rank <= n; rank++) {
    for (let sum = ways.length - 1; sum >= rank; sum--) ways[sum]! += ways[sum - rank]!;
  }
  return (2 * ways.slice(0, statistic + 1).reduce((total, count) => total + count, 0)) / 2 ** n;
}

function normalWilcoxon(statistic: number, n: number): number {
  if (n === 0) return 1;
  const centre = (n * (n + 1)) / 4;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  // With so many degrees of freedom Student's distribution is the normal one.
  return twoSidedP(Math.max(0, centre - statistic - 0.5) / deviation, 1e9);
}

/** From 1; equal values share the mean of their ranks. */
function ranksOf(values: readonly number[]): readonly number[] {
  const order = values.map((_, index) => index).sort((a, b) => values[a]! - values[b]!);
  const ranks = new Array<number>(values.length);
  for (let first = 0; first < order.length; ) {
    let last = first;
    while (last + 1 < order.length && values[order[last + 1]!] === values[order[first]!]) last++;
    for (let i = first; i <= last; i++) ranks[order[i]!] = (first + last) / 2 + 1;
    first = last + 1;
  }
  return ranks;
}
