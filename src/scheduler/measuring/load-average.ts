/** Minutes over which Linux averages the processes that run or wait for a CPU. */
const SPANS_SECONDS = [60, 300, 900] as const;

/** The number of averages. */
export const AVERAGES = SPANS_SECONDS.length;

/** The parts of the old averages that are kept over `seconds`, e to the power of -seconds/span. */
type Kept = readonly [number, number, number];

export function keptOver(seconds: number): Kept {
  const [one, five, fifteen] = SPANS_SECONDS;
  return [Math.exp(-seconds / one), Math.exp(-seconds / five), Math.exp(-seconds / fifteen)];
}

/**
 * A load average after a time with `runnable` processes on average. Linux 2.4 computes it
 * every 5 s, with the number of that moment, in whole 2048ths; this is its closed form.
 */
export function nextAverage(average: number, runnable: number, kept: number): number {
  return runnable + kept * (average - runnable);
}
