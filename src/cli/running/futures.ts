import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { packed } from '../../recording/packed.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { Futures, FutureView } from '../../session/session.js';
import type { FutureOrders } from './future-orders.js';

/** The futures of a session, as many at a time as there are cores, each in a thread of its own. */
export function futuresOf(
  session: RecordedSession,
  made: Pick<FutureOrders, 'scenario' | 'host' | 'policyTimeout'>,
): Futures {
  return {
    start(variants, seconds, listener) {
      const state = packed(session.save());
      const waiting = variants.map((commands, index) => ({ commands, index }));
      const running = new Set<Worker>();
      const startNext = () => {
        const next = waiting.shift();
        if (next === undefined) return;
        const { commands, index } = next;
        const workerData: FutureOrders = { ...made, state, commands, seconds };
        const worker = new Worker(new URL('./future-thread.js', import.meta.url), { workerData });
        running.add(worker);
        worker.on('message', (future: FutureView) => {
          if (running.has(worker)) listener(index, future);
        });
        worker.on('error', ({ message }) => {
          if (running.has(worker))
            listener(index, { part: 0, figures: undefined, problem: message });
        });
        worker.on('exit', () => {
          if (running.delete(worker)) startNext();
        });
      };
      for (let core = 0; core < availableParallelism(); core++) startNext();
      return () => {
        waiting.length = 0;
        for (const worker of running) void worker.terminate();
        running.clear();
      };
    },
  };
}
