import type { NodeView } from '../../cluster/facts/view.js';
import { clamp, type DashboardState } from '../state.js';

/** The table of nodes moved by so many nodes. */
export function scrollNodes(state: DashboardState, by: number): DashboardState {
  const nodeScroll = clamp(state.nodeScroll + by, 0, Math.max(0, state.sample.nodes.length - 1));
  return { ...state, nodeScroll };
}

/** The node under the cursor when the table of nodes has the keys. */
export function nodeUnderCursor({ sample, selectedNode }: DashboardState): NodeView | undefined {
  return sample.nodes.find(({ id }) => id === selectedNode) ?? sample.nodes[0];
}

/** The cursor of the table of nodes moved by so many nodes; `inSight` of them are on the screen. */
export function moveNodeCursor(state: DashboardState, by: number, inSight: number): DashboardState {
  const { nodes } = state.sample;
  const from = nodes.findIndex(({ id }) => id === nodeUnderCursor(state)?.id);
  const index = clamp(from + by, 0, Math.max(0, nodes.length - 1));
  const nodeScroll = clamp(state.nodeScroll, Math.max(0, index - Math.max(0, inSight - 2)), index);
  return { ...state, selectedNode: nodes[index]?.id, nodeScroll };
}
