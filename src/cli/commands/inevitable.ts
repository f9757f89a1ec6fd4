import { formatClock } from '../../base/units.js';
import { UserError } from '../../base/user-error.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import { isPolicyPath } from '../../scenario/schema/policy-name.js';
import type { Fate, Futures } from '../../session/futures.js';
import {
  fateOf,
  type Likelihood,
  outlookOf,
  unknownLikelihood,
  usualStep,
  withFuture,
} from '../../session/likelihood.js';
import { clusterFigures } from '../../tui/past/cluster-figures.js';
import { openRecording, openToRecord, warningAbout } from '../opening/open-recording.js';
import type { SessionOptions } from '../opening/open-scenario.js';
import { isRecording, refuseFlags } from '../opening/open-to-watch.js';
import { complain, print } from '../output.js';
import { drive, type Interruption } from '../running/drive.js';
import { futuresOf } from '../running/futures.js';
import { RunsProgress } from '../running/progress.js';
import { printReport } from '../running/style.js';
import { jsonOfLikelihood, textOfLikelihood } from './inevitable-report.js';

export interface InevitableOptions extends SessionOptions {
  /** A load per CPU of some node is asked about; default: the first kill or crash. */
  readonly load?: number;
  /** What happens before that virtual time is not asked about. */
  readonly at: number;
  /** Between two of the moments, seconds; default: so that they reach ten minutes back. */
  readonly step?: number;
  /** Virtual time of the end, seconds. */
  readonly until?: number;
  readonly json?: boolean;
  readonly quiet?: boolean;
}

/** What has happened, and when. */
interface Happened {
  readonly fate: Fate;
  readonly at: number;
  /** Undefined: a load is no event. */
  readonly event: ClusterEvent | undefined;
}

/**
 * Looks for a kill, a crash or a load in a run, and says how likely it had been, from moments before
 * it on, with chance drawn anew.
 * @returns the exit code
 */
export async function inevitable(name: string, options: InevitableOptions): Promise<number> {
  const { load, at: since, step, until, json = false, quiet = false, ...flags } = options;
  const opened = await openRun(name, flags);
  const { session, made, recordedSeconds } = opened;
  const end = until ?? recordedSeconds ?? made.scenario.untilSeconds;
  if (end === Infinity) throw new UserError('say how far to look, such as --until 10min');
  const mayHang = isPolicyPath(made.scenario.policy);
  const found = await search(session, { load, since, end }, mayHang);
  if ('signal' in found) {
    complain(`${found.signal} before anything was found`);
    return found.exitCode;
  }
  const { fate, at, event } = found;
  const asked = unknownLikelihood(fate, at, step ?? usualStep(at));
  const known = await drawn(asked, futuresOf(session, made), !quiet);
  const warning = opened.warning();
  if (warning !== undefined) complain(warning);
  const answer = { name, info: session.info, event, known };
  if (json) print(jsonOfLikelihood(answer));
  else await printReport((style) => textOfLikelihood(answer, style));
  return 0;
}

async function openRun(name: string, { policyTimeout, ...flags }: SessionOptions) {
  if (!isRecording(name)) {
    const opened = await openToRecord(name, { policyTimeout, ...flags });
    return { ...opened, recordedSeconds: undefined, warning: () => undefined };
  }
  refuseFlags(name, flags);
  const opened = await openRecording(name, policyTimeout);
  const recordedSeconds = opened.session.presentSeconds;
  return { ...opened, recordedSeconds, warning: () => warningAbout(name, opened) };
}

/** What is looked for, in which part of a run. */
interface Search {
  readonly load: number | undefined;
  readonly since: number;
  readonly end: number;
}

/**
 * Goes through a run until what is looked for happens.
 * @throws UserError where it does not
 */
async function search(
  session: RecordedSession,
  { load, since, end }: Search,
  mayHang: boolean,
): Promise<Happened | Interruption> {
  let found: Happened | undefined;
  session.subscribe(
    (event) => {
      const fate = fateOf(event);
      if (fate === undefined || load !== undefined || event.at < since) return;
      found ??= { fate, at: event.at, event };
    },
    { types: ['killed', 'node-crashed'] },
  );
  while (found === undefined && session.view().now < end) {
    const goal = Math.min(end, Math.floor(session.view().now) + (load === undefined ? 60 : 1));
    const interruption = await drive(session, goal, () => {}, { mayHang });
    if (interruption !== undefined) return interruption;
    // Where nothing can happen any more, time goes on all the same.
    session.advance(goal);
    if (load === undefined || goal < since) continue;
    const { highestLoad } = clusterFigures(session.view().nodes());
    const fate: Fate = { what: 'load', least: load };
    if (highestLoad >= load) found = { fate, at: goal, event: undefined };
  }
  if (found !== undefined && found.at > 0) return found;
  const what =
    load === undefined ? 'nothing is killed or crashes' : `no node has a load of ${load}`;
  const when = `between ${formatClock(since)} and ${formatClock(end)}`;
  throw new UserError(`${what} ${when}: there is nothing to ask about`);
}

/** Runs all futures, and counts in which of them it happens. */
function drawn(asked: Likelihood, futures: Futures, isShown: boolean): Promise<Likelihood> {
  const outlook = outlookOf(asked);
  const progress = new RunsProgress(outlook.ways.length, isShown);
  let known = asked;
  return new Promise((resolve, reject) => {
    const giveUp = futures.start(outlook, (index, future) => {
      if (future.problem !== undefined) {
        giveUp();
        progress.clear();
        reject(new UserError(future.problem));
        return;
      }
      if (future.figures === undefined) return;
      known = withFuture(known, index, future);
      progress.step();
      if (progress.done < progress.runs) return;
      progress.clear();
      resolve(known);
    });
  });
}
