import type { NodeView } from '../cluster/facts/view.js';
import { sanitize } from './drawing/sanitize.js';
import { answerNotice } from './notice.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import { type Filter, parseFilter } from './views/mtop/filter.js';
import { relisted } from './views/mtop/process-list.js';
import type { ViewId } from './views/view-id.js';

/** Where Enter led away from, and what Esc brings back. */
export interface TrailStop {
  readonly view: ViewId;
  readonly panel: number;
  readonly filter: Filter | undefined;
}

/** From a node to its processes; Esc comes back. */
export function openProcesses(state: DashboardState, { id, name }: NodeView): Update {
  const filter = parseFilter(`n=${id}`);
  if (filter === undefined || 'problem' in filter) return next(state);
  const notice = answerNotice(`processes of node ${id} ${sanitize(name)}: Esc goes back`);
  const there = { ...leadTo(state, 'mtop'), notice };
  return next(relisted(there, { filter, selectedPid: undefined, selectedRow: 0 }));
}

/** To another view; Esc comes back. */
export function leadTo(state: DashboardState, view: ViewId): DashboardState {
  const { panel, views } = state;
  const trail = [...state.trail, { view: state.view, panel, filter: views.mtop.filter }];
  return { ...state, trail: trail.slice(-MOST_PLACES), view, panel: 0 };
}

const MOST_PLACES = 20;

/** Back to where the last Enter led away from. */
export function comeBack(state: DashboardState): Update {
  const stop = state.trail.at(-1);
  if (stop === undefined) return next(state);
  const { view, panel, filter } = stop;
  const back = { ...state, trail: state.trail.slice(0, -1), view, panel, notice: undefined };
  return next(relisted(back, { filter }));
}
