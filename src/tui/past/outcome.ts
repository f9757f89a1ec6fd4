import { STANDARD_SPEED } from '../../cluster/facts/node-spec.js';
import type { Sample } from './sample.js';

/** What came of the processes that were seen to complete. */
export interface Outcome {
  readonly completed: number;
  /** Sum of their slowdowns: response time over the time alone on an idle CPU of their home. */
  readonly slowdowns: number;
}

export const NO_OUTCOME: Outcome = { completed: 0, slowdowns: 0 };

/** The outcome after a sample; after a jump into the past it is counted anew. */
export function outcomeAfter(outcome: Outcome, before: Sample, sample: Sample): Outcome {
  let { completed, slowdowns } = sample.now < before.now ? NO_OUTCOME : outcome;
  if (!sample.events.some(({ type }) => type === 'completed')) return { completed, slowdowns };
  const speeds = new Map(sample.nodes.map(({ id, speed }) => [id, speed]));
  for (const event of sample.events) {
    if (event.type !== 'completed' || !(event.workSeconds > 0)) continue;
    const alone = (event.workSeconds * STANDARD_SPEED) / (speeds.get(event.home) ?? STANDARD_SPEED);
    completed++;
    slowdowns += (event.at - event.arrivalSeconds) / alone;
  }
  return { completed, slowdowns };
}

export function meanSlowdown({ completed, slowdowns }: Outcome): number | undefined {
  return completed === 0 ? undefined : slowdowns / completed;
}
