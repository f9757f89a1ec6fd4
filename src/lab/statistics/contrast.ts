import { type Interval, studentInterval } from './interval.js';
import { studentQuantile, twoSidedP } from './student.js';

/**
 * The difference of two ways, measured in pairs: the same random numbers, one way and the other.
 */
export interface Contrast extends Interval {
  /** Of "there is no difference", by the paired t test. */
  readonly p: number;
  /** The same by Wilcoxon's signed ranks, which a few outliers do not sway. */
  readonly pWilcoxon: number;
  /** Half-width of the interval if the two had not been paired (Welch). */
  readonly halfWidthApart: number;
  /**
   * Variance of the difference if the two had not been paired, over what it is: what pairing won.
   */
  readonly varianceRatio: number;
}

/** `after` less `before`, value by value; both as long, of 2 values or more. */
export function pairedContrast(
  before: readonly number[],
  after: readonly number[],
  confidence = 0.95,
): Contrast {
  const differences = after.map((value, index) => value - before[index]!);
  const interval = studentInterval(differences, confidence);
  const [variance, other] = [before, after].map((values) => studentInterval(values).deviation ** 2);
  const apart = variance! + other!;
  return {
    ...interval,
    p: pOf(interval),
    pWilcoxon: wilcoxonP(differences),
    halfWidthApart: welchHalfWidth(variance!, other!, { count: before.length, confidence }),
    varianceRatio: apart / interval.deviation ** 2,
  };
}

/** Of a mean of 0; differences that are all the same leave nothing to chance. */
function pOf({ mean, deviation, count }: Interval): number {
  if (deviation === 0) return mean === 0 ? 1 : 0;
  return twoSidedP(mean / (deviation / Math.sqrt(count)), count - 1);
}

/** Of the difference of two independent samples with these variances, both of `count` values. */
function welchHalfWidth(
  one: number,
  other: number,
  { count, confidence }: { readonly count: number; readonly confidence: number },
): number {
  if (one + other === 0) return 0;
  const degrees = ((count - 1) * (one + other) ** 2) / (one ** 2 + other ** 2);
  return studentQuantile((1 + confidence) / 2, degrees) * Math.sqrt((one + other) / count);
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
  const { positive, hasTies } = ranksOf(moved);
  const n = moved.length;
  const statistic = Math.min(positive, (n * (n + 1)) / 2 - positive);
  const isExact = n <= MOST_EXACT && !hasTies;
  return Math.min(1, isExact ? exactWilcoxon(statistic, n) : normalWilcoxon(statistic, n));
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
  const centre = (n * (n + 1)) / 4;
  const deviation = Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
  // With so many degrees of freedom Student's distribution is the normal one.
  return twoSidedP(Math.max(0, centre - statistic - 0.5) / deviation, 1e9);
}

/** The sum of the ranks, from 1, of the positive ones by size; equal sizes share the mean of their ranks. */
function ranksOf(differences: readonly number[]) {
  const sizes = Float64Array.from(differences, Math.abs).sort();
  const ups = Float64Array.from(differences.filter((value) => value > 0)).sort();
  let [positive, up, hasTies] = [0, 0, false];
  for (let first = 0; first < sizes.length; ) {
    let last = first;
    while (sizes[last + 1] === sizes[first]) last++;
    for (; ups[up] === sizes[first]; up++) positive += (first + last) / 2 + 1;
    hasTies ||= last > first;
    first = last + 1;
  }
  return { positive, hasTies };
}
