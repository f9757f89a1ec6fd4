/** Where the warm-up of a series ends. */
export interface Truncation {
  /** How many values are left out. */
  readonly cut: number;
  /** Mean of the others. */
  readonly mean: number;
  /** Whether the best cut lies at the end of what was tried: the series is too short to say. */
  readonly doubtful: boolean;
}

/** Values of a series that MSER-5 takes as one. */
export const MSER_BATCH = 5;

/**
 * The cut of MSER-5 (White, Cobb & Spratt 2000): of means of five values, as many are left out as
 * make the squared standard error of the others smallest. At most half is left out, since
 * the tail of any series looks precise by chance.
 */
export function mser5(series: ArrayLike<number>): Truncation {
  const { cut, doubtful } = mser5OfBatches(batchesOfFive(series));
  return { cut, mean: meanFrom(series, cut), doubtful };
}

/** The means of five values each; what is left over is left out. */
export function batchesOfFive(series: ArrayLike<number>): Float64Array {
  const means = new Float64Array(Math.floor(series.length / MSER_BATCH));
  for (let batch = 0; batch < means.length; batch++) means[batch] = batchMean(series, batch);
  return means;
}

/** The same of a series of which the means of five values are known; the cut is of its values. */
export function mser5OfBatches(means: Float64Array): Pick<Truncation, 'cut' | 'doubtful'> {
  const batches = means.length;
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
  return { cut: best * MSER_BATCH, doubtful: batches > 0 && best === most };
}

function batchMean(series: ArrayLike<number>, batch: number): number {
  let total = 0;
  for (let i = 0; i < MSER_BATCH; i++) total += series[batch * MSER_BATCH + i]!;
  return total / MSER_BATCH;
}

function meanFrom(series: ArrayLike<number>, start: number): number {
  let total = 0;
  for (let i = start; i < series.length; i++) total += series[i]!;
  return total / (series.length - start);
}
