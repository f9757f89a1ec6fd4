import { availableParallelism } from 'node:os';
import { UserError } from '../../base/user-error.js';
import { type CellState, stateOf } from '../../lab/study/progress.js';
import { seedOf } from '../../lab/study/read-study.js';
import { levelText } from '../../lab/study/study.js';
import { tablesOf } from '../../lab/study/tables.js';
import { theoryOf } from '../../lab/theory.js';
import { workloadWarnings } from '../../lab/workload-warnings.js';
import { openSession } from '../opening/open-session.js';
import { complain, print, write } from '../output.js';
import { RunsProgress } from '../running/progress.js';
import { type OpenStudy, openStudy } from '../studies/open-study.js';
import { type Shard, shardOf } from '../studies/shard.js';
import { type FoundRows, readRows, StudyFolder } from '../studies/study-folder.js';
import type { StudyOrders, StudyRun } from '../studies/study-orders.js';
import { runAll } from '../studies/study-pool.js';
import { POLICY_SECONDS } from '../values.js';
import { version } from '../version.js';

export interface StudyOptions {
  /** The folder of its results; default: beside it, with its name. */
  readonly out?: string;
  readonly workers?: number;
  readonly shard?: Shard;
  /** Seconds that one run may take. */
  readonly runTimeout: number;
  /** How many runs are repeated. */
  readonly runs?: number;
  readonly quiet?: boolean;
}

/** Says what a study would do, after opening everything that it needs. */
export async function checkStudy(file: string): Promise<number> {
  const open = openStudy(file);
  const { study, cells } = open;
  for (const { scenario } of cells) {
    await openSession(scenario, { measures: false, policyTimeout: POLICY_SECONDS });
  }
  const { from, to } = study.replications;
  const runs =
    from === to ? `${cells.length * to}` : `${cells.length * from} to ${cells.length * to}`;
  print(`${study.name}: ${cells.length} cells, ${runs} runs; ${study.metrics.join(', ')}\n`);
  const notes = new Set(cells.flatMap(({ scenario }) => workloadWarnings(scenario)));
  if (study.replications.to === 1)
    notes.add('one sample: one run says nothing of how far off it is');
  for (const note of notes) print(`note  ${note}\n`);
  return 0;
}

/** Carries out what is missing of a study, or of a shard of it. */
export async function runStudy(file: string, options: StudyOptions): Promise<number> {
  const { quiet = false, workers = availableParallelism(), runTimeout } = options;
  const open = openStudy(file);
  const shard = options.shard ?? shardOf(process.env);
  const folder = folderOf(file, options);
  folder.create();
  describe(open, folder, file);
  const orders = ordersOf(open);
  const output = folder.open(shard.count === 1 ? 'all' : `${shard.index}-of-${shard.count}`);
  for (;;) {
    const states = statesOf(open, readRows([folder]));
    const runs = missingOf(open, states).filter(
      ({ cell, replication }) =>
        (cell + replication * open.cells.length) % shard.count === shard.index - 1,
    );
    if (runs.length === 0) break;
    const progress = new RunsProgress(runs.length, !quiet);
    await runAll(orders, runs, { workers, limitSeconds: runTimeout }, (done) => {
      const { hash } = open.cells[done.cell]!;
      output.add(done.line, `${hash},${done.replication},${done.seconds.toFixed(6)}\n`);
      progress.step();
    });
    progress.clear();
  }
  output.close();
  return finish(open, folder, quiet);
}

/** Puts the runs of several folders into the first one, and makes its tables. */
export function mergeStudies(paths: readonly string[], file: string): number {
  const open = openStudy(file);
  const folders = paths.map((path) => new StudyFolder(path));
  const [first] = folders as [StudyFolder];
  const wanted = description(open);
  for (const folder of folders) {
    if (folder.description === wanted) continue;
    throw new UserError(`${folder.path} has no runs of ${file} as it is now`);
  }
  const rows = readRows(folders);
  first.gather(linesOf(open, rows));
  return finish(open, first, false);
}

/** Repeats runs and compares their bytes. */
export async function verifyStudy(file: string, options: StudyOptions): Promise<number> {
  const open = openStudy(file);
  const { runs: count = 20, workers = availableParallelism(), runTimeout } = options;
  const rows = readRows([folderOf(file, options)]);
  const there = open.cells.flatMap(({ hash }, cell) =>
    [...(rows.get(hash)?.keys() ?? [])].map((replication) => ({ cell, replication })),
  );
  const step = Math.max(1, there.length / count);
  const drawn = there.filter((_, index) => Math.floor(index % step) === 0).slice(0, count);
  const runs = drawn.map((run) => ({ ...run, seed: seedOf(open.study, run.replication) }));
  let different = 0;
  await runAll(ordersOf(open), runs, { workers, limitSeconds: runTimeout }, (done) => {
    const { line } = rows.get(open.cells[done.cell]!.hash)!.get(done.replication)!;
    if (line === done.line) return;
    different++;
    complain(`a run differs from its line:\n  ${line}  ${done.line}`.trimEnd());
  });
  print(
    `${runs.length} runs repeated: ${different === 0 ? 'all the same' : `${different} differ`}\n`,
  );
  return different === 0 ? 0 : 1;
}

