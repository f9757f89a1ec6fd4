import { basename } from 'node:path';
import { Float64List } from '../../base/growable.js';
import { UserError } from '../../base/user-error.js';
import type { JobTable, Precedence } from '../following-jobs.js';
import { HeldJobs } from './held-jobs.js';
import { MOST_HELD, told } from './swf-jobs.js';
import { SwfReader } from './swf-reader.js';

/** The jobs of a trace, and which of them follow which. */
export interface SwfFeedback {
  readonly jobs: JobTable;
  readonly precedence: Precedence;
  /** Tells how many were read and why others were skipped. */
  readonly note: string;
}

/**
 * Reads a trace with what it says about feedback. A job follows the one whose number its field 17
 * has, if that one can be run and was submitted before it, or at the same time and stands before it;
 * of several of one number, the last of these.
 * @throws UserError when the file cannot be read, has nothing that can be run, or is too long to be
 *   held: a job may come long before its submit time
 */
export function readSwfFeedback(file: string): SwfFeedback {
  const reader = new SwfReader(file, 'with feedback');
  const held = new HeldJobs();
  const preceding = new Float64List();
  const think = new Float64List();
  while (reader.next()) {
    if (held.count === MOST_HELD) {
      reader.close();
      throw new UserError(
        `${file}: has more than ${MOST_HELD} jobs, too many to be played with feedback`,
      );
    }
    held.add(reader);
    preceding.push(reader.precedingJob);
    think.push(reader.thinkSeconds);
  }
  if (held.count === 0) throw new UserError(`${file}: has no job that can be run: ${told(reader)}`);
  const jobs = held.sorted();
  const precedence = precedenceOf(jobs, preceding.toArray(), think.toArray());
  return { jobs, precedence, note: `${basename(file)}: ${told(reader)}` };
}

/** @param preceding of each row the number of the job before it; negative: unknown */
function precedenceOf(jobs: HeldJobs, preceding: Float64Array, think: Float64Array): Precedence {
  const { count } = jobs;
  const precedingTurns = new Int32Array(count);
  const thinkSeconds = new Float64Array(count);
  const turns = new Map<number, number>();
  for (let turn = 0; turn < count; turn++) {
    const row = jobs.rowOf(turn);
    precedingTurns[turn] = turns.get(preceding[row]!) ?? -1;
    thinkSeconds[turn] = think[row]!;
    jobs.goTo(turn);
    if (jobs.id >= 0) turns.set(jobs.id, turn);
  }
  return { precedingTurns, thinkSeconds };
}
