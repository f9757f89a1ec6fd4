import { studentInterval } from '../statistics/interval.js';
import type { RunRow } from './run-row.js';
import type { Replications } from './study.js';

/** How far a cell has come. */
export interface CellState {
  /** How many runs are wanted by what is known now. */
  readonly wanted: number;
  /** The runs that count: the complete rounds, in the order of replications. */
  readonly rows: readonly RunRow[];
  /** The replications that are wanted and not there. */
  readonly missing: readonly number[];
  /** Whether the precision that was asked for is reached; undefined: none was. */
  readonly isReached: boolean | undefined;
}

/**
 * Decides on complete rounds only, so that neither the number of workers nor their speed changes
 * the result.
 * @param rows by replication
 */
export function stateOf(
  rows: ReadonlyMap<number, RunRow>,
  { from, to, by, until }: Replications,
): CellState {
  for (let wanted = from; ; wanted = Math.min(to, wanted + by)) {
    const missing = Array.from({ length: wanted }, (_, index) => index).filter(
      (replication) => !rows.has(replication),
    );
    const there = Array.from({ length: wanted }, (_, index) => rows.get(index)).filter(
      (row) => row !== undefined,
    );
    if (missing.length > 0) return { wanted, rows: there, missing, isReached: until && false };
    const isReached = until && isPrecise(there, until.measure, until.part);
    if (isReached !== false || wanted === to) return { wanted, rows: there, missing, isReached };
  }
}

function isPrecise(rows: readonly RunRow[], measure: string, part: number): boolean {
  const values = valuesOf(rows, measure);
  if (values.length < 2) return false;
  const { mean, halfWidth } = studentInterval(values);
  return halfWidth <= part * Math.abs(mean);
}

/** Of the runs in which the measure is defined. */
export function valuesOf(rows: readonly RunRow[], measure: string): readonly number[] {
  return rows.map(({ figures }) => figures?.[measure]).filter((value) => typeof value === 'number');
}
