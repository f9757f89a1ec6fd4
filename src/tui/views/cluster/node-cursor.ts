import type { NodeView } from '../../../cluster/facts/view.js';
import { clamp } from '../../drawing/scale.js';
import type { DashboardState } from '../../state.js';
import { viewArea } from '../layout.js';
import type { ClusterViewState } from './cluster-state.js';
import { listedNodes } from './node-order.js';

/** Rows above the nodes: the whole cluster, the titles. */
export const HEADER_ROWS = 2;

export function withCluster(
  state: DashboardState,
  change: Partial<ClusterViewState>,
): DashboardState {
  return { ...state, views: { ...state.views, cluster: { ...state.views.cluster, ...change } } };
}

/** The row of the node under the cursor; where it is not listed, of the next one. */
export function selectedIndex(state: DashboardState): number {
  const nodes = listedNodes(state);
  const wanted = state.selectedNode ?? 0;
  const exact = nodes.findIndex(({ id }) => id === wanted);
  if (exact >= 0 || nodes.length === 0) return exact;
  const { column, descending } = state.views.cluster.sort;
  if (column !== 'id' || descending) return 0;
  const after = nodes.findIndex(({ id }) => id > wanted);
  return after < 0 ? nodes.length - 1 : after;
}

export function nodeUnderCursor(state: DashboardState): NodeView | undefined {
  return listedNodes(state)[selectedIndex(state)];
}

export function rowsOf(state: DashboardState): number {
  const { height } = viewArea(state);
  return Math.max(1, height > HEADER_ROWS ? height - HEADER_ROWS : height);
}

/** The first row in sight: not scrolled further than the cursor allows. */
export function firstInSight(state: DashboardState): number {
  const rows = rowsOf(state);
  const index = Math.max(0, selectedIndex(state));
  const scroll = clamp(state.views.cluster.scroll, index - rows + 1, index);
  return clamp(scroll, 0, Math.max(0, listedNodes(state).length - rows));
}

export function moveCursor(state: DashboardState, by: number): DashboardState {
  const nodes = listedNodes(state);
  const index = clamp(selectedIndex(state) + by, 0, Math.max(0, nodes.length - 1));
  const selected = { ...state, selectedNode: nodes[index]?.id ?? state.selectedNode };
  return withCluster(selected, { scroll: firstInSight(selected) });
}
