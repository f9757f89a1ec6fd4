import type { NodeView } from '../../../cluster/facts/view.js';
import type { Rect } from '../../drawing/frame.js';
import { clamp } from '../../drawing/scale.js';
import type { DashboardState } from '../../state.js';
import { hasNumber } from './belief-cell.js';

/** Where the matrix and what one node believes are, and which nodes are in sight. */
export interface BeliefsLayout {
  /** Cells of a node of the matrix. */
  readonly cells: number;
  /** Lines of a believer: with 2 a bar stands below each number. */
  readonly linesEach: number;
  readonly firstBeliever: number;
  readonly believers: readonly NodeView[];
  readonly firstSubject: number;
  readonly subjects: readonly NodeView[];
  /** Rows below the matrix for what the selected node believes; 0: there is no room. */
  readonly portraitRows: number;
}

/** Cells before the matrix, for the name of the believer. */
export const LABEL_CELLS = 14;
/** Rows above the matrix: what it shows, and the numbers of its columns. */
export const HEAD_ROWS = 2;
/** The legend. */
const FOOT_ROWS = 1;
const WIDEST_CELLS = 16;
/** A heading and two nodes. */
const LEAST_PORTRAIT_ROWS = 3;

export function beliefsLayout(state: DashboardState, { width, height }: Rect): BeliefsLayout {
  const { nodes } = state.sample;
  const room = Math.max(1, width - LABEL_CELLS);
  const cells = clamp(Math.floor(room / Math.max(1, nodes.length)), 1, WIDEST_CELLS);
  const rows = Math.max(1, height - HEAD_ROWS - FOOT_ROWS);
  // A heading, a line per other node, and an empty line before.
  const wanted = nodes.length + 1;
  const isRoomy = hasNumber(cells) && rows >= 2 * nodes.length + wanted;
  const linesEach = isRoomy ? 2 : 1;
  const most = Math.max(1, Math.floor(rows * MOST_MATRIX));
  const matrixRows =
    nodes.length * linesEach + LEAST_PORTRAIT_ROWS + 1 <= rows
      ? Math.min(nodes.length * linesEach, Math.max(most, rows - wanted))
      : Math.min(nodes.length, rows >= 4 * LEAST_PORTRAIT_ROWS ? most : rows);
  const spare = rows - matrixRows - 1;
  const across = Math.min(nodes.length, Math.max(1, Math.floor(room / cells)));
  const down = Math.max(1, Math.floor(matrixRows / linesEach));
  const firstBeliever = around(believerIndex(state), down, nodes.length);
  const firstSubject = around(subjectIndex(state), across, nodes.length);
  return {
    cells,
    linesEach,
    firstBeliever,
    believers: nodes.slice(firstBeliever, firstBeliever + down),
    firstSubject,
    subjects: nodes.slice(firstSubject, firstSubject + across),
    portraitRows: spare >= LEAST_PORTRAIT_ROWS ? spare : 0,
  };
}

/** Of many nodes the matrix takes so much of the rows. */
const MOST_MATRIX = 0.6;

export function believerIndex({ sample, selectedNode = 0 }: DashboardState): number {
  const found = sample.nodes.findIndex(({ id }) => id >= selectedNode);
  return found < 0 ? sample.nodes.length - 1 : found;
}

export function subjectIndex({ sample, views }: DashboardState): number {
  return Math.max(
    0,
    sample.nodes.findIndex(({ id }) => id === views.beliefs.subject),
  );
}

/** The first of `count` that are in sight around one of `length`. */
function around(index: number, count: number, length: number): number {
  return clamp(index - Math.floor(count / 2), 0, Math.max(0, length - count));
}
