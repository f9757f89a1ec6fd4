import type { NodeView } from '../../../cluster/facts/view.js';
import type { Rect } from '../../drawing/frame.js';
import { clamp } from '../../drawing/scale.js';
import type { DashboardState } from '../../state.js';
import { viewArea } from '../layout.js';
import type { ClusterViewState } from './cluster-state.js';
import { listedRows, type NodeTableRow } from './node-groups.js';

/** Rows above the nodes: the whole cluster and the titles, where there is room for more. */
export function headerRows({ height }: Pick<Rect, 'height'>): number {
  return height > 2 ? 2 : 0;
}

export function withCluster(
  state: DashboardState,
  change: Partial<ClusterViewState>,
): DashboardState {
  return { ...state, views: { ...state.views, cluster: { ...state.views.cluster, ...change } } };
}

/**
 * The row under the cursor: the head of a group, or the node's; where that is not listed, the head
 * of its folded group, or the next node.
 */
export function selectedIndex(state: DashboardState): number {
  const rows = listedRows(state);
  const wanted = state.selectedNode ?? 0;
  const { head, sort, grouping } = state.views.cluster;
  if (head !== undefined && head.node === state.selectedNode) {
    const at = rows.findIndex(({ group }) => group?.title === head.title);
    if (at >= 0) return at;
  }
  const exact = rows.findIndex(({ node }) => node?.id === wanted);
  if (exact >= 0 || rows.length === 0) return exact;
  if (grouping !== 'none') {
    const holds = rows.findIndex(({ group }) => group?.nodes.some(({ id }) => id === wanted));
    return Math.max(0, holds);
  }
  if (sort.column !== 'id' || sort.descending) return 0;
  const after = rows.findIndex(({ node }) => node !== undefined && node.id > wanted);
  return after < 0 ? rows.length - 1 : after;
}

export function rowUnderCursor(state: DashboardState): NodeTableRow | undefined {
  return listedRows(state)[selectedIndex(state)];
}

/** Undefined also where the cursor is on the head of a group. */
export function nodeUnderCursor(state: DashboardState): NodeView | undefined {
  return rowUnderCursor(state)?.node;
}

export function rowsOf(state: DashboardState): number {
  const area = viewArea(state);
  return Math.max(1, area.height - headerRows(area));
}

/** The first row in sight: not scrolled further than the cursor allows. */
export function firstInSight(state: DashboardState): number {
  const rows = rowsOf(state);
  const index = Math.max(0, selectedIndex(state));
  const scroll = clamp(state.views.cluster.scroll, index - rows + 1, index);
  return clamp(scroll, 0, Math.max(0, listedRows(state).length - rows));
}

export function moveCursor(state: DashboardState, by: number): DashboardState {
  return cursorOnRow(state, selectedIndex(state) + by);
}

/** The cursor on a row, or on the one at the end that is next to it; scrolled into sight. */
export function cursorOnRow(state: DashboardState, index: number): DashboardState {
  const rows = listedRows(state);
  const row = rows[clamp(index, 0, Math.max(0, rows.length - 1))];
  const { selectedNode } = state;
  const head =
    row?.group === undefined ? undefined : { title: row.group.title, node: selectedNode };
  const moved = { ...state, selectedNode: row?.node?.id ?? selectedNode };
  const selected = withCluster(moved, { head });
  return withCluster(selected, { scroll: firstInSight(selected) });
}
