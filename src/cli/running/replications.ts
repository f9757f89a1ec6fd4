import { UserError } from '../../base/user-error.js';
import type { SeriesOfRun } from '../../lab/study/measured-row.js';
import { WindowRun } from '../../lab/window-run.js';
import { OF_PLACES } from '../../metrics/imbalance.js';
import { LoadSeries } from '../../metrics/load-series.js';
import { OF_STAYS, Stays } from '../../metrics/stays.js';
import { WHOLE_RUN, type Window } from '../../metrics/window.js';
import { type SlowdownRule, USUAL_SLOWDOWN } from '../../metrics/window-figures.js';
import type { WindowFigures, WindowSummary } from '../../metrics/window-summary.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { SimulatedSession } from '../../session/simulated.js';
import { openSession } from '../opening/open-session.js';
import { drive, type Interruption } from './drive.js';
import { refuseEndless } from './endless.js';
import { Standstill } from './standstill.js';
import { programGain } from './summary-of.js';

/** What is measured of a run, and when it ends. */
export interface Measuring {
  readonly window?: Window | undefined;
  readonly slowdown?: SlowdownRule | undefined;
  /** Virtual time of the end, seconds; default: that of the scenario. */
  readonly until?: number | undefined;
  readonly policyTimeout?: number | undefined;
}

/** How often a scenario is run, and for how long. */
export interface Repetition extends Measuring {
  readonly replications: number;
}

/** What came of the runs of a scenario, one per seed. */
export interface Replicated {
  /** How policies are informed, and what the policy is called. */
  readonly policy: string;
  readonly information: string;
  readonly seeds: readonly number[];
  readonly runs: readonly WindowFigures[];
  /** Undefined: all runs were carried out. */
  readonly interruption: Interruption | undefined;
}

/**
 * Runs a scenario with its seed, the next one, and so on: the same seed gives any two scenarios the
 * same arrivals, as far as they draw them alike.
 * @param told is told after each run
 * @throws UserError when the runs would not be independent samples, or would never end
 */
export async function replicate(
  scenario: Scenario,
  { replications, ...measuring }: Repetition,
  told: (seed: number, summary: WindowSummary) => void,
): Promise<Replicated> {
  if (replications > 1) refuseOneSample(scenario);
  refuseUnending(scenario, measuring);
  const last = scenario.seed + replications - 1;
  if (!Number.isSafeInteger(last))
    throw new UserError(`the seeds would go up to ${last}: too large`);
  const seeds = Array.from({ length: replications }, (_, run) => scenario.seed + run);
  const runs: WindowFigures[] = [];
  let interruption: Interruption | undefined;
  let policy = '';
  let { information }: { information: string } = scenario;
  for (const seed of seeds) {
    const measured = await measure({ ...scenario, seed }, measuring);
    interruption = measured.interruption;
    if (interruption !== undefined) break;
    ({ policy, information } = measured);
    runs.push(measured.run.figures());
    told(seed, measured.run.summary);
  }
  return {
    policy,
    information,
    seeds: seeds.slice(0, runs.length),
    runs,
    interruption,
  };
}

/** A run, what its policy is called, what that knows, and what has ended it early. */
export interface Measured {
  readonly run: WindowRun;
  readonly policy: string;
  readonly information: string;
  readonly interruption: Interruption | undefined;
}

/** Runs a scenario once, and measures a window of it. */
export async function measure(scenario: Scenario, measuring: Measuring): Promise<Measured> {
  const { run, session, end, standstill } = await prepared(scenario, measuring);
  const mayHang = isPolicyPath(scenario.policy);
  const interruption = await drive(run, end, () => standstill?.check(false), { mayHang });
  if (interruption === undefined && !run.isDone) standstill?.check(true);
  const { policy, information } = session.info;
  return { run, interruption, policy, information };
}

/** A run that is over, and what was where over time, if that was asked for. */
export interface MeasuredAtOnce {
  readonly run: WindowRun;
  readonly series: SeriesOfRun | undefined;
}

/**
 * The same without a pause: for a thread of its own, to which no signals come.
 * @param seriesSeconds length of the intervals over which node loads are taken
 */
export async function measureAtOnce(
  scenario: Scenario,
  measuring: Measuring,
  seriesSeconds?: number,
): Promise<MeasuredAtOnce> {
  const { run, session, end, standstill } = await prepared(scenario, measuring);
  const series = seriesSeconds === undefined ? undefined : seriesOf(run, session, seriesSeconds);
  while (!run.advance(end, { maxEvents: EVENTS, untilOver: true })) standstill?.check(false);
  if (!run.isDone) standstill?.check(true);
  return { run, series: series?.(session.view().now) };
}

/** Watches what is where, from the beginning. @returns what gives it up to a time, the end */
function seriesOf(run: WindowRun, session: SimulatedSession, everySeconds: number) {
  const loads = new LoadSeries(session.nodes, everySeconds);
  const stays = new Stays(session.nodes, () => run.beginSeconds);
  session.subscribe(loads.observe, { types: OF_PLACES, transient: true });
  session.subscribe(stays.observe, { types: OF_STAYS, transient: true });
  return (seconds: number) => ({ loads: loads.until(seconds), stays: stays.until(seconds) });
}

/** Between two looks at whether anything can happen any more. */
const EVENTS = 200_000;

async function prepared(
  scenario: Scenario,
  { window = WHOLE_RUN, slowdown = USUAL_SLOWDOWN, until, policyTimeout }: Measuring,
) {
  const end = until ?? endOf(scenario, window);
  const session = await openSession(scenario, { measures: false, policyTimeout });
  const gain = programGain(scenario.workload);
  const run = new WindowRun(session, { window, slowdown, programGain: gain });
  const watched = window.watch && run.summary.processes;
  const standstill =
    end === Number.POSITIVE_INFINITY ? new Standstill(session, watched) : undefined;
  return { run, session, end, standstill };
}

/** @throws UserError when the run would never end */
export function refuseUnending(scenario: Scenario, { window, until }: Measuring): void {
  if (window?.watch === undefined) refuseEndless(scenario, until ?? scenario.untilSeconds);
}

/** What is watched is watched to its end, whenever the scenario would end. */
function endOf({ untilSeconds }: Scenario, { watch }: Window): number {
  return watch === undefined ? untilSeconds : Number.POSITIVE_INFINITY;
}

function refuseOneSample({ workload }: Scenario): void {
  if (!workload.some(({ kind }) => kind === 'host')) return;
  throw new UserError('the processes of this computer are one sample: they cannot be replicated');
}
