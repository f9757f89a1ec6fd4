import { setImmediate as turn } from 'node:timers/promises';
import { parentPort, workerData } from 'node:worker_threads';
import { type RowOfRun, rowOfPilot, rowOfRun } from '../../lab/study/measured-row.js';
import { lineOfRow } from '../../lab/study/run-row.js';
import { failureOf, sentenceOf } from '../failure.js';
import { measureAtOnce } from '../running/replications.js';
import type { StudyOrders, StudyRun, StudyRunDone } from './study-orders.js';

const { scenarios, study } = workerData as StudyOrders;

// Each run loads its policy, and one of the user's listens to the end of the program.
process.setMaxListeners(0);

// The pool is told whose fault it is, and counts the run as failed.
process.on('uncaughtException', (error) => {
  throw new Error(failureOf(error).message);
});

parentPort!.on('message', async (run: StudyRun) => {
  const row = await done(run);
  // A promise that was rejected meanwhile, and for which nobody waits, is noticed before.
  await turn();
  parentPort!.postMessage(row);
});

async function done(run: StudyRun): Promise<StudyRunDone> {
  const started = performance.now();
  const { key: cell, replication, seed } = run;
  let failed: string | undefined;
  let row: RowOfRun = {};
  try {
    row = await measured(run);
  } catch (error) {
    failed = sentenceOf(error);
  }
  const line = lineOfRow({ cell, replication, seed, ...row, ...(failed && { failed }) });
  return { ...run, line, failed, seconds: (performance.now() - started) / 1000 };
}

async function measured({ cell, seed, window, isPilot, replication }: StudyRun): Promise<RowOfRun> {
  const { slowdown, seriesSeconds } = study;
  // A thread cannot interrupt itself: the pool gives it up.
  const measuring = { window, slowdown, policyTimeout: Number.POSITIVE_INFINITY };
  const interval = replication === 0 && !isPilot ? seriesSeconds : undefined;
  const { run, series } = await measureAtOnce({ ...scenarios[cell]!, seed }, measuring, interval);
  return isPilot ? rowOfPilot(run) : rowOfRun(run, study, series);
}
