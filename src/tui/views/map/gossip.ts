import type { Canvas, Dot } from '../../drawing/canvas.js';
import type { Effect, Message } from '../../message.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';

/**
 * A message takes no time; on the map it takes so many virtual seconds, so that it can be seen, or
 * more where time goes fast.
 */
const FLIGHT_SECONDS = 1;
/** How much of its way a message covers. */
const LENGTH = 0.12;

/** Shows who tells whom, or no longer. */
export function toggleGossip(state: DashboardState): Update {
  const { map } = state.views;
  const gossip = map.gossip === undefined ? [] : undefined;
  return next({ ...state, views: { ...state.views, map: { ...map, gossip } } });
}

export function gossipAsks({ views, rate }: DashboardState): readonly Effect[] {
  if (views.map.gossip === undefined) return [];
  return [{ type: 'overhear', seconds: flightSeconds(rate) }];
}

/** The state after the session has said who has told whom. */
export function overheardOnMap(
  state: DashboardState,
  { messages }: Extract<Message, { type: 'overheard' }>,
): DashboardState {
  const { map } = state.views;
  if (map.gossip === undefined) return state;
  return { ...state, views: { ...state.views, map: { ...map, gossip: messages } } };
}

/** The load messages on their way, each a short stroke. */
export function drawGossip(
  { views, sample, rate }: DashboardState,
  canvas: Canvas,
  place: (node: number) => Dot | undefined,
): void {
  for (const { at, from, to } of views.map.gossip ?? []) {
    const [start, end] = [place(from), place(to)];
    if (start === undefined || end === undefined) continue;
    const part = Math.min(1, (sample.now - at) / flightSeconds(rate));
    const on = (along: number): Dot => ({
      x: Math.round(start.x + (end.x - start.x) * along),
      y: Math.round(start.y + (end.y - start.y) * along),
    });
    canvas.line(on(Math.max(0, part - LENGTH)), on(part), 'key', 1, '+');
  }
}

function flightSeconds(rate: number): number {
  return Math.max(FLIGHT_SECONDS, rate / 2);
}
