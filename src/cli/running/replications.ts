import { UserError } from '../../base/user-error.js';
import type { Figures } from '../../metrics/summary.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import { openSession } from '../opening/open-session.js';
import { drive, type Interruption } from './drive.js';
import { refuseEndless } from './endless.js';
import { Standstill } from './standstill.js';
import { summaryOf } from './summary-of.js';

/** How often a scenario is run, and for how long. */
export interface Repetition {
  readonly replications: number;
  /** Virtual time of the end, seconds; default: that of the scenario. */
  readonly until?: number | undefined;
  readonly policyTimeout?: number | undefined;
}

/** What came of the runs of a scenario, one per seed. */
export interface Replicated {
  /** How policies are informed, and what the policy is called. */
  readonly policy: string;
  readonly information: string;
  readonly seeds: readonly number[];
  readonly runs: readonly Figures[];
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
  { replications, until, policyTimeout }: Repetition,
  told: () => void,
): Promise<Replicated> {
  const end = until ?? scenario.untilSeconds;
  if (scenario.workload.some(({ kind }) => kind === 'host')) {
    throw new UserError('the processes of this computer are one sample: they cannot be replicated');
  }
  refuseEndless(scenario, end);
  const last = scenario.seed + replications - 1;
  if (!Number.isSafeInteger(last))
    throw new UserError(`the seeds would go up to ${last}: too large`);
  const seeds = Array.from({ length: replications }, (_, run) => scenario.seed + run);
  const runs: Figures[] = [];
  let interruption: Interruption | undefined;
  let [policy, information] = ['', ''];
  for (const seed of seeds) {
    const session = await openSession({ ...scenario, seed }, { measures: false, policyTimeout });
    ({ policy, information } = session.info);
    const summary = summaryOf(session, scenario);
    const standstill = end === Number.POSITIVE_INFINITY ? new Standstill(session) : undefined;
    const mayHang = isPolicyPath(scenario.policy);
    interruption = await drive(session, end, () => standstill?.check(false), { mayHang });
    if (interruption !== undefined) break;
    standstill?.check(true);
    const { now, totals } = session.view();
    runs.push(summary.figures(now, totals));
    told();
  }
  return {
    policy,
    information,
    seeds: seeds.slice(0, runs.length),
    runs,
    interruption,
  };
}
