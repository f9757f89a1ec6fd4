import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { createSession } from '../../src/session/simulated.js';
import { LONG } from '../support/replications.js';
import { SECONDS } from './random-scenario.js';

/** One scenario, run the ways in which the program runs it; a run is a value, so all are one. */
export interface History {
  readonly way: string;
  /** Events as JSON, and at the end what `run` sums up. */
  readonly log: readonly string[];
}

/** The sizes of a part are those of a dashboard on a slow machine, of a fast one, and of `run`. */
const PART_SIZES = [1, 7, 1000, 1e9];

/** Runs a scenario unwatched, watched, in parts of all sizes, random or one (in long: each). */
export function historiesOf(scenario: Scenario, policy: Policy): readonly History[] {
  const histories = [
    { way: 'unwatched', log: logOf(scenario, policy, false, [1e9]) },
    { way: 'watched', log: logOf(scenario, policy, true, [1e9]) },
    { way: 'in parts of all sizes', log: logOf(scenario, policy, true, PART_SIZES) },
  ];
  const random = new Random(scenario.seed).split('parts');
  const chance = Array.from({ length: 50 }, () => PART_SIZES[random.below(3)]! + random.below(9));
  histories.push({
    way: 'in random parts',
    log: logOf(scenario, policy, scenario.seed % 2 === 0, chance),
  });
  const sizes = LONG ? PART_SIZES : [PART_SIZES[scenario.seed % PART_SIZES.length]!];
  for (const size of sizes) {
    const log = logOf(scenario, policy, false, [size]);
    histories.push({ way: `unwatched in parts of ${size}`, log });
  }
  return histories;
}

/** @param sizes events in a part, in turns */
function logOf(
  scenario: Scenario,
  policy: Policy,
  watched: boolean,
  sizes: readonly number[],
): readonly string[] {
  const session = createSession(scenario, { policy, measures: watched });
  const log: string[] = [];
  session.subscribe((event) => log.push(JSON.stringify(event)));
  for (
    let part = 0;
    !session.advance(SECONDS, { maxEvents: sizes[part % sizes.length]!, untilOver: true });
    part++
  ) {
    if (watched) look(session);
    if (part > MOST_PARTS) throw new Error(`no end at ${session.view().now} s`);
  }
  const { now, totals } = session.view();
  log.push(JSON.stringify({ now, totals }));
  return log;
}

/** All that a screen asks for. */
function look(session: ReturnType<typeof createSession>): void {
  const view = session.view();
  for (const { id } of view.nodes()) session.lastDecision(id);
  const pid = view.processes()[0]?.pid;
  if (pid !== undefined) session.explain(pid);
}

/** More than any run of so few seconds has. */
const MOST_PARTS = 100_000;
