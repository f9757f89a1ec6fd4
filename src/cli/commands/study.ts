import { availableParallelism } from 'node:os';
import { counted } from '../../base/counted.js';
import { UserError } from '../../base/user-error.js';
import { levelTexts } from '../../lab/study/study.js';
import { TABLES } from '../../lab/study/tables/table.js';
import { missingPilots } from '../../lab/study/truncations.js';
import { complain, print, write } from '../output.js';
import { studyProgress } from '../running/study-progress.js';
import { description, resultsFolder, runsIn } from '../studies/describe-study.js';
import { makeRuns, ordersOf, prepare, writeTables } from '../studies/make-runs.js';
import {
  type OpenCell,
  type OpenStudy,
  openStudy,
  refuseWrongPolicies,
} from '../studies/open-study.js';
import { durationOf, secondsOfRound, secondsOfRuns, timeLeft } from '../studies/run-seconds.js';
import { type Shard, shardOf } from '../studies/shard.js';
import { StudyFolder } from '../studies/study-folder.js';
import { studyNotes } from '../studies/study-notes.js';
import { StudyPool } from '../studies/study-pool.js';
import type { StudyRuns } from '../studies/study-runs.js';
import { POLICY_SECONDS } from '../values.js';

export interface StudyOptions {
  /** The folder of its results; default: beside it, with its name. */
  readonly out?: string;
  readonly workers?: number;
  readonly shard?: Shard;
  /** Seconds that one run may take. */
  readonly runTimeout: number;
  /** Seconds after which no run begins. */
  readonly time?: number;
  /** Say what is missing, and run nothing. */
  readonly dry?: boolean;
  /** How many runs are repeated. */
  readonly runs?: number;
  readonly quiet?: boolean;
}

/** Says what a study would do, after opening everything that it needs. */
export async function checkStudy(file: string): Promise<number> {
  const open = openStudy(file);
  const { study, cells } = open;
  await refuseWrongPolicies(file, open, POLICY_SECONDS);
  const seconds = await secondsOfRound(open, POLICY_SECONDS);
  const { from, to } = study.replications;
  const most = counted(cells.length * to, 'run');
  const runs = from === to ? most : `${cells.length * from} to ${most}`;
  const pilots = study.isTruncated ? ' and pilot runs for the warm-up' : '';
  print(
    `${study.name}: ${counted(cells.length, 'cell')}, ${runs}${pilots}; ${study.metrics.join(', ')}\n`,
  );
  const sample = 'one sample: one run says nothing of how far off it is';
  const isOne = to === 1 && study.batches === undefined;
  for (const note of [...studyNotes(open), ...(isOne ? [sample] : [])]) print(`note  ${note}\n`);
  write(`${durationOf(study, seconds)}\n`);
  return 0;
}

/** Carries out what is missing of a study, or of a shard of it. */
export async function runStudy(file: string, options: StudyOptions): Promise<number> {
  const { quiet = false } = options;
  const open = openStudy(file);
  const folder = folderOf(file, options);
  if (options.dry) return dryRun(open, folder, poolOptions(options).workers);
  await refuseWrongPolicies(file, open, POLICY_SECONDS);
  const shard = options.shard ?? shardOf(process.env);
  if (prepare(open, folder) === 'changed') {
    write(
      `${file} has changed since ${folder.path} was made: cells that are not as they were are run\n`,
    );
  }
  const pool = poolOptions(options);
  const progress = studyProgress(pool.workers, quiet);
  await makeRuns(open, folder, { ...pool, shard, isOver: clock(options.time), progress });
  return finish(open, folder, {
    quiet,
    whoMakesRest:
      shard.count === 1
        ? 'study run goes on with them'
        : 'other shards make what is left; study merge puts their folders together',
  });
}

/** Puts the runs of several folders into the first one, and makes its tables. */
export function mergeStudies(paths: readonly string[], file: string): number {
  const open = openStudy(file);
  const [first, ...others] = paths.map((path) => new StudyFolder(path)) as [
    StudyFolder,
    ...StudyFolder[],
  ];
  const wanted = description(open);
  for (const folder of [first, ...others]) {
    if (folder.description !== wanted) throw noRuns(folder, file);
  }
  if (others.length > 0) takeOver(open, first, others);
  return finish(open, first, { quiet: false, whoMakesRest: 'study run makes what is missing' });
}

