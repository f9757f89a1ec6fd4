import { Worker } from 'node:worker_threads';
import { formatRoughly } from '../../base/units.js';
import { lineOfRow } from '../../lab/study/run-row.js';
import type { StudyOrders, StudyRun, StudyRunDone } from './study-orders.js';

/** How runs are carried out. */
export interface PoolOptions {
  readonly workers: number;
  /** Seconds of the wall clock that a run may take; one that takes longer has failed. */
  readonly limitSeconds: number;
}

/** Carries out runs in threads, each with one run at a time. */
export async function runAll(
  orders: StudyOrders,
  runs: readonly StudyRun[],
  { workers, limitSeconds }: PoolOptions,
  told: (done: StudyRunDone) => void,
): Promise<void> {
  const waiting = [...runs].reverse();
  const threads = Array.from({ length: Math.min(workers, runs.length) }, async () => {
    let worker: Worker | undefined;
    for (let run = waiting.pop(); run !== undefined; run = waiting.pop()) {
      worker ??= new Worker(new URL('./study-thread.js', import.meta.url), { workerData: orders });
      const done = await doneOrFailed(worker, orders, run, limitSeconds);
      if (done.isThreadGone) worker = undefined;
      told(done.done);
    }
    await worker?.terminate();
  });
  await Promise.all(threads);
}

/** A thread that is too slow or fails is given up with its run. */
function doneOrFailed(
  worker: Worker,
  { cells }: StudyOrders,
  run: StudyRun,
  limitSeconds: number,
): Promise<{ readonly done: StudyRunDone; readonly isThreadGone: boolean }> {
  return new Promise((resolve) => {
    const fail = (failed: string) => {
      settle();
      void worker.terminate();
      const { replication, seed } = run;
      const line = lineOfRow({ cell: cells[run.cell]!.hash, replication, seed, failed });
      resolve({ done: { ...run, line, failed, seconds: Number.NaN }, isThreadGone: true });
    };
    const limit = setTimeout(
      () => fail(`it took longer than ${formatRoughly(limitSeconds)} (--run-timeout)`),
      Math.min(limitSeconds * 1000, 2 ** 31 - 1),
    );
    const onMessage = (done: StudyRunDone) => {
      settle();
      resolve({ done, isThreadGone: false });
    };
    const onError = (error: Error) => fail(error.message);
    const onExit = () => fail('its thread has ended: a policy must not call process.exit');
    const settle = () => {
      clearTimeout(limit);
      worker.off('message', onMessage).off('error', onError).off('exit', onExit);
    };
    worker.on('message', onMessage).on('error', onError).on('exit', onExit);
    worker.postMessage(run);
  });
}
