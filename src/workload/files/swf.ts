import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Random } from '../../kernel/random.js';
import type { Arrivals } from '../arrivals.js';
import type { Feedback } from '../feedback.js';
import { FollowingJobs } from '../following-jobs.js';
import { Homes } from '../homes.js';
import { JobArrivals, type JobWindow } from '../job-arrivals.js';
import type { WorkloadSpec } from '../workload-spec.js';
import { readSwfFeedback } from './swf-feedback.js';
import { readSwfJobs } from './swf-jobs.js';

export type SwfSpec = Extract<WorkloadSpec, { kind: 'swf' }>;

/** The processes of a trace, with what is to be said about it. */
export interface SwfWorkload {
  /** Undefined: they come by feedback. */
  readonly arrivals?: Arrivals | undefined;
  /** Undefined: they come at their submit times. */
  readonly feedback?: Feedback | undefined;
  readonly notes: readonly string[];
}

/**
 * Reads a trace in the Standard Workload Format 2.2 (Chapin et al. 1999; Parallel Workloads
 * Archive). A job of p processors becomes p processes, each with the job's run time as its work, and
 * with the number of the job: that of the trace, or its place in it where it has none.
 * Fields that are missing count as -1, unknown. Entries without run time, processors or submit
 * time, and lines that are no jobs, are skipped, counted and reported in the notes.
 * @throws UserError when the file cannot be read, or has nothing that can be run
 */
export function readSwf(
  spec: SwfSpec & Pick<JobWindow, 'jobBase'>,
  nodes: readonly NodeId[],
  random: Random,
): SwfWorkload {
  const homes = new Homes(spec.home, nodes, random.split('homes'));
  if (spec.feedback === true) {
    const { jobs, precedence, note } = readSwfFeedback(spec.file);
    const feedback = new FollowingJobs(jobs, precedence, { homes, window: spec });
    return { feedback, notes: [`${note}; ${feedback.following} follow another`] };
  }
  const { jobs, note } = readSwfJobs(spec.file);
  return { arrivals: new JobArrivals(jobs, homes, spec), notes: [note] };
}
