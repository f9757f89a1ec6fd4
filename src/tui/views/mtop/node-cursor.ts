import type { NodeView } from '../../../cluster/facts/view.js';
import { clamp } from '../../drawing/scale.js';
import type { DashboardState } from '../../state.js';
import { layoutOf } from '../layout.js';
import { withMtop } from './process-list.js';

/** The panel of nodes, after that of processes. */
const NODES_PANEL = 1;

/** Whether the table of nodes has the keys. */
export function nodesFocused({ view, panel }: DashboardState): boolean {
  return view === 'mtop' && panel === NODES_PANEL;
}

/** How many nodes the table has room for, at least 1. */
export function nodesInSight(state: DashboardState): number {
  const { height, across } = layoutOf(state).nodes;
  return Math.max(1, (height - 1) * across);
}

/** Scrolls the table of nodes by `by` nodes, at most to where the last one is in sight. */
export function scrollNodes(state: DashboardState, by: number): DashboardState {
  const last = Math.max(0, state.sample.nodes.length - nodesInSight(state));
  return withMtop(state, { nodeScroll: clamp(state.views.mtop.nodeScroll + by, 0, last) });
}

/** The node under the cursor of the table. */
export function nodeUnderCursor({ sample, selectedNode }: DashboardState): NodeView | undefined {
  return sample.nodes.find(({ id }) => id === selectedNode) ?? sample.nodes[0];
}

/** Moves the cursor of the table by `by` nodes; `inSight` of them are on the screen. */
export function moveNodeCursor(state: DashboardState, by: number, inSight: number): DashboardState {
  const { nodes } = state.sample;
  const from = nodes.findIndex(({ id }) => id === nodeUnderCursor(state)?.id);
  const index = clamp(from + by, 0, Math.max(0, nodes.length - 1));
  const lowest = Math.max(0, index - Math.max(0, inSight - 2));
  const nodeScroll = clamp(state.views.mtop.nodeScroll, lowest, index);
  return withMtop({ ...state, selectedNode: nodes[index]?.id }, { nodeScroll });
}
