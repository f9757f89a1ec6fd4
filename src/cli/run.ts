import { formatClock } from '../base/units.js';
import { UserError } from '../base/user-error.js';
import { SUMMARISED, Summary } from '../metrics/summary.js';
import type { Scenario } from '../scenario/scenario.js';
import type { Session } from '../session/session.js';
import type { SimulatedSession } from '../session/simulated.js';
import { drive, type Interruption } from './drive.js';
import { whyEndless } from './endless.js';
import { InputFiles } from './input-files.js';
import { openScenario, type SessionOptions } from './open-scenario.js';
import { openSession } from './open-session.js';
import { complain, print, printStyled, write } from './output.js';
import { Progress } from './progress.js';
import { jsonReport, type Outcome, type Style, textReport } from './report.js';
import { type RunFileNames, RunFiles } from './run-files.js';
import { Standstill } from './standstill.js';

/** The most that a program of a workload gains from the threads of a processor. */
function programGain(workload: Scenario['workload']): number {
  const gains = workload.map(
    (source) => (source.kind === 'batch' ? source.profile?.htGain : 1) ?? 1,
  );
  return Math.max(1, ...gains);
}

export interface RunOptions extends SessionOptions {
  /** Virtual time, seconds. */
  readonly until?: number;
  readonly json?: boolean;
  readonly events?: string;
  readonly completions?: string;
  readonly quiet?: boolean;
  /** Checks the invariants every so many events. */
  readonly check?: number;
}

/**
 * Runs a scenario to its end without a screen and sums it up.
 * @returns the exit code
 */
export async function run(name: string, options: RunOptions): Promise<number> {
  const {
    until,
    policyTimeout,
    json = false,
    events,
    completions,
    quiet = false,
    check,
    ...flags
  } = options;
  const startedMs = performance.now();
  const inputs = new InputFiles();
  const scenario = openScenario(name, flags, inputs);
  inputs.addOf(scenario);
  const end = until ?? scenario.untilSeconds;
  refuseEndless(scenario, end);
  const session = await openSession(scenario, { measures: false, policyTimeout });
  const summary = new Summary(session.nodes, programGain(scenario.workload));
  session.subscribe(summary.observe, { types: SUMMARISED, transient: true });
  const inspection = check === undefined ? undefined : await inspect(session, check);
  const files = new RunFiles();
  // A policy of the user's may end the program in the middle.
  process.once('exit', () => files.discard());
  try {
    files.open(session, { events, completions }, inputs);
    const progress = new Progress(end, !quiet);
    const standstill = end === Number.POSITIVE_INFINITY ? new Standstill(session) : undefined;
    const interruption = await drive(inspection ?? session, end, () => {
      progress.update(session.view());
      standstill?.check(false);
    });
    progress.clear();
    if (interruption !== undefined) {
      const left = files.interrupt(session.view().now, interruption.signal);
      return interrupted(session, interruption, { events: left, completions });
    }
    standstill?.check(true);
    files.finish();
  } finally {
    files.discard();
  }
  const { now, totals } = session.view();
  const { info, over, notes } = session;
  await report({ info, over, notes, figures: summary.figures(now, totals) }, json, quiet);
  if (!quiet && inspection) write(`checked ${inspection.checks} times: every invariant held\n`);
  if (!quiet) write(`took ${((performance.now() - startedMs) / 1000).toFixed(2)} s\n`);
  return 0;
}

/** Loaded when asked for: few runs are inspected. */
async function inspect(session: SimulatedSession, everyEvents: number) {
  const { Inspection } = await import('./inspection.js');
  return new Inspection(session, everyEvents);
}

function refuseEndless(scenario: Scenario, end: number): void {
  if (end < Number.POSITIVE_INFINITY) return;
  const why = whyEndless(scenario);
  if (why === undefined) return;
  throw new UserError(`this run would never end: ${why}; give it an end, such as --until 10min`);
}

function interrupted(
  session: Session,
  { signal, exitCode }: Interruption,
  { events, completions }: RunFileNames,
): number {
  const kept = events === undefined ? '' : `; ${events} has the events until then`;
  const lost = completions === undefined ? '' : `; ${completions} was not written`;
  complain(`${signal} at ${formatClock(session.view().now)} of virtual time${kept}${lost}`);
  return exitCode;
}

async function report(outcome: Outcome, json: boolean, quiet: boolean): Promise<void> {
  if (json) print(jsonReport(outcome));
  else if (!quiet) printStyled(textReport(outcome, await styleOfOutput()));
}

/** Colours where somebody sees them. */
async function styleOfOutput(): Promise<Style> {
  const { NO_COLOR, TERM } = process.env;
  if (!process.stdout.isTTY || NO_COLOR || TERM === 'dumb') {
    return { title: (text) => text, label: (text) => text };
  }
  const { Chalk } = await import('chalk');
  const chalk = new Chalk({ level: 1 });
  return { title: chalk.bold, label: chalk.cyan };
}
