import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import type { Rect } from '../../drawing/frame.js';
import { idsOf, type MapGroup, type MapPlace } from './map-groups.js';

/** Where nodes and processes are on the map, in cells of the screen. */
export interface MapLayout {
  readonly nodeAreas: readonly NodeArea[];
  readonly squares: readonly Square[];
}

/** A node with its processes around it. */
export interface NodeArea extends Rect {
  readonly node: NodeView;
  /** The group that stands here; undefined: the node alone. */
  readonly group: MapGroup | undefined;
  /** Row of its label. */
  readonly labelRow: number;
  /** Row of the bar of its load; undefined: there is no room. */
  readonly barRow: number | undefined;
  /** Processes here that have no square of their own: all those of a group. */
  readonly hidden: number;
}

/** A process. */
export interface Square {
  readonly process: ProcessView;
  readonly column: number;
  readonly row: number;
}

/** Places around an ellipse, each with as much room for its processes as all of them can have. */
export function mapLayout(
  places: readonly MapPlace[],
  processes: readonly ProcessView[],
  area: Rect,
): MapLayout {
  const rects = nodeRects(places.length, area);
  const lists = places.map((): ProcessView[] => []);
  const byNode = new Map(
    places.flatMap((place, index) => idsOf(place).map((id) => [id, lists[index]!] as const)),
  );
  // A process on its way has left its node.
  for (const process of processes) {
    if (process.target === undefined) byNode.get(process.node)?.push(process);
  }
  const squares: Square[] = [];
  const nodeAreas = places.map(({ node, group }, index): NodeArea => {
    const rect = rects[index]!;
    const labelRow = rect.top + Math.floor((rect.height - 1) / 2);
    const here = lists[index]!;
    const barRow = rect.height >= LEAST_ROWS_WITH_BAR ? labelRow - 1 : undefined;
    const rows = squareRows(rect, labelRow).filter((row) => row !== barRow);
    const perRow = Math.floor((rect.width + 1) / 2);
    const shown = group === undefined ? here.slice(0, rows.length * perRow) : [];
    for (const [rowIndex, row] of rows.entries()) {
      const inRow = shown.slice(rowIndex * perRow, (rowIndex + 1) * perRow);
      const left = rect.left + Math.floor((rect.width - (2 * inRow.length - 1)) / 2);
      for (const [at, process] of inRow.entries()) {
        squares.push({ process, column: left + 2 * at, row });
      }
    }
    return { ...rect, node, group, labelRow, barRow, hidden: here.length - shown.length };
  });
  return { nodeAreas, squares };
}

/** A label, a bar and rows of squares on both sides. */
const LEAST_ROWS_WITH_BAR = 4;

/** Width and height of a node's area, and on how many ellipses nodes are: the roomiest that fit. */
const FORMS: readonly (readonly [width: number, height: number])[] = [
  [39, 11],
  [31, 9],
  [23, 7],
  [19, 5],
  [15, 5],
  [15, 4],
  [11, 4],
  [11, 3],
  [9, 3],
  [9, 2],
  [5, 2],
  [5, 1],
];

function nodeRects(count: number, area: Rect): readonly Rect[] {
  for (const [width, height] of FORMS) {
    for (const rings of [1, 2, 3]) {
      const rects = onRings(count, rings, width, height, area);
      if (rects !== undefined && !anyOverlap(rects)) return rects;
    }
  }
  return inRows(count, area);
}

function onRings(
  count: number,
  rings: number,
  width: number,
  height: number,
  area: Rect,
): readonly Rect[] | undefined {
  const spareX = area.width - width;
  const spareY = area.height - height;
  if (spareX < 0 || spareY < 0) return undefined;
  const angles = Array.from({ length: count }, (_, index) => {
    const angle = (2 * Math.PI * index) / count - Math.PI / 2;
    const shrink = 1 - (index % rings) * RING_STEP;
    return { x: shrink * Math.cos(angle), y: shrink * Math.sin(angle) };
  });
  const across = partOf(angles.map(({ x }) => x));
  const down = partOf(angles.map(({ y }) => y));
  return angles.map(({ x, y }) => ({
    left: area.left + Math.round(spareX * across(x)),
    top: area.top + Math.round(spareY * down(y)),
    width,
    height,
  }));
}

/**
 * Where a value lies between the lowest and the highest, 0 to 1: an odd number of nodes on a circle
 * reaches less far down than up, and shall have all of the room too.
 */
function partOf(values: readonly number[]): (value: number) => number {
  const lowest = Math.min(...values);
  const highest = Math.max(...values);
  return (value) => (highest - lowest > SAME_PLACE ? (value - lowest) / (highest - lowest) : 0.5);
}

const RING_STEP = 0.3;
/** Sines and cosines of the same place differ by less. */
const SAME_PLACE = 1e-9;

function anyOverlap(rects: readonly Rect[]): boolean {
  return rects.some((a, index) =>
    rects
      .slice(index + 1)
      .some(
        (b) =>
          a.left <= b.left + b.width &&
          b.left <= a.left + a.width &&
          a.top < b.top + b.height &&
          b.top < a.top + a.height,
      ),
  );
}

/** Where no ellipse has room: one cell high, side by side. */
function inRows(count: number, { left, top, width, height }: Rect): readonly Rect[] {
  const cells = 5;
  const across = Math.max(1, Math.floor(width / (cells + 1)));
  return Array.from({ length: count }, (_, index) => ({
    left: left + (index % across) * (cells + 1),
    top: top + Math.min(height - 1, Math.floor(index / across)),
    width: cells,
    height: 1,
  }));
}

/** The rows for squares, those next to the label first. */
function squareRows({ top, height }: Rect, labelRow: number): readonly number[] {
  return Array.from({ length: height }, (_, row) => top + row)
    .filter((row) => row !== labelRow)
    .sort((a, b) => Math.abs(a - labelRow) - Math.abs(b - labelRow) || b - a);
}

export function squareAt(
  { squares }: MapLayout,
  column: number,
  row: number,
): ProcessView | undefined {
  return squares.find((square) => square.row === row && square.column === column)?.process;
}

export function nodeAt(
  { nodeAreas }: MapLayout,
  column: number,
  row: number,
): NodeArea | undefined {
  return nodeAreas.find(
    ({ left, top, width, height }) =>
      column >= left && column < left + width && row >= top && row < top + height,
  );
}
