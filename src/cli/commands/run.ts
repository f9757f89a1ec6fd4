import { formatClock } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { Session } from '../../session/session.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { Checkpoint } from '../files/checkpoint-file.js';
import { outputTarget } from '../files/output-file.js';
import type { Provenance } from '../files/provenance.js';
import { InputFiles } from '../opening/input-files.js';
import { openScenario, type SessionOptions, scenarioFlags } from '../opening/open-scenario.js';
import { openSession } from '../opening/open-session.js';
import { isRecording, refuseFlags } from '../opening/open-to-watch.js';
import { complain, print, write } from '../output.js';
import type { Checkpoints, Put } from '../running/checkpoints.js';
import { type Advancing, drive, type Interruption } from '../running/drive.js';
import { refuseEndless, whyEndless } from '../running/endless.js';
import { Progress } from '../running/progress.js';
import { jsonReport, type Outcome, textReport } from '../running/report.js';
import { type RunFileNames, RunFiles } from '../running/run-files.js';
import { Standstill } from '../running/standstill.js';
import { printReport } from '../running/style.js';
import { summaryOf } from '../running/summary-of.js';

export interface RunOptions extends SessionOptions {
  /** Virtual time, seconds. */
  readonly until?: number;
  readonly json?: boolean;
  readonly events?: string;
  readonly completions?: string;
  readonly quiet?: boolean;
  /** Checks the invariants once per this many events. */
  readonly check?: number;
  /** Where the run is saved. */
  readonly checkpoint?: string;
  /** Seconds of the wall clock between two checkpoints. */
  readonly every?: number;
  /** The checkpoint to resume from. */
  readonly resume?: string;
}

/**
 * Runs a scenario to its end without a screen and sums it up.
 * @param name undefined: that of the resumed run
 * @returns the exit code
 */
export async function run(name: string | undefined, options: RunOptions): Promise<number> {
  const { policyTimeout, events, completions, quiet = false } = options;
  if (options.every !== undefined && options.checkpoint === undefined) {
    throw new UserError('--every is for checkpoints: say where they go by --checkpoint FILE');
  }
  const startedMs = performance.now();
  const inputs = new InputFiles();
  const recorded = name === undefined ? undefined : await recordedRun(name, options);
  const { scenario, checkpoint } = recorded ?? (await scenarioOf(name, options, inputs));
  if (recorded !== undefined) inputs.add('the recording', name!);
  inputs.addOf(scenario);
  const end = options.until ?? recorded?.end ?? checkpoint?.end ?? scenario.untilSeconds;
  refuseEndless(scenario, end);
  const session =
    recorded?.simulated ?? (await openSession(scenario, { measures: false, policyTimeout }));
  const provenance = await provenanceOf({ scenario, checkpoint, inputs }, options);
  const summary = summaryOf(session, scenario);
  const { check } = options;
  const inspection = check === undefined ? undefined : await inspect(session, check);
  const files = new RunFiles();
  // A user's policy may end the program in the middle.
  process.once('exit', () => files.discard());
  try {
    files.open(session, { events, completions }, inputs);
    const remembered = completions === undefined ? undefined : files.completions;
    const put = { scenario, end, provenance, session, summary, completions: remembered };
    const from = {
      checkpoint,
      inputs,
      files,
      advancing: recorded?.session ?? inspection ?? session,
    };
    const interruption = await carryOut(put, options, from);
    if (interruption !== undefined) {
      const left = files.interrupt(session.view().now, interruption.signal);
      return interrupted(session, interruption, { events: left, completions });
    }
    files.finish();
  } finally {
    files.discard();
  }
  const { now, totals } = session.view();
  const { info, over, notes } = session;
  const figures = summary.figures(now, totals);
  const warning = recorded?.warning();
  if (warning !== undefined) complain(warning);
  await report({ info, over, notes, figures }, options, provenance);
  if (!quiet && inspection) write(`checked ${inspection.checks} times: every invariant held\n`);
  if (!quiet) write(`took ${((performance.now() - startedMs) / 1000).toFixed(2)} s\n`);
  return 0;
}

/** A recording is run with all that was done then, at least to where it ended. */
async function recordedRun(name: string, options: RunOptions) {
  if (!isRecording(name)) return undefined;
  refuseFlags(name, scenarioFlags(options));
  for (const option of ['check', 'checkpoint', 'resume'] as const) {
    if (options[option] === undefined) continue;
    throw new UserError(`--${option} does not go with a recording, which ${name} is`);
  }
  const { openRecording, warningAbout } = await import('../opening/open-recording.js');
  const opened = await openRecording(name, options.policyTimeout);
  const { scenario, session } = opened;
  const { untilSeconds } = scenario;
  const isEndless = untilSeconds === Infinity && whyEndless(scenario) !== undefined;
  const end = isEndless ? session.presentSeconds : Math.max(untilSeconds, session.presentSeconds);
  const warning = () => warningAbout(name, opened);
  return { ...opened, end, warning, checkpoint: undefined };
}

