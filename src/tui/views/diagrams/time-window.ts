import { type History, type HistoryPoint, upToNow } from '../../past/history.js';

/** Which stretch of the past is shown. */
export interface Stretch {
  /** Seconds from the left to the right edge; undefined: all that is remembered. */
  readonly spanSeconds: number | undefined;
  /** The time whose values are shown; undefined: now. */
  readonly cursor: number | undefined;
}

/** All that is remembered, up to now. */
export const ALL_OF_IT: Stretch = { spanSeconds: undefined, cursor: undefined };

/** The stretch of the past that is on the screen. */
export interface TimeWindow {
  /** Virtual times of the edges, seconds. */
  readonly start: number;
  readonly end: number;
  /** Oldest first; the one before the left edge is among them. */
  readonly points: readonly HistoryPoint[];
}

export function timeWindow(history: History, { spanSeconds, cursor }: Stretch): TimeWindow {
  const first = history.whole[0]?.at ?? 0;
  const now = Math.max(history.at, first);
  const span = Math.max(SHORTEST_SECONDS, Math.min(spanSeconds ?? Infinity, now - first));
  const isPast = cursor !== undefined && cursor < now - span;
  const end = isPast ? Math.max(first + span, cursor + span / 2) : Math.max(now, first + span);
  const start = end - span;
  const isRecent = (history.points[0]?.at ?? Infinity) <= start;
  const points = isRecent ? history.points : history.whole;
  const from = Math.max(0, points.findIndex(({ at }) => at >= start) - 1);
  const inside = points.slice(from).filter(({ at }) => at <= end);
  return { start, end, points: isPast ? inside : upToNow(inside, history) };
}

export const SHORTEST_SECONDS = 10;

/** The point in force at a time: the last one not after it. */
export function pointAt(points: readonly HistoryPoint[], time: number): number {
  const after = points.findIndex(({ at }) => at > time);
  return after < 0 ? points.length - 1 : Math.max(0, after - 1);
}
