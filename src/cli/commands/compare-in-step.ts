import { UserError } from '../../base/user-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { FirstDifference } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { Case } from '../case.js';
import { openRecording, warningAbout } from '../opening/open-recording.js';
import { openScenario, type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { isRecording, refuseFlags } from '../opening/open-to-watch.js';
import { complain, print } from '../output.js';
import { type Advancing, drive } from '../running/drive.js';
import { refuseEndless } from '../running/endless.js';
import { firstDifference, POINTS, Side } from '../running/in-step.js';
import { printReport } from '../running/style.js';
import { jsonInStep, textInStep } from './in-step-report.js';

export interface InStepOptions extends SessionOptions {
  /** How the second run differs; default: it is taken as it is. */
  readonly case?: readonly Case[];
  /** Virtual time of the end, seconds. */
  readonly until?: number;
  readonly json?: boolean;
}

/**
 * Runs two scenarios or recordings once each, in step, and prints how they differ over time and where
 * they first do.
 * @returns the exit code
 */
export async function compareInStep(
  names: readonly [string, string],
  options: InStepOptions,
): Promise<number> {
  const { case: cases = [], json = false, until, policyTimeout } = options;
  const flags = { ...scenarioFlags(options), policyTimeout };
  if (cases.length > 1) {
    throw new UserError('two runs are compared: --case says how the second one differs, once');
  }
  const a = await openRun(names[0], flags, undefined);
  const b = await openRun(names[1], flags, cases[0]);
  const end = until ?? endOf([a, b]);
  for (const { scenario } of [a, b]) refuseEndless(scenario, end);
  const sides = [new Side(a.session), new Side(b.session)] as const;
  let first: FirstDifference | undefined;
  for (let point = 1; point <= POINTS; point++) {
    const goal = (end * point) / POINTS;
    for (const [index, { advancing, scenario }] of [a, b].entries()) {
      const mayHang = isPolicyPath(scenario.policy);
      const interruption = await drive(advancing, goal, () => {}, { mayHang });
      if (interruption !== undefined) {
        complain(`${interruption.signal} before the end of the comparison`);
        return interruption.exitCode;
      }
      // Where nothing can happen any more, time goes on all the same.
      advancing.advance(goal);
      sides[index]!.addPoint();
    }
    const difference = firstDifference(...sides);
    first ??= difference;
  }
  for (const { warning } of [a, b]) {
    const said = warning();
    if (said !== undefined) complain(said);
  }
  const compared = {
    runs: [a, b].map(({ name, session }) => ({ name, info: session.info })),
    curves: sides.map(({ curve }) => curve),
    first,
    end,
  };
  if (json) print(jsonInStep(compared));
  else await printReport((style) => textInStep(compared, style));
  return 0;
}

interface OpenedRun {
  readonly name: string;
  readonly scenario: Scenario;
  readonly session: SimulatedSession;
  /** What is driven: with a recording's commands, if it is one. */
  readonly advancing: Advancing;
  /** Where the recording ends; undefined: it is none. */
  readonly recordedSeconds: number | undefined;
  warning(): string | undefined;
}

async function openRun(
  name: string,
  { policyTimeout, ...flags }: SessionOptions,
  way: Case | undefined,
): Promise<OpenedRun> {
  if (isRecording(name)) {
    refuseFlags(name, { ...flags, ...(way && { case: way }) });
    const opened = await openRecording(name, policyTimeout);
    const { scenario, simulated, session } = opened;
    const { presentSeconds } = session;
    const warning = () => warningAbout(name, opened);
    return {
      name,
      scenario,
      session: simulated,
      advancing: session,
      recordedSeconds: presentSeconds,
      warning,
    };
  }
  const { set = [] } = flags;
  const scenario = openScenario(name, { ...flags, set: [...set, ...(way?.settings ?? [])] });
  const session = await openSession(scenario, { measures: true, policyTimeout });
  const named = way === undefined ? name : `${name}, ${way.name}`;
  return {
    name: named,
    scenario,
    session,
    advancing: session,
    recordedSeconds: undefined,
    warning: () => undefined,
  };
}

/** The later end of what was recorded; where nothing was, of the scenarios. */
function endOf(runs: readonly OpenedRun[]): number {
  const recorded = runs.flatMap(({ recordedSeconds }) => recordedSeconds ?? []);
  const ends = recorded.length > 0 ? recorded : runs.map(({ scenario }) => scenario.untilSeconds);
  const end = Math.max(...ends);
  if (end === Infinity) throw new UserError('give the comparison an end, such as --until 10min');
  return end;
}
