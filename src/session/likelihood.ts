import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Fate, FutureView, Outlook, Way } from './futures.js';

/** Futures that are drawn from each moment. */
export const DRAWS = 30;

/** How likely something that happened had been, from moments before it on. */
export interface Likelihood {
  readonly fate: Fate;
  /** When it happened, virtual seconds. */
  readonly at: number;
  /** From one moment to the next, seconds. */
  readonly stepSeconds: number;
  /** The earliest first. */
  readonly moments: readonly LikelihoodThen[];
}

export interface LikelihoodThen {
  /** Virtual time of the moment. */
  readonly at: number;
  /** Futures that were drawn from it, and those in which it happened. */
  readonly drawn: number;
  readonly happened: number;
}

/** What can be asked of an event; undefined: it is neither a kill nor a crash. */
export function fateOf(event: ClusterEvent): Fate | undefined {
  if (event.type === 'killed') return { what: 'killed', cause: event.cause };
  if (event.type === 'node-crashed') return { what: 'crashed', node: event.node };
  return undefined;
}

/** Nothing is known yet. The moments are one step apart, the last one a step before `at`. */
export function unknownLikelihood(fate: Fate, at: number, stepSeconds: number): Likelihood {
  const count = Math.min(MOST_MOMENTS, Math.max(1, Math.floor(at / stepSeconds)));
  const moments = Array.from({ length: count }, (_, index) => {
    return { at: Math.max(0, at - (count - index) * stepSeconds), drawn: 0, happened: 0 };
  });
  return { fate, at, stepSeconds, moments };
}

const MOST_MOMENTS = 20;

/** The usual step: the moments reach ten minutes back, or to the beginning of the run. */
export function usualStep(at: number): number {
  return STEPS.findLast((step) => step <= 30 && step * MOST_MOMENTS <= at) ?? STEPS[0]!;
}

/** The next longer or shorter step; undefined: there is none that makes sense. */
export function otherStep({ at, stepSeconds }: Likelihood, by: 1 | -1): number | undefined {
  const step = STEPS[STEPS.indexOf(stepSeconds) + by];
  return step !== undefined && (by < 0 || step <= at) ? step : undefined;
}

/** Seconds. */
const STEPS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 15, 30, 60, 120, 300, 600, 1200, 3600];

/**
 * The futures that are to be run, one draw of each moment after the other, so that all of them become
 * known together. To the second nothing happens twice: what happens at most a step earlier or later
 * is the same.
 */
export function outlookOf({ fate, at, stepSeconds, moments }: Likelihood): Outlook {
  const ways = Array.from({ length: DRAWS }, (_, draw) =>
    moments.map((moment): Way => ({ from: moment.at, draw: draw + 1 })),
  );
  return {
    ways: ways.flat(),
    untilSeconds: at + stepSeconds,
    fate,
    fateSinceSeconds: at - stepSeconds,
  };
}

/** What is known when a future of the outlook has come to its end. */
export function withFuture(known: Likelihood, index: number, future: FutureView): Likelihood {
  const { moments } = known;
  const place = index % moments.length;
  const { at, drawn, happened } = moments[place]!;
  const happens = future.figures?.fatedAt !== undefined ? 1 : 0;
  const then = { at, drawn: drawn + 1, happened: happened + happens };
  return { ...known, moments: moments.with(place, then) };
}

/** The earliest of the moments from which on it happened in all futures; undefined: none. */
export function inevitableSince({ moments }: Likelihood): number | undefined {
  const last = moments.findLastIndex(({ drawn, happened }) => drawn === 0 || happened < drawn);
  return moments[last + 1]?.at;
}
