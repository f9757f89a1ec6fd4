import { existsSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import { isRecordingHead } from '../files/recording-head.js';
import { readHead } from '../files/text-file.js';
import { openScenario, type ScenarioOptions, type SessionOptions } from './open-scenario.js';
import { openSession } from './open-session.js';

/** Whether that is a recording, which is opened like a scenario. */
export function isRecording(name: string): boolean {
  return existsSync(name) && isRecordingHead(readHead(name));
}

/**
 * A session to look at: of a scenario with flags, or of a recording, which has its own.
 * @throws UserError
 */
export async function openToWatch(name: string, options: SessionOptions) {
  const { policyTimeout, ...flags } = options;
  if (!isRecording(name)) {
    return await openSession(openScenario(name, flags), { measures: true, policyTimeout });
  }
  refuseFlags(name, flags);
  const { openRecording } = await import('./open-recording.js');
  return (await openRecording(name, policyTimeout)).session;
}

/** @throws UserError when a flag would change a recorded run */
export function refuseFlags(name: string, flags: ScenarioOptions): void {
  const given = Object.entries(flags).find(([, value]) => value !== undefined);
  if (given === undefined) return;
  throw new UserError(`${name} is a recording, which has its own options: leave out --${given[0]}`);
}
