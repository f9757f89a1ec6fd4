import { type ClusterViewState, INITIAL_CLUSTER } from './cluster/cluster-state.js';
import { type EventsState, INITIAL_EVENTS } from './events/events-state.js';
import { type HistoryViewState, INITIAL_HISTORY } from './history/history-state.js';
import { INITIAL_MAP, type MapState } from './map/map-state.js';
import { INITIAL_MOSMON, type MosmonState } from './mosmon/mosmon-state.js';

/** What each view remembers of how it is looked at. */
export interface ViewStates {
  readonly mosmon: MosmonState;
  readonly cluster: ClusterViewState;
  readonly map: MapState;
  readonly history: HistoryViewState;
  readonly events: EventsState;
}

export const INITIAL_VIEWS: ViewStates = {
  mosmon: INITIAL_MOSMON,
  cluster: INITIAL_CLUSTER,
  map: INITIAL_MAP,
  history: INITIAL_HISTORY,
  events: INITIAL_EVENTS,
};
