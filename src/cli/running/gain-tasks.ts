import { noGainReason } from '../../lab/captured-gain.js';
import { BEGINNING, compareMoments } from '../../recording/moment.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { Scenario } from '../../scenario/scenario.js';
import type { SlowdownsTask } from './future-orders.js';

/** Nothing is moved, as it went, one computer. */
export type GainTasks = readonly [SlowdownsTask, SlowdownsTask, SlowdownsTask];

/**
 * The three runs that captured gain is made of. They begin where the policy or a parameter was changed
 * last, and end where the run is: so what is measured is the policy of now.
 * @returns why there is no such gain
 */
export function gainTasks(session: RecordedSession, scenario: Scenario): GainTasks | string {
  const { moment } = session;
  const whole = session.courseFrom(BEGINNING);
  const sent = [...whole.before, ...whole.after].filter(({ at }) => compareMoments(at, moment) < 0);
  const reason = noGainReason(
    scenario,
    sent.map(({ command }) => command),
  );
  if (reason !== undefined) return reason;
  const changed = sent.findLast(({ command }) => command.do === 'policy' || command.do === 'set');
  const course = changed === undefined ? whole : session.courseFrom(changed.at);
  const times = { sinceSeconds: changed?.at.seconds ?? 0, untilSeconds: moment.seconds };
  const none = { do: 'policy', name: 'none' } as const;
  return [
    { course: { ...course, after: [] }, commands: [none], ...times },
    { course, commands: [], ...times },
    { course: undefined, commands: [], ...times },
  ];
}
