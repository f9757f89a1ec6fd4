import { readlinkSync } from 'node:fs';
import { getPriority, setPriority } from 'node:os';
import { parentPort, workerData } from 'node:worker_threads';
import { createOneComputer } from '../../session/one-computer.js';
import { sentenceOf } from '../failure.js';
import type { MadeOf } from '../opening/open-recording.js';
import { openSession } from '../opening/open-session.js';
import { compareFutures } from './future-comparison.js';
import type { FutureReport, FutureTask } from './future-orders.js';
import { runFuture } from './future-run.js';
import { runSlowdowns } from './slowdowns-run.js';

/** So much nicer than the screen; 19 is the nicest there is. */
const LOWER_PRIORITY = 4;
const LOWEST_PRIORITY = 19;

/** Futures of a run, one after the other, in a thread of their own. */
const made = workerData as MadeOf;
giveWay();
const begun = openFresh();
parentPort!.on('message', async (task: FutureTask) => {
  try {
    const session = await begun;
    if (task.what === 'run') runFuture(session, task, tell);
    else if (task.what === 'slowdowns') {
      const isCourse = task.course !== undefined;
      const run = isCourse ? session : createOneComputer(made.scenario);
      tell({ view: { slowdowns: runSlowdowns(run, task) }, isDone: true });
    } else compareFutures([session, await openFresh()], task, tell);
  } catch (error) {
    const problem = sentenceOf(error);
    tell({ view: { part: 0, curve: [], figures: undefined, problem }, isDone: true });
  }
});

function openFresh() {
  const { scenario, host, policyTimeout } = made;
  return openSession(scenario, { measures: true, policyTimeout, host });
}

function tell(report: FutureReport): void {
  parentPort!.postMessage(report);
}

/** The screen goes first. On Linux a thread has a priority of its own; elsewhere nothing is done. */
function giveWay(): void {
  try {
    const thread = Number(readlinkSync('/proc/thread-self').split('/').at(-1));
    setPriority(thread, Math.min(LOWEST_PRIORITY, getPriority() + LOWER_PRIORITY));
  } catch {
    // It runs as it would.
  }
}
