import type { Theory } from '../../theory.js';
import type { CellRuns } from '../cell-runs.js';
import type { CsvRow } from '../csv.js';
import type { CellState } from '../progress.js';
import { type Level, levelText, type Study } from '../study.js';
import type { CellTruncation } from '../truncations.js';

/** What the tables of a study are made of. */
export interface Results {
  readonly study: Pick<Study, 'factors' | 'metrics' | 'replications' | 'base' | 'by' | 'bounds'>;
  readonly cells: readonly ResultCell[];
}

export interface ResultCell {
  readonly hash: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly runs: CellRuns;
  readonly state: CellState;
  /** What MSER-5 has left out; undefined: it was not asked, or cannot say yet. */
  readonly truncation: CellTruncation | undefined;
  /** What part of a mean of waiting the empty start may take. */
  readonly startBias?: number;
  /** Undefined: theory has no exact figure for it. */
  readonly theory?: Theory | undefined;
}

/** The tables of a study and the names of their files; those that it need not have may be missing. */
export const TABLES = {
  runs: 'runs.csv',
  cells: 'cells.csv',
  contrasts: 'contrasts.csv',
  gains: 'gains.csv',
  classes: 'by.csv',
  slowdowns: 'samples/slowdown.csv',
  loads: 'series/loads.csv',
  stays: 'series/stays.csv',
  pilots: 'series/pilot.csv',
} as const;
export type TableName = keyof typeof TABLES;

/** Tidy: a row an observation, a column a factor; the first row has the names of the columns. */
export type Table = Iterable<CsvRow>;

/** The columns that say which cell a row is of. */
export function cellColumns({ study }: Results): readonly string[] {
  return ['cell', ...Object.keys(study.factors)];
}

export function ofCell({ hash, levels }: ResultCell): readonly string[] {
  return [hash, ...Object.values(levels).map(levelText)];
}

/** Finds the cells that have some levels of their own and are otherwise like another one. */
export class CellFinder {
  readonly #cells: ReadonlyMap<string, ResultCell>;

  constructor(cells: readonly ResultCell[]) {
    this.#cells = new Map(cells.map((cell) => [keyOf(cell.levels), cell]));
  }

  /** Undefined: there is none, since `except` leaves it out. */
  like(cell: ResultCell, levels: ResultCell['levels']): ResultCell | undefined {
    return this.#cells.get(keyOf({ ...cell.levels, ...levels }));
  }
}

/** Empty where there is no number. */
export function known(value: number): number | string {
  return Number.isFinite(value) ? value : '';
}

function keyOf(levels: ResultCell['levels']): string {
  return JSON.stringify(Object.values(levels).map(levelText));
}
