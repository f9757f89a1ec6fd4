import { parentPort, workerData } from 'node:worker_threads';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import { unpacked } from '../../recording/packed.js';
import type { FutureView } from '../../session/session.js';
import { sentenceOf } from '../failure.js';
import { openSession } from '../opening/open-session.js';
import type { FutureOrders } from './future-orders.js';
import { summaryOf } from './summary-of.js';

/** Between two looks at the clock. */
const EVENTS = 2000;
const TELL_MILLISECONDS = 100;

/** A future of a run, in a thread of its own. */
try {
  await run(workerData as FutureOrders);
} catch (error) {
  tell({ part: 0, figures: undefined, problem: sentenceOf(error) });
}

async function run(orders: FutureOrders): Promise<void> {
  const { scenario, host, policyTimeout, state, commands, seconds } = orders;
  const session = await openSession(scenario, { measures: true, policyTimeout, host });
  session.restore(unpacked(state));
  const { now: start, totals } = session.view();
  const alive = new Set(
    session
      .view()
      .processes()
      .map(({ pid }) => pid),
  );
  const summary = summaryOf(session, scenario);
  let completedOfNow = 0;
  const count = (event: ClusterEvent) => {
    if (event.type === 'completed' && alive.delete(event.pid)) completedOfNow++;
  };
  session.subscribe(count, { types: ['completed'], transient: true });
  for (const command of commands) {
    const answer = session.send(command);
    if (!answer.accepted) {
      tell({ part: 0, figures: undefined, problem: answer.reason });
      return;
    }
  }
  for (let told = performance.now(); !session.advance(start + seconds, { maxEvents: EVENTS }); ) {
    if (performance.now() - told < TELL_MILLISECONDS) continue;
    told = performance.now();
    tell({ part: (session.view().now - start) / seconds, figures: undefined });
  }
  const { now, totals: end } = session.view();
  const { meanSlowdown, meanResponse } = summary.figures(now, end);
  const figures = {
    completed: end.completed - totals.completed,
    completedOfNow,
    meanSlowdown,
    meanResponse,
    migrations: end.migrations - totals.migrations,
    killed: end.killed - totals.killed,
  };
  tell({ part: 1, figures });
}

function tell(future: FutureView): void {
  parentPort!.postMessage(future);
}
