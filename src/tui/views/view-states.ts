import { type BeliefsState, INITIAL_BELIEFS } from './beliefs/beliefs-state.js';
import { type ClusterViewState, INITIAL_CLUSTER } from './cluster/cluster-state.js';
import { type EventsState, INITIAL_EVENTS } from './events/events-state.js';
import { type HistoryViewState, INITIAL_HISTORY } from './history/history-state.js';
import { INITIAL_MAP, type MapState } from './map/map-state.js';
import { INITIAL_MOSMON, type MosmonState } from './mosmon/mosmon-state.js';
import { INITIAL_MTOP, type MtopState } from './mtop/mtop-state.js';

/** What each view remembers: its cursor, its order, its options. */
export interface ViewStates {
  readonly mtop: MtopState;
  readonly mosmon: MosmonState;
  readonly cluster: ClusterViewState;
  readonly map: MapState;
  readonly history: HistoryViewState;
  readonly events: EventsState;
  readonly beliefs: BeliefsState;
}

export const INITIAL_VIEWS: ViewStates = {
  mtop: INITIAL_MTOP,
  mosmon: INITIAL_MOSMON,
  cluster: INITIAL_CLUSTER,
  map: INITIAL_MAP,
  history: INITIAL_HISTORY,
  events: INITIAL_EVENTS,
  beliefs: INITIAL_BELIEFS,
};