function noRuns({ path, description: found }: StudyFolder, file: string): UserError {
  return new UserError(
    found === undefined
      ? `there are no results in ${path}: name the folder that has those of ${file}`
      : `${path} has no runs of ${file} as it is now`,
  );
}

/** Repeats runs and compares their bytes. */
export async function verifyStudy(file: string, options: StudyOptions): Promise<number> {
  const open = openStudy(file);
  const { runs: count = 20 } = options;
  const folder = folderOf(file, options);
  const made = runsIn(open, [folder]);
  const there = [...made.made()];
  if (there.length === 0) throw noRuns(folder, file);
  const step = Math.max(1, there.length / count);
  const drawn = there.filter((_, index) => Math.floor(index % step) === 0).slice(0, count);
  let different = 0;
  const pool = new StudyPool(ordersOf(open), poolOptions(options));
  await pool.runAll(drawn, (done) => {
    const line = made.line(done).toString();
    if (line === done.line) return;
    different++;
    complain(`a run differs from its line:\n  ${line}  ${done.line}`.trimEnd());
  });
  await pool.close();
  print(
    `${drawn.length} runs repeated: ${different === 0 ? 'all the same' : `${different} differ`}\n`,
  );
  return different === 0 ? 0 : 1;
}

/** @returns 1 when something is missing */
async function dryRun(open: OpenStudy, folder: StudyFolder, workers: number): Promise<number> {
  const { missing, cells } = runsIn(open, [folder]);
  print(missing === 0 ? 'nothing is missing\n' : `missing: ${counted(missing, 'run')}\n`);
  if (missing === 0) return 0;
  const counts = cells.map(
    ({ state, pilots }) => state.missing.length + (pilots ? missingPilots(pilots).length : 0),
  );
  const seconds = await secondsOfRuns(open, counts, POLICY_SECONDS);
  write(`${timeLeft(open.study, seconds, workers)}\n`);
  return 1;
}

/** The runs of other folders are added to those of the first one. */
function takeOver(open: OpenStudy, first: StudyFolder, others: readonly StudyFolder[]): void {
  const all = runsIn(open, [first, ...others]);
  const own = runsIn(open, [first]);
  const output = first.addTo('merged');
  for (const run of all.all()) if (!own.has(run)) output.add(all.line(run).toString(), '');
  all.close();
  output.close();
}

function folderOf(file: string, { out }: StudyOptions): StudyFolder {
  return new StudyFolder(resultsFolder(file, out));
}

function poolOptions({ workers = availableParallelism(), runTimeout }: StudyOptions) {
  return { workers, limitSeconds: runTimeout };
}

/** Says whether so many seconds have passed since it was made. */
function clock(seconds = Number.POSITIVE_INFINITY): () => boolean {
  const started = performance.now();
  return () => performance.now() - started >= seconds * 1000;
}

/** Writes the tables and says which, what is missing and what has failed. @returns the exit code */
function finish(
  open: OpenStudy,
  folder: StudyFolder,
  { quiet, whoMakesRest }: { readonly quiet: boolean; readonly whoMakesRest: string },
): number {
  const { runs, tables } = writeTables(open, folder);
  if (!quiet) write(`${folder.path}: ${tables.map((name) => TABLES[name]).join(', ')}\n`);
  return tell(open, runs, whoMakesRest);
}

/** Says what is missing and what has failed. @returns the exit code */
function tell(
  { cells }: OpenStudy,
  { cells: inRun, missing }: StudyRuns,
  whoMakesRest: string,
): number {
  const first = inRun.findIndex(({ state }) => state.missing.length > 0);
  if (first >= 0) {
    const more = missing > 1 ? `, and ${missing - 1} more` : '';
    const [replication] = inRun[first]!.state.missing;
    complain(`missing: replication ${replication}${ofCell(cells[first]!)}${more}: ${whoMakesRest}`);
  }
  let failed = 0;
  for (const [cell, { runs, state }] of inRun.entries()) {
    for (let replication = 0; replication < state.wanted; replication++) {
      const why = runs.failure(replication);
      if (why === undefined || ++failed > 5) continue;
      complain(`failed: replication ${replication}${ofCell(cells[cell]!)}: ${why}`);
    }
  }
  return missing + failed === 0 ? 0 : 1;
}

/** " of rho 0.5, policy none"; of the only cell of a study nothing. */
function ofCell({ levels }: OpenCell): string {
  const said = levelTexts(levels).join(', ');
  return said === '' ? '' : ` of ${said}`;
}
