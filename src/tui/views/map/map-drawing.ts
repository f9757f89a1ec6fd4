import type { ProcessView } from '../../../cluster/view.js';
import { useColour } from '../../bar.js';
import { Canvas, type Dot } from '../../canvas.js';
import { fitText } from '../../cell-width.js';
import { isMember } from '../../cluster-figures.js';
import type { Colour, Rect } from '../../frame.js';
import type { Line } from '../../line.js';
import { sanitize } from '../../sanitize.js';
import type { DashboardState } from '../../state.js';
import type { MapLayout, NodePlace, Square } from './map-layout.js';

/** The map as lines: lines home, nodes, squares, and what is on its way. */
export function mapLines(
  state: DashboardState,
  { places, squares }: MapLayout,
  place: Rect,
  selectedNode: number | undefined,
): readonly Line[] {
  const canvas = new Canvas(place.width, place.height, state.charset);
  const at = new Map(places.map((nodePlace) => [nodePlace.node.id, nodePlace]));
  const drawing: Drawing = { state, canvas, place, at };
  drawLinesHome(drawing, squares);
  for (const nodePlace of places) drawNode(drawing, nodePlace, nodePlace.node.id === selectedNode);
  for (const square of squares) drawSquare(drawing, square);
  for (const process of state.sample.processes) drawMoving(drawing, process);
  drawCarried(drawing);
  return canvas.lines();
}

interface Drawing {
  readonly state: DashboardState;
  readonly canvas: Canvas;
  readonly place: Rect;
  readonly at: ReadonlyMap<number, NodePlace>;
}

/** More pairs than this are a tangle: then only the lines of what is chosen are drawn. */
const MOST_LINES = 40;

function drawLinesHome({ state, canvas, place, at }: Drawing, squares: readonly Square[]): void {
  const { pid, carried } = state.views.map;
  const chosen = carried ?? pid;
  const pairs = new Map<string, Square>();
  let marked: Square | undefined;
  for (const square of squares) {
    const { process } = square;
    if (process.pid === chosen) marked = square;
    if (process.node !== process.home) pairs.set(`${process.node} ${process.home}`, square);
  }
  const line = (square: Square, colour: Colour, gap: number) => {
    const from = at.get(square.process.node);
    const to = at.get(square.process.home);
    if (from === undefined || to === undefined || from === to) return;
    canvas.line(centre(from, canvas, place), centre(to, canvas, place), colour, gap);
  };
  const isCrowded = pairs.size > MOST_LINES;
  for (const square of pairs.values()) {
    const { node, home } = square.process;
    const concerns = node === state.selectedNode || home === state.selectedNode;
    if (!isCrowded || concerns) line(square, 'faint', 3);
  }
  if (marked !== undefined) line(marked, 'guest', 1);
}

function centre({ left, width, labelRow }: NodePlace, canvas: Canvas, place: Rect): Dot {
  return {
    x: Math.round((left - place.left + width / 2) * canvas.across),
    y: Math.round((labelRow - place.top + 0.5) * canvas.down),
  };
}

function drawNode(
  { state, canvas, place }: Drawing,
  nodePlace: NodePlace,
  selected: boolean,
): void {
  const { node, left, width, labelRow, hidden } = nodePlace;
  const { charset } = state;
  const column = left - place.left;
  const row = labelRow - place.top;
  const off = !isMember(node);
  const load = off ? node.state : node.upperLoad.toFixed(2);
  const id = String(node.id);
  const more = hidden > 0 ? `+${hidden}` : '';
  const words = [id, ...(width >= 11 ? [sanitize(node.name)] : []), ...(width >= 8 ? [load] : [])];
  const name = `${charset.lamp}${words.join(' ')}`;
  const text = fitText(
    name.length + more.length < width ? `${name} ${more}` : `${name}${more}`,
    width,
    'left',
    charset.ellipsis,
  ).trimEnd();
  const shift = Math.floor((width - text.length) / 2);
  canvas.text(column + shift, row, text, { colour: off ? 'bad' : 'strong', bold: !off });
  const busy = useColour((node.runnable / Math.max(1, node.cpus * node.threads)) * 0.75);
  canvas.text(column + shift, row, charset.lamp, { colour: off ? 'bad' : 'good', bold: true });
  const loadAt = text.lastIndexOf(load);
  if (!off && width >= 8 && loadAt > 0) {
    canvas.text(column + shift + loadAt, row, load, { colour: busy, bold: true });
  }
  if (selected && state.views.map.pid === undefined) canvas.ground(column, row, width, 'selected');
}

function drawSquare({ state, canvas, place }: Drawing, { process, column, row }: Square): void {
  const isChosen = process.pid === (state.views.map.carried ?? state.views.map.pid);
  canvas.text(column - place.left, row - place.top, state.charset.square, {
    colour: squareColour(process),
    bold: isChosen,
    ...(isChosen ? { ground: 'selected' } : {}),
  });
}

/** What the colours of the squares mean. */
export const SQUARE_WORDS: readonly (readonly [Colour, string])[] = [
  ['low', 'at home'],
  ['guest', 'migrated'],
  ['moving', 'moving'],
  ['bad', 'stopped'],
];

function squareColour({ state, node, home }: ProcessView): Colour {
  if (state === 'T') return 'bad';
  return node === home ? 'low' : 'guest';
}

/** A process between two nodes: the longer it has been on its way, the nearer to its target. */
function drawMoving({ state, canvas, place, at }: Drawing, process: ProcessView): void {
  if (process.target === undefined) return;
  const from = at.get(process.node);
  const to = at.get(process.target);
  if (from === undefined || to === undefined) return;
  const [start, end] = [centre(from, canvas, place), centre(to, canvas, place)];
  canvas.line(start, end, 'moving', 2);
  const left = state.log.departures.get(process.pid)?.at ?? state.sample.now;
  const part = 0.15 + 0.7 * (1 - Math.exp(-(state.sample.now - left) / USUAL_SECONDS));
  const column = Math.floor((start.x + (end.x - start.x) * part) / canvas.across);
  const row = Math.floor((start.y + (end.y - start.y) * part) / canvas.down);
  const isChosen = process.pid === state.views.map.pid;
  canvas.text(column, row, state.charset.square, {
    colour: 'moving',
    bold: true,
    ...(isChosen ? { ground: 'selected' } : {}),
  });
}

/** How long a migration takes, roughly. */
const USUAL_SECONDS = 2;

function drawCarried({ state, canvas, place }: Drawing): void {
  const { carried, dragged } = state.views.map;
  if (carried === undefined || dragged === undefined) return;
  const text = `${state.charset.square} ${carried}`;
  canvas.text(dragged.column - place.left, dragged.row - place.top, text, {
    colour: 'moving',
    bold: true,
    ground: 'field',
  });
}
