import { fitLine, type Line } from '../../drawing/line.js';
import type { DashboardState } from '../../state.js';
import { axisLine } from '../diagrams/axis-line.js';
import { diagramsOf } from '../diagrams/curves.js';
import { diagramLines } from '../diagrams/diagram-lines.js';
import { ALL_OF_IT, timeWindow } from '../diagrams/time-window.js';

/**
 * How the cluster has been since the beginning, in rows that the list of a wide screen leaves free:
 * balance and migrations, with more room memory as well. The load is above. Of few heights, so that
 * it stands still while processes come and go.
 */
export function clusterPast(
  { history, charset }: DashboardState,
  width: number,
  free: number,
): readonly Line[] {
  const height = HEIGHTS.find((rows) => rows + ROWS_TO_GROW <= free);
  if (height === undefined) return [];
  const window = timeWindow(history, ALL_OF_IT);
  const frame = { window, marks: history.marks, cursor: undefined, width, charset };
  const diagrams = diagramsOf(undefined).slice(height === HEIGHTS[0] ? -3 : -2);
  const rows = Math.floor((height - 2) / diagrams.length);
  return [
    fitLine([], width),
    ...diagrams.flatMap((diagram) => diagramLines(diagram, frame, rows, false)),
    axisLine(window, history.marks, width, charset),
  ];
}

/** The tallest first. */
const HEIGHTS: readonly number[] = [26, 12];
const ROWS_TO_GROW = 3;
