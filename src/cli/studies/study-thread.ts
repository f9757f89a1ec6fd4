import { parentPort, workerData } from 'node:worker_threads';
import { figuresOfRow, lineOfRow } from '../../lab/study/run-row.js';
import { sentenceOf } from '../failure.js';
import { measureAtOnce } from '../running/replications.js';
import type { StudyOrders, StudyRun, StudyRunDone } from './study-orders.js';

const { cells, measuring } = workerData as StudyOrders;

// Each run loads its policy, and one of the user's listens to the end of the program.
process.setMaxListeners(0);

parentPort!.on('message', async (run: StudyRun) => parentPort!.postMessage(await done(run)));

async function done(run: StudyRun): Promise<StudyRunDone> {
  const started = performance.now();
  const { hash, scenario } = cells[run.cell]!;
  const { replication, seed } = run;
  const key = { cell: hash, replication, seed };
  let failed: string | undefined;
  let line: string;
  try {
    const figures = await measureAtOnce({ ...scenario, seed }, measuring);
    line = lineOfRow({ ...key, figures: figuresOfRow(figures) });
  } catch (error) {
    failed = sentenceOf(error);
    line = lineOfRow({ ...key, failed });
  }
  return { ...run, line, failed, seconds: (performance.now() - started) / 1000 };
}