/** The named scenario, or that of a saved run. */
async function scenarioOf(
  name: string | undefined,
  options: RunOptions,
  inputs: InputFiles,
): Promise<{ readonly scenario: Scenario; readonly checkpoint: Checkpoint | undefined }> {
  const { resume } = options;
  const flags = scenarioFlags(options);
  if (resume === undefined) {
    return { scenario: openScenario(name!, flags, inputs), checkpoint: undefined };
  }
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  const changed = name ?? (given && `--${given[0]}`);
  if (changed !== undefined) {
    throw new UserError(`--resume ${resume} continues the run saved in it: leave out ${changed}`);
  }
  inputs.add('the run', resume);
  const { openCheckpoint } = await import('../running/checkpoints.js');
  const checkpoint = openCheckpoint(resume);
  return { scenario: checkpoint.scenario, checkpoint };
}

/** What a run comes from, if it is asked for; one that is resumed comes from what it began with. */
async function provenanceOf(
  { scenario, checkpoint, inputs }: Read,
  options: RunOptions,
): Promise<Provenance | undefined> {
  const { json, checkpoint: isSaved, until } = options;
  if (!json && isSaved === undefined) return undefined;
  if (checkpoint !== undefined) {
    const { provenance } = checkpoint;
    return until === undefined ? provenance : { ...provenance, measured: { until } };
  }
  const { provenanceOf } = await import('../running/provenance-of.js');
  const sources = { inputs, scenarios: [scenario], measured: { until }, isReadOnce: true };
  return provenanceOf(sources, options);
}

/** Loaded when asked for, as the other things that few runs are. */
async function checkpointsOf(...given: ConstructorParameters<typeof Checkpoints>) {
  return new (await import('../running/checkpoints.js')).Checkpoints(...given);
}

/** Loaded when asked for: few runs are inspected. */
async function inspect(session: SimulatedSession, everyEvents: number) {
  const { Inspection } = await import('../running/inspection.js');
  return new Inspection(session, everyEvents);
}

/** What a run is of, and what has been read for it. */
interface Read {
  readonly scenario: Scenario;
  readonly checkpoint: Checkpoint | undefined;
  readonly inputs: InputFiles;
}

/** Seconds between two checkpoints: little is lost, and next to nothing is spent on it. */
const CHECKPOINT_SECONDS = 600;

/** Where a run starts from, and what carries it out. */
interface Start {
  readonly checkpoint: Checkpoint | undefined;
  readonly advancing: Advancing;
  readonly inputs: InputFiles;
  readonly files: RunFiles;
}

/** Lets a run go on to its end, from its beginning or from where a checkpoint has left it. */
async function carryOut(
  put: Put,
  { checkpoint: name, every = CHECKPOINT_SECONDS, resume, quiet = false }: RunOptions,
  { checkpoint: from, advancing, inputs, files }: Start,
): Promise<Interruption | undefined> {
  const { session, end, scenario } = put;
  if (from !== undefined) (await import('../running/checkpoints.js')).takeUp(resume!, from, put);
  // A run may be saved where it came from: the one before is kept.
  if (name !== undefined && name !== resume) inputs.refuse('--checkpoint', outputTarget(name));
  const checkpoints = name === undefined ? undefined : await checkpointsOf(name, every, put);
  const progress = new Progress(end, !quiet);
  const standstill = end === Number.POSITIVE_INFINITY ? new Standstill(session) : undefined;
  const pause = async (isInterrupted: () => boolean) => {
    progress.update(session.view());
    standstill?.check(false);
    checkpoints?.update();
    await files.drained(isInterrupted);
  };
  const mayHang = isPolicyPath(scenario.policy);
  const interruption = await drive(advancing, end, pause, { mayHang });
  progress.clear();
  if (interruption === undefined) standstill?.check(true);
  else if (interruption.isBetween) checkpoints?.keep();
  return interruption;
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

async function report(
  outcome: Outcome,
  { json = false, quiet = false }: RunOptions,
  provenance: Provenance | undefined,
): Promise<void> {
  if (json) print(jsonReport(outcome, provenance!));
  else if (!quiet) await printReport((style) => textReport(outcome, style));
}
