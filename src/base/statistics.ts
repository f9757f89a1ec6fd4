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

/**
 * The value below which a `part` (0 to 1) of the values lies, linear between neighbours (Hyndman &
 * Fan 1996, type 7; the default of R and NumPy); NaN without values.
 */
export function percentile(values: Float64Array, part: number): number {
  return percentileOfSorted(values.toSorted(), part);
}

/** The same of values in their order, the least first. */
export function percentileOfSorted(sorted: Float64Array, part: number): number {
  const position = part * (sorted.length - 1);
  const below = Math.floor(position);
  const low = sorted[below] ?? Number.NaN;
  const high = sorted[below + 1] ?? low;
  // Without the test an infinite neighbour at distance 0 would give NaN.
  return position === below ? low : low + (position - below) * (high - low);
}
