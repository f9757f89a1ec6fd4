import { CellRuns } from '../../lab/study/cell-runs.js';
import { type CellState, stateOf } from '../../lab/study/progress.js';
import { seedOf } from '../../lab/study/read-study.js';
import type { CellSpec, Study } from '../../lab/study/study.js';
import {
  type CellTruncation,
  missingPilots,
  PILOTS,
  truncationsOf,
} from '../../lab/study/truncations.js';
import type { Window } from '../../metrics/window.js';
import { RunRows } from './run-rows.js';
import type { StudyFolder } from './study-folder.js';
import type { StudyRun } from './study-orders.js';

/** What must be known of a study to find its runs. */
export interface PlannedStudy
  extends Pick<Study, 'seed' | 'window' | 'isTruncated' | 'replications' | 'base'> {
  readonly cells: readonly (Pick<CellSpec, 'levels'> & { readonly hash: string })[];
}

/** A cell, and what is known of its runs. */
export interface CellInRun {
  /** What the rows of its runs are found by; undefined: its warm-up is not known yet. */
  readonly key: string | undefined;
  readonly window: Window;
  readonly runs: CellRuns;
  readonly state: CellState;
  readonly truncation: CellTruncation | undefined;
  readonly pilots: CellRuns | undefined;
}

/** The runs of a study as they stand in its folder at one moment. */
export class StudyRuns {
  readonly cells: readonly CellInRun[];
  readonly #study: PlannedStudy;
  readonly #rows: RunRows;
  readonly #pilotRows: RunRows | undefined;
  readonly #seeds = new Map<number, number>();

  /**
   * @param measures whose values are kept
   * @throws UserError when two lines of one run differ
   */
  constructor(study: PlannedStudy, measures: readonly string[], folders: readonly StudyFolder[]) {
    this.#study = study;
    const files = folders.flatMap(({ runFiles }) => runFiles);
    let truncations: readonly (CellTruncation | undefined)[] = [];
    let pilots: readonly CellRuns[] = [];
    if (study.isTruncated) {
      const keys = study.cells.map(pilotKey);
      const found = runsByKey(keys, [], PILOTS);
      this.#pilotRows = new RunRows(files, found);
      pilots = keys.map((key) => found.get(key)!);
      truncations = truncationsOf(study, pilots);
    }
    const keys = study.cells.map(({ hash }, cell) =>
      study.isTruncated ? truncations[cell] && `${hash}.${truncations[cell].cut}` : hash,
    );
    const found = runsByKey(keys, measures, study.replications.to);
    this.#rows = new RunRows(files, found);
    this.cells = keys.map((key, cell) => {
      const runs = (key && found.get(key)) || new CellRuns(measures);
      const truncation = truncations[cell];
      const state = stateOf(runs, study.replications);
      const window = windowOf(study.window, truncation);
      return { key, window, runs, state, truncation, pilots: pilots[cell] };
    });
  }

  /** The files that were read. */
  get files(): readonly string[] {
    return this.#rows.files;
  }

  /** How many are missing by what is known now: pilot runs, and those that count. */
  get missing(): number {
    const pilots = this.cells.reduce(
      (total, cell) => total + (cell.pilots ? missingPilots(cell.pilots).length : 0),
      0,
    );
    return this.cells.reduce((total, { state }) => total + state.missing.length, pilots);
  }

  /** Those of the missing that can be made now, in the order of replications: all cells go on. */
  *possible(): Iterable<StudyRun> {
    for (let replication = 0; replication < PILOTS; replication++) {
      for (const [cell, { pilots }] of this.cells.entries()) {
        if (pilots !== undefined && !pilots.has(replication)) yield this.#pilot(cell, replication);
      }
    }
    const runs = this.cells.flatMap(({ key, window, state }, cell) =>
      key === undefined
        ? []
        : state.missing.map((replication) => ({ cell, key, window, replication, isPilot: false })),
    );
    runs.sort((a, b) => a.replication - b.replication || a.cell - b.cell);
    for (const run of runs) yield { ...run, seed: this.#seedOf(run.replication) };
  }

  /** The runs that were made and count, in the order of replications. */
  *made(): Iterable<StudyRun> {
    const most = this.cells.reduce((greatest, { state }) => Math.max(greatest, state.wanted), 0);
    for (let replication = 0; replication < most; replication++) {
      for (const [cell, { key, window, runs, state }] of this.cells.entries()) {
        if (key === undefined || replication >= state.wanted || !runs.has(replication)) continue;
        yield { cell, key, window, replication, isPilot: false, seed: runs.seed(replication) };
      }
    }
  }

  /** The pilot runs, and those that count. */
  *all(): Iterable<StudyRun> {
    if (this.#pilotRows !== undefined) {
      for (let replication = 0; replication < PILOTS; replication++) {
        for (const cell of this.cells.keys()) {
          const run = this.#pilot(cell, replication);
          if (this.has(run)) yield run;
        }
      }
    }
    yield* this.made();
  }

  /** Whether a run was made. */
  has({ key, replication, isPilot }: StudyRun): boolean {
    return (isPilot ? this.#pilotRows : this.#rows)?.has(key, replication) ?? false;
  }

  /** The line of a run that was made: bytes that are good until the next call. */
  line({ key, replication, isPilot }: StudyRun): Buffer {
    return (isPilot ? this.#pilotRows! : this.#rows).line(key, replication);
  }

  /** Closes the files that were opened for lines. */
  close(): void {
    this.#pilotRows?.close();
    this.#rows.close();
  }

  #pilot(cell: number, replication: number): StudyRun {
    const { watch } = this.#study.window;
    const key = pilotKey(this.#study.cells[cell]!);
    const window = { warmUp: NOTHING, watch };
    return { cell, key, window, replication, isPilot: true, seed: this.#seedOf(replication) };
  }

  #seedOf(replication: number): number {
    const found = this.#seeds.get(replication) ?? seedOf(this.#study, replication);
    this.#seeds.set(replication, found);
    return found;
  }
}

const NOTHING = { kind: 'processes', count: 0 } as const;

function pilotKey({ hash }: PlannedStudy['cells'][number]): string {
  return `${hash}.pilot`;
}

function windowOf(window: Window, truncation: CellTruncation | undefined): Window {
  if (truncation === undefined) return window;
  return { ...window, warmUp: { kind: 'processes', count: truncation.cut } };
}

/** Cells that are the same have the same runs. */
function runsByKey(
  keys: readonly (string | undefined)[],
  measures: readonly string[],
  replications: number,
): ReadonlyMap<string, CellRuns> {
  const known = keys.filter((key) => key !== undefined);
  return new Map(known.map((key) => [key, new CellRuns(measures, replications)]));
}
