import { availableParallelism } from 'node:os';
import { UserError } from '../base/user-error.js';
import { resultsFolder } from '../cli/studies/describe-study.js';
import { makeRuns, prepare, writeTables } from '../cli/studies/make-runs.js';
import { openStudy, refuseWrongPolicies } from '../cli/studies/open-study.js';
import { StudyFolder } from '../cli/studies/study-folder.js';
import { summariesOf } from '../cli/studies/study-tables.js';
import { failuresOf } from '../lab/study/progress.js';
import type { Table } from '../lab/study/tables/table.js';

export interface StudyOptions {
  /** The folder of its results; default: beside the file, with its name. */
  readonly out?: string;
  /** Threads; default: as many as there are cores. */
  readonly workers?: number;
  /** Seconds of the wall clock after which a run has failed; default: 600. */
  readonly runTimeout?: number;
  /** Told after each run. */
  readonly told?: (progress: StudyProgress) => void;
}

/** How far a study has come, of the runs that were missing as far as it is known now. */
export interface StudyProgress {
  readonly done: number;
  readonly runs: number;
  readonly failed: number;
}

/** A row of a table by the names of its columns: null where there is no number. */
export type StudyRow = Readonly<Record<string, string | number | null>>;

/** What has come of a study: the tables of its cells, which stand in the folder as CSV. */
export interface StudyResults {
  readonly folder: string;
  /** Runs that failed, of all that count. */
  readonly failed: number;
  readonly cells: readonly StudyRow[];
  readonly contrasts: readonly StudyRow[];
  readonly gains: readonly StudyRow[];
  readonly classes: readonly StudyRow[];
}

/**
 * Carries out what is missing of a study, as `mtop-sim study run` does, and in the same bytes.
 * @param file a study file
 * @throws UserError when something is not as it must be; a run that fails is a row with its reason
 */
export async function study(file: string, options: StudyOptions = {}): Promise<StudyResults> {
  const { out, workers = availableParallelism(), runTimeout = 600, told } = options;
  if (!(Number.isInteger(workers) && workers >= 1)) {
    throw new UserError(`workers: must be a whole number from 1 on, got ${workers}`);
  }
  if (!(runTimeout > 0)) throw new UserError(`runTimeout: must be above 0, got ${runTimeout}`);
  const open = openStudy(file);
  await refuseWrongPolicies(file, open, Number.POSITIVE_INFINITY);
  const folder = new StudyFolder(resultsFolder(file, out));
  prepare(open, folder);
  await makeRuns(open, folder, {
    ...{ workers, limitSeconds: runTimeout, shard: { index: 1, count: 1 }, isOver: () => false },
    progress: new Telling(told),
  });
  const { runs } = writeTables(open, folder);
  const { cells, contrasts, gains = [], classes = [] } = summariesOf(open, runs);
  return {
    folder: folder.path,
    failed: runs.cells.reduce((total, cell) => total + failuresOf(cell), 0),
    ...{ cells: rowsOf(cells), contrasts: rowsOf(contrasts) },
    ...{ gains: rowsOf(gains), classes: rowsOf(classes) },
  };
}

function rowsOf(table: Table): readonly StudyRow[] {
  const [names = [], ...rows] = table;
  return rows.map((row) =>
    Object.fromEntries(names.map((name, index) => [name, row[index] === '' ? null : row[index]!])),
  );
}

/** Tells the one who has started a study how far it is. */
class Telling {
  readonly #told: StudyOptions['told'];
  #done = 0;
  #runs = 0;
  #failed = 0;

  constructor(told: StudyOptions['told']) {
    this.#told = told;
  }

  more(runs: number): void {
    this.#runs += runs;
  }

  step(hasFailed: boolean): void {
    this.#done++;
    if (hasFailed) this.#failed++;
    this.#told?.({ done: this.#done, runs: this.#runs, failed: this.#failed });
  }

  end(): void {}
}
