/** Where the warm-up of a series ends. */
export interface Truncation {
  /** How many values are left out. */
  readonly cut: number;
  /** Mean of the others. */
  readonly mean: number;
  /** Whether the best cut lies at the end of what was tried: the series is too short to say. */
  readonly doubtful: boolean;
}

const BATCH = 5;

/**
 * The cut of MSER-5 (White, Cobb & Spratt 2000): of means of five values, as many are left out as
 * make the squared standard error of the others smallest. At most half is left out, since
 * the tail of any series looks precise by chance.
 */
export function mser5(series: ArrayLike<number>): Truncation {
  const batches = Math.floor(series.length / BATCH);
  const means = new Float64Array(batches);
  for (let batch = 0; batch < batches; batch++) means[batch] = batchMean(series, batch);
  let best = batches;
  let bestError = Number.POSITIVE_INFINITY;
  // From the end: the sums grow by one batch at a time.
  let count = 0;
  let centre = 0;
  let squares = 0;
  const most = Math.floor(batches / 2);
  for (let first = batches - 1; first >= 0; first--) {
    const value = means[first]!;
    const off = value - centre;
    count++;
    centre += off / count;
    squares += off * (value - centre);
    const error = squares / (count * count);
    if (first > most || error > bestError) continue;
    best = first;
    bestError = error;
  }
  const cut = batches === 0 ? 0 : best * BATCH;
  return { cut, mean: meanFrom(series, cut), doubtful: batches > 0 && best === most };
}

function batchMean(series: ArrayLike<number>, batch: number): number {
  let total = 0;
  for (let i = 0; i < BATCH; i++) total += series[batch * BATCH + i]!;
  return total / BATCH;
}

function meanFrom(series: ArrayLike<number>, start: number): number {
  let total = 0;
  for (let i = start; i < series.length; i++) total += series[i]!;
  return total / (series.length - start);
}
