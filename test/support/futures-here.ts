import { runFuture } from '../../src/cli/running/future-run.js';
import type { RecordedSession } from '../../src/recording/recorded-session.js';
import type { Futures, FutureView } from '../../src/session/futures.js';
import { sessionOf } from './session-of.js';

/** The futures of a session of a scenario, run in this thread when they are asked for. */
export function futuresHere(yaml: string, session: RecordedSession): Futures {
  return {
    start({ ways, ...outlook }, listener) {
      const { session: ahead } = sessionOf(yaml);
      for (const [index, { from, commands = [], draw }] of ways.entries()) {
        const course = typeof from === 'number' ? session.courseFrom(from) : session.course;
        const task = { course, commands, draw, ...outlook };
        runFuture(ahead, task, ({ view }) => listener(index, view as FutureView));
      }
      return () => {};
    },
    compare: () => () => {},
    gain: () => () => {},
  };
}
