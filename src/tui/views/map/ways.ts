import type { Canvas, Dot } from '../../drawing/canvas.js';
import type { Colour } from '../../drawing/frame.js';
import type { DashboardState } from '../../state.js';
import type { Square } from './map-layout.js';

/** More ways than this are a tangle: then only those of the selected node are drawn. */
const MOST_WAYS = 40;

/** Where processes run away from home: all between the same two places as one way. */
interface Way {
  readonly from: Dot;
  readonly to: Dot;
  count: number;
  concernsSelected: boolean;
}

/**
 * The ways home of processes that run elsewhere, with their counts, and that of the chosen process.
 * @param centreOf where a node is on the canvas, in dots; undefined: it is not on the map
 */
export function drawWays(
  state: DashboardState,
  canvas: Canvas,
  chosen: Square | undefined,
  centreOf: (node: number) => Dot | undefined,
): void {
  const ways = waysOf(state, centreOf);
  const isCrowded = ways.length > MOST_WAYS;
  const drawn = ways.filter(({ concernsSelected }) => !isCrowded || concernsSelected);
  for (const { from, to } of drawn) canvas.line(from, to, 'faint', 3);
  if (chosen !== undefined) drawChosen(canvas, chosen, 'guest', centreOf);
  for (const { from, to, count } of drawn) {
    if (count < 2) continue;
    // Not in the middle, where ways cross: nearer to home, and each end has its own count.
    const column = Math.round((from.x + (to.x - from.x) * COUNT_AT) / canvas.across);
    const row = Math.floor((from.y + (to.y - from.y) * COUNT_AT) / canvas.down);
    const text = String(count);
    canvas.text(column - Math.floor(text.length / 2), row, text, { colour: 'dim' });
  }
}

const COUNT_AT = 0.6;

function waysOf(
  { sample, selectedNode }: DashboardState,
  centreOf: (node: number) => Dot | undefined,
): readonly Way[] {
  const ways = new Map<string, Way>();
  for (const { node, home, target } of sample.processes) {
    if (node === home || target !== undefined) continue;
    const [from, to] = [centreOf(node), centreOf(home)];
    if (from === undefined || to === undefined) continue;
    if (from.x === to.x && from.y === to.y) continue;
    const key = `${from.x} ${from.y} ${to.x} ${to.y}`;
    const way = ways.get(key) ?? { from, to, count: 0, concernsSelected: false };
    way.count++;
    way.concernsSelected ||= node === selectedNode || home === selectedNode;
    ways.set(key, way);
  }
  return [...ways.values()];
}

function drawChosen(
  canvas: Canvas,
  { process }: Square,
  colour: Colour,
  centreOf: (node: number) => Dot | undefined,
): void {
  const [from, to] = [centreOf(process.node), centreOf(process.home)];
  if (from !== undefined && to !== undefined) canvas.line(from, to, colour, 1);
}
