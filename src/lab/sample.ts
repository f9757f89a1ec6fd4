import type { WindowFigures } from '../metrics/window-summary.js';
import type { Measure } from './measures.js';
import { type Contrast, holm, pairedContrast } from './statistics/contrast.js';
import { type Interval, studentInterval } from './statistics/interval.js';

/** The runs of one case, in the order of their seeds. */
export interface Sample {
  /** What the case is called. */
  readonly name: string;
  readonly runs: readonly WindowFigures[];
}

/** The mean of a measure over the runs in which it is defined; undefined: in none. */
export function intervalOf({ runs }: Sample, measure: Measure): Interval | undefined {
  const values = runs.map(measure.of).filter(Number.isFinite);
  return values.length === 0 ? undefined : studentInterval(values);
}

/** How one case differs from the first one in a measure. */
export interface Difference {
  readonly name: string;
  readonly measure: Measure;
  readonly contrast: Contrast;
  /** Of "there is no difference", after all tests of the table (Holm 1979). */
  readonly p: number;
}

/**
 * The differences of all cases from the first one, seed by seed: runs of one seed have the same
 * arrivals, so most of the chance cancels. A measure that is not defined in a run is left out.
 */
export function differences(
  samples: readonly Sample[],
  measures: readonly Measure[],
): readonly Difference[] {
  const [base, ...others] = samples;
  if (base === undefined || base.runs.length < 2) return [];
  const found = others.flatMap((sample) =>
    measures.flatMap((measure) => {
      const before = base.runs.map(measure.of);
      const after = sample.runs.map(measure.of);
      if (![...before, ...after].every(Number.isFinite)) return [];
      return { name: sample.name, measure, contrast: pairedContrast(before, after) };
    }),
  );
  const corrected = holm(found.map(({ contrast }) => contrast.p));
  return found.map((difference, index) => ({ ...difference, p: corrected[index]! }));
}

/** Where a mean over these runs misleads, a sentence each. */
export function warnings({ name, runs }: Sample): readonly string[] {
  const found: string[] = [];
  const say = (sentence: string) => found.push(`${name}: ${sentence}`);
  if (runs.length === 1) say('one sample: one run says nothing of how far off it is');
  for (const [key, what] of UNCOUNTED) {
    const some = runs.filter(({ processes }) => processes[key] > 0).length;
    if (some > 0)
      say(`${what} in ${some} of ${runs.length} runs: means are of those that completed`);
  }
  const slowdowns = runs.map(({ ofProcesses }) => ofProcesses.slowdown).filter(Number.isFinite);
  const greatest = Math.max(...slowdowns);
  const interval = slowdowns.length > 1 ? studentInterval(slowdowns) : undefined;
  if (interval !== undefined && greatest > WIDE * interval.mean) {
    say(`one run has ${(greatest / interval.mean).toFixed(1)} times the mean slowdown of all`);
  }
  return found;
}

/** Processes that are in no mean. */
const UNCOUNTED = [
  ['alive', 'processes were alive at the end'],
  ['killed', 'processes were killed'],
] as const;

/** A mean that one run makes is not the mean of the next ones. */
const WIDE = 5;
