import { logGamma } from '../../base/gamma.js';

/**
 * Student's t distribution. The distribution function is the regularised incomplete beta function,
 * by Lentz's continued fraction (Press et al., Numerical Recipes, 3rd edition, 6.4), good to about
 * 1e-14; the quantile is found by bisection, since nothing here asks for many of them.
 */

/** P(T <= t) with that many degrees of freedom, more than 0. */
export function studentCdf(t: number, degrees: number): number {
  const tail = upperTail(Math.abs(t), degrees);
  return t > 0 ? 1 - tail : tail;
}

/** P(|T| >= |t|): what a two-sided test reports, exact also where it is tiny. */
export function twoSidedP(t: number, degrees: number): number {
  return 2 * upperTail(Math.abs(t), degrees);
}

/** The t that T does not exceed with probability `p`, 0.5 <= p < 1. */
export function studentQuantile(p: number, degrees: number): number {
  let high = 1;
  while (studentCdf(high, degrees) < p) high *= 2;
  let low = high === 1 ? 0 : high / 2;
  for (let middle = (low + high) / 2; middle > low && middle < high; middle = (low + high) / 2) {
    if (studentCdf(middle, degrees) < p) low = middle;
    else high = middle;
  }
  return high;
}

/** P(T > t), t >= 0. */
function upperTail(t: number, degrees: number): number {
  return regularisedBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
}

/** I_x(a, b). */
function regularisedBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  const front = Math.exp(
    logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x),
  );
  // The fraction converges fast only below the mean.
  return x < (a + 1) / (a + b + 2)
    ? (front * continuedFraction(x, a, b)) / a
    : 1 - (front * continuedFraction(1 - x, b, a)) / b;
}

const TINY = 1e-300;
const PRECISION = 1e-16;
const MOST_TERMS = 10_000;

function continuedFraction(x: number, a: number, b: number): number {
  let numerator = 1;
  let denominator = 1 / nonZero(1 - ((a + b) * x) / (a + 1));
  let fraction = denominator;
  for (let m = 1; m <= MOST_TERMS; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    denominator = 1 / nonZero(1 + even * denominator);
    numerator = nonZero(1 + even / numerator);
    fraction *= denominator * numerator;
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    denominator = 1 / nonZero(1 + odd * denominator);
    numerator = nonZero(1 + odd / numerator);
    const step = denominator * numerator;
    fraction *= step;
    if (Math.abs(step - 1) < PRECISION) break;
  }
  return fraction;
}

function nonZero(value: number): number {
  return Math.abs(value) < TINY ? TINY : value;
}
