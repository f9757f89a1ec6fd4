import type { OpenMosixParameters } from '../scheduler/policies/policy.js';
import { Advisor } from './advice.js';
import { jobCandidates } from './candidates.js';
import type { JobMoves } from './job-moves.js';

/** What a move must win, in times that the job stands still, and how long it then stays at least. */
const AUTOMATIC = { moveCost: 3, minResidence: 30 };

/** What advises on all processes or, where the policy moves jobs, decides on these. */
export function advisorFor(
  moves: Pick<JobMoves, 'jobsAt' | 'records'> | undefined,
  parameters: OpenMosixParameters,
  now: () => number,
): Advisor {
  if (moves === undefined) return new Advisor(parameters);
  const { records } = moves;
  return new Advisor({ ...parameters, ...AUTOMATIC }, (node, uses) =>
    jobCandidates(node, uses, { jobs: moves.jobsAt(node), records, now: now() }),
  );
}