function folderOf(file: string, { out }: StudyOptions): StudyFolder {
  return new StudyFolder(out ?? `${file.replace(/(\.study)?\.ya?ml$/, '')}.results`);
}

function ordersOf({ study, cells }: OpenStudy): StudyOrders {
  const { window, slowdown } = study;
  // A thread cannot interrupt itself: the pool gives it up.
  const measuring = { window, slowdown, policyTimeout: Number.POSITIVE_INFINITY };
  return { cells: cells.map(({ hash, scenario }) => ({ hash, scenario })), measuring };
}

function statesOf({ study, cells }: OpenStudy, rows: FoundRows): readonly CellState[] {
  return cells.map(({ hash }) => {
    const found = [...(rows.get(hash) ?? [])].map(([key, { row }]) => [key, row] as const);
    return stateOf(new Map(found), study.replications);
  });
}

/** In the order of replications: a round goes through all cells. */
function missingOf({ study }: OpenStudy, states: readonly CellState[]): readonly StudyRun[] {
  return states
    .flatMap(({ missing }, cell) =>
      missing.map((replication) => ({ cell, replication, seed: seedOf(study, replication) })),
    )
    .sort((a, b) => a.replication - b.replication || a.cell - b.cell);
}

/** What was run, as far as it is known before the first run: the same however it is run. */
function description({ study, cells, files }: OpenStudy): string {
  const { name, scenario, seed, replications, metrics, window, slowdown, base, factors } = study;
  const document = {
    study: name,
    scenario,
    ...{ version: version(), node: process.version, seed, files, factors },
    ...{ window, slowdown, metrics, replications, compare: base },
    notes: [...new Set(cells.flatMap(({ scenario: of }) => workloadWarnings(of)))],
    cells: cells.map(({ hash, levels, settings, scenario: of }) => ({
      ...{ hash, levels, settings, theory: theoryOf(of) },
    })),
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

/** A folder may hold an earlier form of the study: the runs of cells that are as they were count. */
function describe(open: OpenStudy, folder: StudyFolder, file: string): void {
  const text = description(open);
  const before = folder.description;
  if (before === text) return;
  if (before !== undefined) {
    write(
      `${file} has changed since ${folder.path} was made: cells that are not as they were are run\n`,
    );
  }
  folder.write({ 'study.json': text });
}

/** The lines of the runs that count, in order. */
function linesOf(open: OpenStudy, rows: FoundRows): readonly string[] {
  return statesOf(open, rows).flatMap(({ rows: counted }, cell) =>
    counted.map(({ replication }) => rows.get(open.cells[cell]!.hash)!.get(replication)!.line),
  );
}

/** Writes the tables; the exit code says whether all is there. */
function finish(open: OpenStudy, folder: StudyFolder, quiet: boolean): number {
  const { study, cells } = open;
  const rows = readRows([folder]);
  const states = statesOf(open, rows);
  const missing = missingOf(open, states);
  const resultCells = cells.map(({ hash, levels }, cell) => ({
    hash,
    levels,
    state: states[cell]!,
  }));
  const tables = tablesOf({ study, cells: resultCells });
  folder.write({ ...tables, 'timing.csv': folder.timings() });
  if (missing.length === 0) folder.gather(linesOf(open, rows));
  const failed = states.flatMap(({ rows: of }) => of).filter((row) => row.failed !== undefined);
  if (!quiet) write(`${folder.path}: ${Object.keys(tables).join(', ')}\n`);
  const [first] = missing;
  if (first !== undefined) {
    const { levels } = cells[first.cell]!;
    const where = Object.entries(levels).map(([name, level]) => `${name} ${levelText(level)}`);
    const more = missing.length > 1 ? `, and ${missing.length - 1} more` : '';
    complain(`missing: replication ${first.replication} of ${where.join(', ')}${more}`);
  }
  for (const { cell, replication, failed: why } of failed.slice(0, 5)) {
    complain(`failed: replication ${replication} of cell ${cell}: ${why}`);
  }
  return missing.length + failed.length === 0 ? 0 : 1;
}
