import type { LoadsOverTime } from '../../metrics/load-series.js';
import type { StaysOverTime } from '../../metrics/stays.js';
import type { ProcessFigures } from '../../metrics/window-figures.js';
import type { WindowFigures } from '../../metrics/window-summary.js';
import type { LogBins } from '../log-bins.js';
import { CLASS_MEASURES, MEASURES } from '../measures.js';

/** By key of measure; null: not defined. */
export type RowFigures = Readonly<Record<string, number | null>>;

/** What came of one run of a study. */
export interface RunRow {
  /** The hash of all that its cell depends on. */
  readonly cell: string;
  /** From 0. */
  readonly replication: number;
  readonly seed: number;
  /** Undefined: the run failed. */
  readonly figures?: RowFigures;
  /** Why it failed. */
  readonly failed?: string;
  /** Figures of classes, by what they are told apart, then by class. */
  readonly by?: Readonly<Record<string, Readonly<Record<string, RowFigures>>>>;
  /** How many processes had which slowdown. */
  readonly slowdowns?: LogBins;
  /** Means of batches of the watched processes, by measure, where one long run is a cell. */
  readonly batches?: Readonly<Record<string, readonly number[]>>;
  /** How loaded the nodes were; of the first replication. */
  readonly loads?: LoadsOverTime;
  /** Which process was where; of the first replication. */
  readonly stays?: StaysOverTime;
  /** Of a pilot run: mean slowdowns of five processes each, in the order of their arrival. */
  readonly pilot?: readonly number[];
}

/** As it stands in a file, a line: the same run gives the same bytes. */
export function lineOfRow({ cell, replication, seed, figures, failed, ...more }: RunRow): string {
  const { by, slowdowns, batches, loads, stays, pilot } = more;
  const parts = { by, slowdowns, batches, loads, stays, pilot };
  return `${JSON.stringify({ cell, replication, seed, figures, failed, ...parts })}\n`;
}

export function figuresOfRow(run: WindowFigures): RowFigures {
  return Object.fromEntries(MEASURES.map(({ key, of }) => [key, known(of(run))]));
}

export function figuresOfClass(figures: ProcessFigures): RowFigures {
  return Object.fromEntries(
    Object.entries(CLASS_MEASURES).map(([key, of]) => [key, known(of(figures))]),
  );
}

function known(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
