/** The sum, with Neumaier's compensation: as good as adding in twice the precision. */
export function sum(values: Iterable<number>): number {
  let total = 0;
  let lost = 0;
  for (const value of values) {
    const next = total + value;
    lost += Math.abs(total) >= Math.abs(value) ? total - next + value : value - next + total;
    total = next;
  }
  return total + lost;
}

/** NaN without values. */
export function mean(values: ArrayLike<number> & Iterable<number>): number {
  return sum(values) / values.length;
}

/** The unbiased variance of a sample (divided by n - 1); NaN with fewer than two values. */
export function variance(values: ArrayLike<number> & Iterable<number>): number {
  if (values.length < 2) return Number.NaN;
  const centre = mean(values);
  const squares = Float64Array.from(values, (value) => (value - centre) ** 2);
  return sum(squares) / (values.length - 1);
}

/** Of the mean of independent values; NaN with fewer than two values. */
export function standardError(values: ArrayLike<number> & Iterable<number>): number {
  return Math.sqrt(variance(values) / values.length);
}

/**
 * The value below which a `part` (0 to 1) of the values lies, linear between neighbours (Hyndman &
 * Fan 1996, type 7; the default of R and NumPy); NaN without values.
 */
export function percentile(values: Float64Array, part: number): number {
  const sorted = values.slice().sort();
  const position = part * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  // Without the test an infinite neighbour at distance 0 would give NaN.
  return position === below ? low : low + (position - below) * (high - low);
}

/** Where the mean of the source of these values lies, with 95 % confidence. */
export interface ConfidenceInterval {
  readonly mean: number;
  /** The interval is mean - halfWidth to mean + halfWidth; NaN with fewer than two values. */
  readonly halfWidth: number;
}

/** The 95 % interval of Student's t for independent values such as means of replications. */
export function confidenceInterval(
  values: ArrayLike<number> & Iterable<number>,
): ConfidenceInterval {
  const halfWidth = studentT975(values.length - 1) * standardError(values);
  return { mean: mean(values), halfWidth };
}

/** The 97.5 % point of Student's t. */
function studentT975(degrees: number): number {
  const tabled = STUDENT_T_975[degrees - 1];
  if (tabled !== undefined) return tabled;
  // Cornish-Fisher (Abramowitz & Stegun 26.7.5); beyond the table its error is below 1e-6.
  const z = 1.959963984540054;
  const first = (z ** 3 + z) / 4;
  const second = (5 * z ** 5 + 16 * z ** 3 + 3 * z) / 96;
  const third = (3 * z ** 7 + 19 * z ** 5 + 17 * z ** 3 - 15 * z) / 384;
  return z + first / degrees + second / degrees ** 2 + third / degrees ** 3;
}

/** For 1 to 30 degrees of freedom. */
const STUDENT_T_975: readonly number[] = [
  12.7062, 4.30265, 3.18245, 2.77645, 2.57058, 2.44691, 2.36462, 2.306, 2.26216, 2.22814, 2.20099,
  2.17881, 2.16037, 2.14479, 2.13145, 2.11991, 2.10982, 2.10092, 2.09302, 2.08596, 2.07961, 2.07387,
  2.06866, 2.0639, 2.05954, 2.05553, 2.05183, 2.04841, 2.04523, 2.04227,
];
