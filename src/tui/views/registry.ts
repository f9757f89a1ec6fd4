import type { NodeView, ProcessView } from '../../cluster/facts/view.js';
import type { DashboardState } from '../state.js';
import { BELIEFS } from './beliefs/beliefs.js';
import { CLUSTER } from './cluster/cluster.js';
import { EVENTS } from './events/events.js';
import { HISTORY } from './history/history-view.js';
import { MAP } from './map/map.js';
import { MOSMON } from './mosmon/mosmon.js';
import { MTOP } from './mtop/mtop.js';
import type { View } from './view.js';

/** All views; their digits are their places here. */
export const VIEWS: readonly View[] = [MTOP, MOSMON, CLUSTER, MAP, HISTORY, EVENTS, BELIEFS];

export function viewOf(state: DashboardState): View {
  return VIEWS.find(({ id }) => id === state.view)!;
}

/** The process that the keys of the view shown act on. */
export function processInFocus(state: DashboardState): ProcessView | undefined {
  return viewOf(state).process?.(state);
}

/** The virtual time that the view shown is about; undefined: now. */
export function momentInFocus(state: DashboardState): number | undefined {
  return viewOf(state).moment?.(state);
}

/** The node that the keys of the view shown act on. */
export function nodeInFocus(state: DashboardState): NodeView | undefined {
  return viewOf(state).node?.(state);
}
