import type { CellStanding, StudyStanding } from '../../src/lab/report/standing.js';

/** A cell of which four of eight runs were made. */
export function cellStanding(changes: Partial<CellStanding> = {}): CellStanding {
  return {
    levels: [],
    made: 4,
    wanted: 8,
    expected: 8,
    most: 8,
    mean: 2,
    halfWidth: 0.25,
    part: Number.NaN,
    isReached: undefined,
    failed: 0,
    failure: undefined,
    runSeconds: 1,
    ...changes,
  };
}

export function studyStanding(
  cells: readonly CellStanding[],
  changes: Partial<StudyStanding> = {},
): StudyStanding {
  return {
    study: 'made up',
    factors: [],
    measure: 'meanSlowdown',
    precision: undefined,
    cells,
    ...changes,
  };
}
