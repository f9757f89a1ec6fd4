import { describe, expect, it } from 'vitest';
import { type LogBins, logBins } from '../../src/lab/log-bins.js';
import { SlowdownSums } from '../../src/lab/slowdown-sums.js';
import { studentInterval } from '../../src/lab/statistics/interval.js';

function sumsOf(...runs: readonly LogBins[]): SlowdownSums {
  const sums = new SlowdownSums();
  for (const run of runs) sums.add(run);
  return sums;
}

describe('the sums of slowdowns over runs', () => {
  it('add counts bin by bin, whichever run begins or ends first', () => {
    const bins = [...sumsOf([0, 2, 0, 1], [2, 5], [], [-3, 4]).bins()];
    expect(bins.map(({ bin, count }) => [bin, count])).toEqual([
      [-3, 4],
      [0, 2],
      [2, 6],
    ]);
  });

  // Runs of 4, 2 and 1 processes, in bins 0, 0, 0, 6; 5, 8; 9.
  it('give the mean over runs of the part beyond a bin, and Student’s interval of it', () => {
    const sums = sumsOf([0, 3, 0, 0, 0, 0, 0, 1], [5, 1, 0, 0, 1], [9, 1]);
    const bins = new Map([...sums.bins()].map((sum) => [sum.bin, sum]));
    expect(sums.runs).toBe(3);
    for (const [bin, parts] of [
      [0, [0.25, 1, 1]],
      [5, [0.25, 0.5, 1]],
      [6, [0, 0.5, 1]],
      [8, [0, 0, 1]],
      [9, [0, 0, 0]],
    ] as const) {
      const { mean, halfWidth } = studentInterval(parts);
      expect(bins.get(bin)!.slower).toBeCloseTo(mean, 12);
      expect(bins.get(bin)!.halfWidth).toBeCloseTo(halfWidth, 12);
    }
  });

  it('say nothing of how far off one run is, and that runs which are alike are not', () => {
    const run = logBins(Float64Array.of(1, 1.1, 1.3, 2, 2, 7, 7, 7, 9, 30));
    for (const { halfWidth } of sumsOf(run).bins()) expect(halfWidth).toBeNaN();
    for (const { halfWidth } of sumsOf(run, run, run).bins()) expect(halfWidth).toBe(0);
  });
});
