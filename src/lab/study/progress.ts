import { studentInterval } from '../statistics/interval.js';
import type { CellRuns } from './cell-runs.js';
import type { Replications } from './study.js';

/** What is known of the runs of a cell. */
export interface RunsOfCell {
  readonly runs: CellRuns;
  readonly state: CellState;
}

/** How far a cell has come. */
export interface CellState {
  /** How many runs are wanted by what is known now: those that count have lower numbers. */
  readonly wanted: number;
  /** The replications that are wanted and not there. */
  readonly missing: readonly number[];
  /** Whether the precision that was asked for is reached; undefined: none was. */
  readonly isReached: boolean | undefined;
}

/**
 * Decides on complete rounds only, so that neither the number of workers nor their speed changes
 * the result.
 */
export function stateOf(runs: CellRuns, { from, to, by, until }: Replications): CellState {
  const missing: number[] = [];
  const values: number[] = [];
  for (let done = 0, wanted = from; ; done = wanted, wanted = Math.min(to, wanted + by)) {
    for (let replication = done; replication < wanted; replication++) {
      if (!runs.has(replication)) missing.push(replication);
      else if (until !== undefined) values.push(runs.value(until.measure, replication));
    }
    if (missing.length > 0) return { wanted, missing, isReached: until && false };
    const isReached = until && isPrecise(values.filter(Number.isFinite), until.part);
    if (isReached !== false || wanted === to) return { wanted, missing, isReached };
  }
}

function isPrecise(values: readonly number[], part: number): boolean {
  if (values.length < 2) return false;
  const { mean, halfWidth } = studentInterval(values);
  return halfWidth <= part * Math.abs(mean);
}

/** The values of a measure in the replications that count and have one, in their order. */
export function valuesOf(cell: RunsOfCell, measure: string): readonly number[] {
  return allValuesOf(cell, measure).filter(Number.isFinite);
}

/** The same with NaN for those that have none, so that cells can be compared. */
export function allValuesOf({ runs, state }: RunsOfCell, measure: string): readonly number[] {
  const batches = runs.batches(measure);
  if (batches !== undefined) return batches;
  const values: number[] = [];
  for (let replication = 0; replication < state.wanted; replication++) {
    values.push(runs.value(measure, replication));
  }
  return values;
}

/** How many of the runs that count have failed. */
export function failuresOf({ runs, state }: RunsOfCell): number {
  let failed = 0;
  for (let replication = 0; replication < state.wanted; replication++) {
    if (runs.failure(replication) !== undefined) failed++;
  }
  return failed;
}
