import { TABLES, type TableName } from '../../lab/study/tables/table.js';
import type { StudyProgress } from '../running/study-progress.js';
import { description, runsIn } from './describe-study.js';
import type { OpenStudy } from './open-study.js';
import { notOvertaken, Overtaken } from './overtaken.js';
import type { Shard } from './shard.js';
import type { StudyFolder } from './study-folder.js';
import type { StudyOrders, StudyRunDone } from './study-orders.js';
import { type PoolOptions, StudyPool } from './study-pool.js';
import type { StudyRuns } from './study-runs.js';
import { csvLinesOf, tablesOf } from './study-tables.js';

/** How the runs of a study are made. */
export interface Making extends PoolOptions {
  /** Which of them. */
  readonly shard: Shard;
  /** Asked before each run: whether none begins any more. */
  readonly isOver: () => boolean;
  readonly progress: StudyProgress;
}

/**
 * Makes a folder, and says in it what is run. It may hold an earlier form of the study: the runs of cells that are as
 * they were count.
 */
export function prepare(open: OpenStudy, folder: StudyFolder): 'new' | 'same' | 'changed' {
  folder.create();
  const text = description(open);
  const before = folder.description;
  if (before === text) return 'same';
  folder.write({ 'study.json': [text] });
  return before === undefined ? 'new' : 'changed';
}

/** Makes the runs that are missing in a folder, round after round. */
export async function makeRuns(
  open: OpenStudy,
  folder: StudyFolder,
  { shard, isOver, progress, ...options }: Making,
): Promise<void> {
  const output = folder.addTo(shard.count === 1 ? 'run' : `${shard.index}-of-${shard.count}`);
  const pool = new StudyPool(ordersOf(open), options);
  try {
    while (!isOver()) {
      const found = notOvertaken(() => runsIn(open, [folder]));
      const runs = [...found.possible()].filter(
        ({ cell, replication }) =>
          (cell + replication * open.cells.length) % shard.count === shard.index - 1,
      );
      if (runs.length === 0) break;
      progress.more(runs.length);
      const keep = ({ key, replication, seconds, line, failed }: StudyRunDone) => {
        output.add(line, `${key},${replication},${seconds.toFixed(6)}\n`);
        progress.step(failed !== undefined);
      };
      await pool.runAll(runs, keep, isOver);
    }
  } finally {
    progress.end();
    output.close();
    await pool.close();
  }
}

/** What the threads are told. */
export function ordersOf({ study, cells }: OpenStudy): StudyOrders {
  return { scenarios: cells.map(({ scenario }) => scenario), study };
}

/** The runs that there are, and which tables were made of them. */
export interface Tabled {
  readonly runs: StudyRuns;
  readonly tables: readonly TableName[];
}

/**
 * Writes the tables; when all runs are there, they become one file. Another process may do so at the
 * same time: whoever saw less looks again, so that the last tables are those of all runs.
 */
export function writeTables(open: OpenStudy, folder: StudyFolder): Tabled {
  return notOvertaken(() => {
    const before = folder.gathered;
    const runs = runsIn(open, [folder]);
    const tables = tablesOf(open, runs);
    const texts = [...tables].map(([name, table]) => [TABLES[name], csvLinesOf(table)] as const);
    const timings = ['cell,replication,seconds', ...folder.timings];
    const timing = timings.map((line) => `${line}\n`);
    folder.write({ ...Object.fromEntries(texts), 'timing.csv': timing });
    const names = Object.keys(TABLES) as TableName[];
    folder.remove(names.filter((name) => !tables.has(name)).map((name) => TABLES[name]));
    if (runs.missing === 0) folder.gather(linesOf(runs), runs.files);
    else if (folder.gathered !== before) throw new Overtaken(folder.path);
    return { runs, tables: [...tables.keys()] };
  });
}

function* linesOf(runs: StudyRuns): Iterable<Buffer> {
  for (const run of runs.all()) yield runs.line(run);
  runs.close();
}
