import type { WindowSummary } from '../../metrics/window-summary.js';
import { classesOf } from '../classes.js';
import { logBins } from '../log-bins.js';
import { CLASS_MEASURES } from '../measures.js';
import { batchesOfFive } from '../statistics/truncation.js';
import type { WindowRun } from '../window-run.js';
import { figuresOfClass, figuresOfRow, type RunRow } from './run-row.js';
import type { Measured } from './study.js';

/** What a row says of a run besides whose it is. */
export type RowOfRun = Omit<RunRow, 'cell' | 'replication' | 'seed' | 'failed'>;

/** What was where over time. */
export type SeriesOfRun = Required<Pick<RunRow, 'loads' | 'stays'>>;

/** Measures a run that is over. */
export function rowOfRun(
  run: WindowRun,
  { by, hasSamples, batches }: Pick<Measured, 'by' | 'hasSamples' | 'batches'>,
  series: SeriesOfRun | undefined,
): RowOfRun {
  const { processes, figurer } = run.summary;
  const classed = by.map((classing) => {
    const classes = Object.entries(classesOf(classing, processes.samples, figurer));
    const figures = classes.map(([name, own]) => [name, figuresOfClass(own)] as const);
    return [classing, Object.fromEntries(figures)] as const;
  });
  return {
    figures: figuresOfRow(run.figures()),
    ...(by.length > 0 && { by: Object.fromEntries(classed) }),
    ...(hasSamples && { slowdowns: logBins(run.summary.slowdowns()) }),
    ...(batches !== undefined && { batches: batchesOf(run.summary, batches) }),
    ...series,
  };
}

/** A pilot run says how its slowdowns settle, and nothing else. */
export function rowOfPilot(run: WindowRun): RowOfRun {
  const means = batchesOfFive(run.summary.slowdowns());
  return { pilot: Array.from(means, (value) => Number(value.toPrecision(6))) };
}

/** Means of the watched processes in the order of their arrival; the last few may be left over. */
function batchesOf(
  { processes, figurer }: WindowSummary,
  count: number,
): Readonly<Record<string, readonly number[]>> {
  const size = Math.floor(processes.samples.length / count);
  const batches = Array.from({ length: count }, (_, batch) =>
    figurer.ofProcesses(processes.samples.slice(batch * size, (batch + 1) * size)),
  );
  return Object.fromEntries(
    Object.entries(CLASS_MEASURES).map(([key, of]) => [key, batches.map(of)]),
  );
}
