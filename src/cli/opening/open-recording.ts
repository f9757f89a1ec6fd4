import { resolve } from 'node:path';
import { formatClock } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import { RecordedSession } from '../../recording/recorded-session.js';
import type { Scenario } from '../../scenario/scenario.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { HostSnapshot } from '../../workload/this-computer.js';
import { changedSince, digestsOf } from '../files/file-digest.js';
import { RECORDING_FORMAT, type Recording, readRecording } from '../files/recording-file.js';
import type { RecordingHeader } from '../files/recording-header.js';
import { version } from '../version.js';
import { InputFiles } from './input-files.js';
import {
  readScenarioText,
  type ScenarioOptions,
  type SessionOptions,
  scenarioOfText,
} from './open-scenario.js';
import { hostFor, openSession } from './open-session.js';

/** What a session is made of. */
export interface MadeOf {
  readonly scenario: Scenario;
  readonly host: HostSnapshot | undefined;
  readonly policyTimeout: number | undefined;
}

/** A recorded run, at its beginning. */
export interface OpenedRecording {
  readonly recording: Recording;
  readonly scenario: Scenario;
  readonly simulated: SimulatedSession;
  /** Goes as it went then. */
  readonly session: RecordedSession;
  /** What it was made of, so that its futures can be made as well. */
  readonly made: MadeOf;
}

/**
 * Opens a recorded run at its beginning.
 * @throws UserError when it cannot be read, or what it names is not as it was
 */
export async function openRecording(
  name: string,
  policyTimeout: number | undefined,
): Promise<OpenedRecording> {
  const recording = readRecording(name);
  const { scenario: text, options, files, host } = recording.header;
  const changed = changedSince(files);
  if (changed !== undefined) {
    throw new UserError(`${name} cannot be played: ${changed} has changed since`);
  }
  const scenario = scenarioOfText(text.name, text, options, new InputFiles());
  const snapshot = host as HostSnapshot | undefined;
  const simulated = await openSession(scenario, { measures: true, policyTimeout, host: snapshot });
  const session = new RecordedSession(simulated);
  session.load(recording);
  const made = { scenario, host: snapshot, policyTimeout };
  return { recording, scenario, simulated, session, made };
}

/** What is wrong with a recording that can be played all the same; undefined: nothing. */
export function warningAbout(
  name: string,
  { recording, session }: OpenedRecording,
): string | undefined {
  const { damagedLine, header } = recording;
  const { divergence } = session;
  if (divergence !== undefined) {
    const by = header.version === version() ? '' : `, made by mtop-sim ${header.version},`;
    return `${name}${by} differs from this run from ${formatClock(divergence.seconds)} on`;
  }
  if (damagedLine === undefined) return undefined;
  return `${name} is damaged from line ${damagedLine} on, and played up to there`;
}

/** A scenario as a dashboard opens it, with all that a recording has to keep of it. */
export async function openToRecord(name: string, options: SessionOptions) {
  const { policyTimeout, ...flags } = options;
  const inputs = new InputFiles();
  const text = readScenarioText(name, inputs);
  const scenario = scenarioOfText(name, text, flags, inputs);
  const host = await hostFor(scenario);
  const session = await openSession(scenario, { measures: true, policyTimeout, host });
  const header = (): RecordingHeader => {
    inputs.addOf(scenario);
    return {
      what: 'mtop-sim recording',
      format: RECORDING_FORMAT,
      version: version(),
      started: new Date().toISOString(),
      scenario: { name, text: text.text, file: resolve(text.file) },
      options: withAbsolutePaths(flags),
      seed: scenario.seed,
      files: digestsOf(inputs.besidesScenario.map((file) => resolve(file))),
      ...(host && { host }),
    };
  };
  const recorded = new RecordedSession(session);
  return { scenario, session: recorded, header, made: { scenario, host, policyTimeout } };
}

function withAbsolutePaths(flags: ScenarioOptions): Readonly<Record<string, unknown>> {
  const isPath = (flag: string, value: string) =>
    flag === 'policy' ? isPolicyPath(value) : flag === 'swf' || flag === 'csv' || flag === 'nodes';
  return Object.fromEntries(
    Object.entries(flags).map(([flag, value]) => [
      flag,
      typeof value === 'string' && isPath(flag, value) ? resolve(value) : value,
    ]),
  );
}
