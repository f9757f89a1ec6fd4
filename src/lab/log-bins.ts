/**
 * Counts of positive values in bins of 1 %: bin k has those from 1.01^k on and below 1.01^(k + 1).
 * Bins are the same in all runs, so counts add up exactly.
 */
export type LogBins = readonly number[];

/** The number of the first bin, then its count and those of the bins that follow; empty: none. */
export function logBins(values: Float64Array): LogBins {
  const counts = new Map<number, number>();
  for (const value of values) {
    const bin = binOf(value);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  if (counts.size === 0) return [];
  const first = Math.min(...counts.keys());
  const last = Math.max(...counts.keys());
  return [first, ...Array.from({ length: last - first + 1 }, (_, i) => counts.get(first + i) ?? 0)];
}

/** Where a bin begins, to six digits. */
export function binStart(bin: number): number {
  return Number((STEP ** bin).toPrecision(6));
}

const STEP = 1.01;
const LOG_STEP = Math.log(STEP);

/** What rounding leaves below a whole number belongs there: a slowdown of 1 is in bin 0. */
function binOf(value: number): number {
  return Math.floor(Math.log(value) / LOG_STEP + 1e-6);
}
