import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { DashboardState } from '../../state.js';
import type { NodeArea, Square } from './map-layout.js';

export type Direction = 'up' | 'down' | 'left' | 'right';

/** What lies next to the cursor in a direction; with a process picked up only nodes count. */
export function neighbour(
  { selectedNode, views }: DashboardState,
  nodeAreas: readonly NodeArea[],
  squares: readonly Square[],
  direction: Direction,
): NodeView | ProcessView | undefined {
  const { pid, carried } = views.map;
  const nodes = nodeAreas.map(({ node, left, width, labelRow }) => ({
    subject: node,
    column: left + width / 2,
    row: labelRow,
  }));
  const processes =
    carried === undefined
      ? squares.map(({ process, column, row }) => ({ subject: process, column, row }))
      : [];
  const from =
    processes.find(({ subject }) => subject.pid === pid) ??
    nodes.find(({ subject }) => subject.id === selectedNode) ??
    nodes[0];
  if (from === undefined) return undefined;
  const [dx, dy] = STEPS[direction];
  let best: NodeView | ProcessView | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const point of [...nodes, ...processes]) {
    // A row is about as high as two columns are wide.
    const x = point.column - from.column;
    const y = (point.row - from.row) * 2;
    const ahead = x * dx + y * dy;
    const aside = Math.abs(x * dy) + Math.abs(y * dx);
    if (point === from || ahead <= 0) continue;
    const distance = ahead + 3 * aside;
    if (distance < least) {
      least = distance;
      best = point.subject;
    }
  }
  return best;
}

const STEPS: Readonly<Record<Direction, readonly [number, number]>> = {
  up: [0, -1],
  down: [0, 1],
  left: [-1, 0],
  right: [1, 0],
};
