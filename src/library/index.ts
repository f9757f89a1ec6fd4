/**
 * mtop-sim as a library: scenarios are opened and run as the command line does, and end in the same
 * figures. Its types are those of the program.
 */
import { UserError } from '../base/user-error.js';
import { openScenario } from '../cli/opening/open-scenario.js';
import { openSession } from '../cli/opening/open-session.js';
import { refuseEndless } from '../cli/running/endless.js';
import { Standstill } from '../cli/running/standstill.js';
import { summaryOf } from '../cli/running/summary-of.js';
import type { Figures } from '../metrics/summary.js';
import { readSetting, type Setting } from '../scenario/setting.js';
import {
  INFORMATION_FORM,
  type InformationKind,
  readInformation,
} from '../scheduler/information/kind.js';
import type { Policy } from '../scheduler/policies/policy.js';
import type { Session } from '../session/session.js';
import { createSession } from '../session/simulated.js';

export { UserError } from '../base/user-error.js';
export type { Figures } from '../metrics/summary.js';
export type { Policy } from '../scheduler/policies/policy.js';
export type { Session } from '../session/session.js';
export {
  type StudyOptions,
  type StudyProgress,
  type StudyResults,
  type StudyRow,
  study,
} from './study.js';

/** What changes a scenario, as the flags of the command line do. */
export interface OpenOptions {
  /** A name, the path of a module, or the policy itself, which is then not walled off. */
  readonly policy?: string | Policy;
  /** `delayed 2s`: the truth of so long ago. */
  readonly information?: 'gossip' | 'told' | 'perfect' | `delayed ${string}`;
  readonly seed?: number;
  /** So many nodes like the first one. */
  readonly nodes?: number;
  /** The file of a trace in the Standard Workload Format, in place of the workload. */
  readonly swf?: string;
  /** The file of processes, in place of the workload. */
  readonly csv?: string;
  /** Keys of the scenario with what would stand behind them in YAML. */
  readonly set?: Readonly<Record<string, string | number | boolean>>;
}

export interface RunOptions extends OpenOptions {
  /** Virtual time of the end, seconds; default: the scenario's. */
  readonly until?: number;
}

/** How a run ended, and its figures. */
export interface Run extends Figures {
  readonly scenario: string;
  readonly policy: string;
  readonly information: string;
  readonly seed: number;
  /** Whether nothing was left to happen. */
  readonly over: boolean;
}

/**
 * Makes a session of a scenario, at virtual time 0: `advance(seconds)` lets time pass, `view()`
 * shows the cluster, `send(command)` steers it, `subscribe(observer)` tells of every event.
 * @param name of a shipped scenario, or the path of a file
 * @throws UserError when something is not as it must be
 */
export async function open(name: string, options: OpenOptions = {}): Promise<Session> {
  return (await opened(name, options)).session;
}

/**
 * Runs a scenario to its end.
 * @throws UserError when something is not as it must be, or the run would never end
 */
export async function run(name: string, options: RunOptions = {}): Promise<Run> {
  const { until, ...changes } = options;
  const { scenario, session } = await opened(name, changes, false);
  const end = until ?? scenario.untilSeconds;
  refuseEndless(scenario, end);
  const summary = summaryOf(session, scenario);
  const standstill = end === Number.POSITIVE_INFINITY ? new Standstill(session) : undefined;
  while (!session.advance(end, { maxEvents: EVENTS, untilOver: true })) standstill?.check(false);
  standstill?.check(true);
  const { now, totals } = session.view();
  const { scenario: title, policy, information, seed } = session.info;
  const { over } = session;
  return { scenario: title, policy, information, seed, over, ...summary.figures(now, totals) };
}

/** Between two looks at whether anything can happen any more. */
const EVENTS = 200_000;

async function opened(name: string, options: OpenOptions, measures = true) {
  const { policy, set = {}, information, ...flags } = options;
  const settings = Object.entries(set).map(([path, value]) => settingOf(path, value));
  const named = typeof policy === 'object' ? undefined : policy;
  const known = information === undefined ? undefined : informationKind(information);
  const changes = { ...flags, policy: named, information: known, set: settings };
  const scenario = openScenario(name, changes);
  const session =
    typeof policy === 'object'
      ? createSession(scenario, { policy, measures })
      : await openSession(scenario, { measures, policyTimeout: Number.POSITIVE_INFINITY });
  return { scenario, session };
}

function informationKind(written: string): InformationKind {
  const kind = readInformation(written);
  if (kind !== undefined) return kind;
  throw new UserError(`information: must be ${INFORMATION_FORM}, got "${written}"`);
}

function settingOf(path: string, value: string | number | boolean): Setting {
  const setting = readSetting(`${path}=${value}`);
  if (setting === undefined) throw new UserError(`set: "${path}" is no key of a scenario`);
  return setting;
}
