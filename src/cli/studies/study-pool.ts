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

/** Carries out runs in threads, each with one run at a time; they stay from round to round. */
export class StudyPool {
  readonly #orders: StudyOrders;
  readonly #options: PoolOptions;
  /** Threads that have nothing to do. */
  readonly #idle: Worker[] = [];

  constructor(orders: StudyOrders, options: PoolOptions) {
    this.#orders = orders;
    this.#options = options;
  }

  /**
   * @param told is told after each run
   * @param isOver asked before each run: the others are left out
   */
  async runAll(
    runs: readonly StudyRun[],
    told: (done: StudyRunDone) => void,
    isOver = () => false,
  ): Promise<void> {
    const { workers, limitSeconds } = this.#options;
    const waiting = [...runs].reverse();
    const threads = Array.from({ length: Math.min(workers, runs.length) }, async () => {
      let worker: Worker | undefined;
      for (let run = waiting.pop(); run !== undefined && !isOver(); run = waiting.pop()) {
        worker ??= this.#idle.pop() ?? this.#start();
        const { done, isThreadGone } = await doneOrFailed(worker, run, limitSeconds);
        if (isThreadGone) worker = undefined;
        told(done);
      }
      if (worker !== undefined) this.#idle.push(worker);
    });
    await Promise.all(threads);
  }

  async close(): Promise<void> {
    await Promise.all(this.#idle.splice(0).map((worker) => worker.terminate()));
  }

  #start(): Worker {
    const url = new URL('./study-thread.js', import.meta.url);
    const worker = new Worker(url, { workerData: this.#orders });
    // A policy may leave a timer behind that fails while the thread has nothing to do.
    worker.on('error', () => {});
    worker.on('exit', () => this.#forget(worker));
    return worker;
  }

  #forget(worker: Worker): void {
    const place = this.#idle.indexOf(worker);
    if (place >= 0) this.#idle.splice(place, 1);
  }
}

/** A thread that is too slow or fails is given up with its run. */
function doneOrFailed(
  worker: Worker,
  run: StudyRun,
  limitSeconds: number,
): Promise<{ readonly done: StudyRunDone; readonly isThreadGone: boolean }> {
  return new Promise((resolve) => {
    const fail = (failed: string) => {
      settle();
      void worker.terminate();
      const { key: cell, replication, seed } = run;
      const line = lineOfRow({ cell, replication, seed, failed });
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
