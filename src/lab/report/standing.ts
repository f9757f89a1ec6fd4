import { studentInterval } from '../statistics/interval.js';
import type { CellRuns } from '../study/cell-runs.js';
import { failuresOf, type RunsOfCell, stateOf, valuesOf } from '../study/progress.js';
import { levelLabel, type Precision, type Replications } from '../study/study.js';
import { missingPilots, PILOTS } from '../study/truncations.js';
import { shortName, variedFactors } from './cell-names.js';
import type { DocumentCell, StudyDocument } from './study-results.js';

/** How far a study has come, at one moment. */
export interface StudyStanding {
  readonly study: string;
  /** What the levels of a cell are of; names of their own. */
  readonly factors: readonly string[];
  /** Whose means are told: the first metric. */
  readonly measure: string;
  /** What decides whether a cell goes on; undefined: nothing does. */
  readonly precision: Precision | undefined;
  readonly cells: readonly CellStanding[];
}

/** How far a cell has come. Pilot runs count as runs. */
export interface CellStanding {
  /** In words, one of each factor. */
  readonly levels: readonly string[];
  /** How many of the wanted runs were made, and how many are wanted by what is known now. */
  readonly made: number;
  readonly wanted: number;
  /** How many it will probably be: a half-width shrinks with the root of the runs. */
  readonly expected: number;
  readonly most: number;
  /** Of the runs made so far; NaN: not known yet. */
  readonly mean: number;
  readonly halfWidth: number;
  /** Half-width over mean of the measure that decides; NaN: not known, or none does. */
  readonly part: number;
  /** Whether that is as small as it should be; undefined: none decides. */
  readonly isReached: boolean | undefined;
  readonly failed: number;
  /** Why the first of them failed; undefined: none did. */
  readonly failure: string | undefined;
  /** Mean time of a run by the wall clock; NaN: none was made. */
  readonly runSeconds: number;
}

/** What is known of the runs of a cell. */
export interface WatchedCell {
  readonly runs: CellRuns;
  /** Undefined: the warm-up is known without any. */
  readonly pilots: CellRuns | undefined;
  readonly runSeconds: number;
}

/** @param cells in the order of the document */
export function standingOf(document: StudyDocument, cells: readonly WatchedCell[]): StudyStanding {
  const { study, metrics, replications } = document;
  const [measure = ''] = metrics;
  const varied = variedFactors(document);
  return {
    study,
    factors: namesOf(varied),
    measure,
    precision: replications.until,
    cells: cells.map((cell, place) => {
      const { levels } = document.cells[place]!;
      return cellStanding(cell, { levels, varied, measure, replications });
    }),
  };
}

/** Whether nothing is missing of it. */
export function isComplete({ cells }: StudyStanding): boolean {
  return cells.every(({ made, wanted }) => made === wanted);
}

interface Plan extends Pick<DocumentCell, 'levels'> {
  readonly varied: readonly string[];
  readonly measure: string;
  readonly replications: Replications;
}

function cellStanding(
  { runs, pilots, runSeconds }: WatchedCell,
  { levels, varied, measure, replications }: Plan,
): CellStanding {
  const { until, to } = replications;
  const state = stateOf(runs, replications);
  const cell = { runs, state };
  const { mean, halfWidth } = studentInterval(valuesOf(cell, measure));
  const part = until === undefined ? Number.NaN : partOf(cell, until.measure);
  const more = pilots === undefined ? 0 : PILOTS;
  const pilotsMade = pilots === undefined ? 0 : PILOTS - missingPilots(pilots).length;
  const runsMade = state.wanted - state.missing.length;
  const { isReached } = state;
  return {
    levels: varied.map((name) => levelLabel(levels[name])),
    made: runsMade + pilotsMade,
    wanted: state.wanted + more,
    expected: more + expectedRuns({ ...state, part, runsMade }, replications),
    most: to + more,
    ...{ mean, halfWidth, part, isReached, runSeconds },
    failed: failuresOf(cell),
    failure: firstFailure(cell),
  };
}

function firstFailure({ runs, state }: RunsOfCell): string | undefined {
  for (let replication = 0; replication < state.wanted; replication++) {
    const why = runs.failure(replication);
    if (why !== undefined) return why;
  }
  return undefined;
}

function partOf(cell: RunsOfCell, measure: string): number {
  const { mean, halfWidth } = studentInterval(valuesOf(cell, measure));
  return mean === 0 && halfWidth === 0 ? 0 : halfWidth / Math.abs(mean);
}

/** In whole rounds: as many times more runs as the half-width is too wide, squared. */
function expectedRuns(
  known: {
    readonly wanted: number;
    readonly isReached: boolean | undefined;
    readonly part: number;
    readonly runsMade: number;
  },
  { from, to, by, until }: Replications,
): number {
  const { wanted, isReached, part, runsMade } = known;
  if (until === undefined || isReached !== false || !Number.isFinite(part)) return wanted;
  const needed = runsMade * (part / until.part) ** 2;
  const rounds = Math.max(0, Math.ceil((needed - from) / by));
  return Math.max(wanted, Math.min(to, from + rounds * by));
}

/** The last words of their paths, where these tell them apart. */
function namesOf(factors: readonly string[]): readonly string[] {
  const short = factors.map(shortName);
  return new Set(short).size === short.length ? short : factors;
}
