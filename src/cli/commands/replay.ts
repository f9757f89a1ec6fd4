import { UserError } from '../../base/user-error.js';
import { isTapeHead } from '../../live/tape.js';
import { recordings, recordingsFolder } from '../files/recording-file.js';
import { readHead } from '../files/text-file.js';
import { openRecording, warningAbout } from '../opening/open-recording.js';
import { futuresOf } from '../running/futures.js';
import { hasScreen, type ScreenOptions, showRecorded } from './dashboard.js';
import { printSession } from './snapshot.js';

export interface ReplayOptions extends ScreenOptions {
  /** Where it begins, virtual seconds. */
  readonly at: number;
  readonly policyTimeout?: number | undefined;
}

/**
 * Plays a recording in the dashboard: what was done then is done again at its time. At its end it
 * goes on as the cluster would have; real nodes stay as they were seen last.
 * @returns the exit code
 */
export async function replay(name: string, { at, ...options }: ReplayOptions): Promise<number> {
  if (isTapeHead(readHead(name))) {
    const { replayTape } = await import('./live.js');
    return await replayTape(name, { at, ...options });
  }
  return await show(name, at, options);
}

/**
 * Continues the last session, or the one of a recording, where it ended.
 * @returns the exit code
 */
export async function resume(
  name: string | undefined,
  options: Omit<ReplayOptions, 'at'>,
): Promise<number> {
  const last = name ?? recordings().at(-1);
  if (last === undefined) {
    throw new UserError(`there is no session to resume: ${recordingsFolder()} has no recording`);
  }
  return await show(last, Number.POSITIVE_INFINITY, options);
}

async function show(
  name: string,
  at: number,
  { policyTimeout, ...options }: Omit<ReplayOptions, 'at'>,
): Promise<number> {
  const opened = await openRecording(name, policyTimeout);
  const { session, recording, made } = opened;
  session.futures = futuresOf(session, made);
  const isResumed = at === Number.POSITIVE_INFINITY;
  session.seek(at);
  const problem = warningAbout(name, opened);
  if (!hasScreen()) {
    printSession(session, options);
    return 0;
  }
  return await showRecorded(
    session,
    { ...options, problem },
    {
      header: () => recording.header,
      entries: recording.entries,
      waits: !isResumed,
    },
  );
}
