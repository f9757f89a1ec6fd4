import { deserialize, serialize } from 'node:v8';
import type { Saved } from '../../src/kernel/archive.js';
import type { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import { swarmPolicy } from './policies.js';
import { SECONDS } from './random-scenario.js';

/** A session whose events are written down. */
export interface Told {
  /** Whether nodes measure themselves, so that somebody may ask what they believe. */
  readonly measures: boolean;
  readonly session: SimulatedSession;
  readonly log: string[];
}

/** A moment of a run: its state, and how many events were before it. */
export interface Moment {
  readonly state: Saved;
  readonly events: number;
  /** What a screen shows then. */
  readonly seen: string;
}

/** A run, with its states at some moments. */
export interface RememberedRun extends Told {
  readonly moments: readonly Moment[];
}

export function begun(scenario: Scenario, measures: boolean): Told {
  const session = createSession(scenario, { policy: swarmPolicy(scenario.policy), measures });
  const log: string[] = [];
  session.subscribe((event) => log.push(JSON.stringify(event)));
  return { measures, session, log };
}

/** Runs a scenario to its end and saves it at so many random moments, as a file would keep it. */
export function remembered(
  scenario: Scenario,
  measures: boolean,
  count: number,
  random: Random,
): RememberedRun {
  let steps = 0;
  const counted = begun(scenario, measures).session;
  while (!counted.advance(SECONDS, { maxEvents: 1 })) steps++;
  const wanted = Array.from({ length: count }, () => random.below(steps + 1));
  const told = begun(scenario, measures);
  const { session, log } = told;
  const moments: Moment[] = [];
  let step = 0;
  for (const next of wanted.sort((a, b) => a - b)) {
    if (next > step) session.advance(SECONDS, { maxEvents: next - step });
    step = next;
    const state: Saved = deserialize(serialize(session.save()));
    moments.push({ state, events: log.length, seen: seenOf(session, measures) });
  }
  finish(told);
  return { ...told, moments };
}

/** Lets a session go on to the end of the swarm's time, and asks what is left of it then. */
export function finish({ measures, session, log }: Told): void {
  session.advance(SECONDS);
  log.push(seenOf(session, measures));
  if (!measures) return;
  for (const { id } of session.nodes) log.push(JSON.stringify(session.lastDecision(id)));
  for (const { pid } of session.view().processes()) log.push(JSON.stringify(session.explain(pid)));
}

export function seenOf(session: SimulatedSession, measures: boolean): string {
  const view = session.view();
  const heard = measures && session.nodes.map(({ id }) => session.heard(id));
  return JSON.stringify([
    ...[view.now, session.steps, view.totals, view.nodes(), view.processes()],
    heard,
  ]);
}

/** What happens in a fresh session, or in a used one, that takes a state up. */
export function continued(told: Told, state: Saved): readonly string[] {
  told.log.length = 0;
  told.session.restore(state);
  finish(told);
  return told.log;
}
