import type { DashboardState } from '../state.js';
import { clamp } from '../state.js';

/** The table of nodes moved by so many nodes. */
export function scrollNodes(state: DashboardState, by: number): DashboardState {
  const nodeScroll = clamp(state.nodeScroll + by, 0, Math.max(0, state.sample.nodes.length - 1));
  return { ...state, nodeScroll };
}
