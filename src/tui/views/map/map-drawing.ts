import type { ProcessView } from '../../../cluster/facts/view.js';
import { Canvas, type Dot } from '../../drawing/canvas.js';
import { cellWidth, fitText, truncate } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour, Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clusterFigures, isMember } from '../../past/cluster-figures.js';
import { loadBar, loadColour, loadOf } from '../../past/load.js';
import type { DashboardState } from '../../state.js';
import { justArrived } from './arrivals.js';
import { drawGossip } from './gossip.js';
import { idsOf, type MapGroup } from './map-groups.js';
import type { MapLayout, NodeArea, Square } from './map-layout.js';
import { colouringOf, kindOf } from './square-colours.js';
import { drawWays } from './ways.js';

/** The map as lines: lines home, nodes, squares, and what is on its way. */
export function mapLines(
  state: DashboardState,
  { nodeAreas, squares }: MapLayout,
  area: Rect,
  selectedNode: number | undefined,
): readonly Line[] {
  const canvas = new Canvas(area.width, area.height, state.charset);
  const at = new Map(
    nodeAreas.flatMap((nodeArea) => idsOf(nodeArea).map((id) => [id, nodeArea] as const)),
  );
  const drawing: Drawing = { state, canvas, area, at };
  const labels = nodeAreas.map((nodeArea) => labelOf(nodeArea, state.charset));
  // Lines keep off what is to be read: also a cell beside it.
  for (const [index, nodeArea] of nodeAreas.entries()) {
    const { left, text } = labels[index]!;
    canvas.reserve(left - area.left - 1, nodeArea.labelRow - area.top, text.length + 2);
    const bar = barOf(nodeArea);
    if (bar !== undefined) canvas.reserve(bar.left - area.left, bar.row - area.top, bar.cells);
  }
  for (const { column, row } of squares) {
    canvas.reserve(column - area.left - 1, row - area.top, 3);
  }
  const centreOf = (node: number) => {
    const nodeArea = at.get(node);
    return nodeArea && centre(nodeArea, canvas, area);
  };
  drawWays(state, canvas, chosenSquare(squares, state), centreOf);
  drawGossip(state, canvas, centreOf);
  for (const [index, nodeArea] of nodeAreas.entries()) {
    drawNode(drawing, nodeArea, labels[index]!, nodeArea === at.get(selectedNode ?? 0));
  }
  const arrived = justArrived(state);
  const colourOf = colouringOf(state);
  for (const square of squares) {
    const { process } = square;
    const hasJustArrived = arrived.has(process.pid);
    drawSquare(drawing, square, { colour: colourOf(process), hasJustArrived });
  }
  for (const process of state.sample.processes) drawMoving(drawing, process);
  drawCarried(drawing);
  drawHovered(drawing, squares);
  return canvas.lines();
}

interface Drawing {
  readonly state: DashboardState;
  readonly canvas: Canvas;
  readonly area: Rect;
  readonly at: ReadonlyMap<number, NodeArea>;
}

function centre({ left, width, labelRow }: NodeArea, canvas: Canvas, area: Rect): Dot {
  return {
    x: Math.round((left - area.left + width / 2) * canvas.across),
    y: Math.round((labelRow - area.top + 0.5) * canvas.down),
  };
}

interface Label {
  /** Column of the screen. */
  readonly left: number;
  readonly text: string;
  /** The part of the text that is the load; empty: there is no room for it. */
  readonly load: string;
}

/** What stands at a node: as much as there is room for of number, name, load and what is hidden. */
function labelOf({ node, group, left, width, hidden }: NodeArea, charset: Charset): Label {
  if (group !== undefined) return groupLabel(group, { left, width, hidden }, charset);
  const isOff = !isMember(node);
  const load = width < 8 ? '' : isOff ? node.state : loadOf(node).toFixed(2);
  const name = width < 11 ? '' : sanitize(node.name);
  const words = [String(node.id), name, load].filter((word) => word !== '');
  const named = `${charset.lamp}${words.join(' ')}`;
  const more = hidden > 0 ? `+${hidden}` : '';
  const whole = named.length + more.length < width ? `${named} ${more}` : `${named}${more}`;
  const text = fitText(whole, width, 'left', charset.ellipsis).trimEnd();
  return { left: left + Math.floor((width - text.length) / 2), text, load };
}

function groupLabel(
  { title, nodes }: MapGroup,
  { left, width, hidden }: Pick<NodeArea, 'left' | 'width' | 'hidden'>,
  charset: Charset,
): Label {
  const load = clusterFigures(nodes).meanLoad.toFixed(2);
  const words = [sanitize(title), load, ...(hidden > 0 ? [`+${hidden}`] : [])];
  const fitting = words.filter((_, at) => words.slice(0, at + 1).join(' ').length < width);
  const text = fitText(`${charset.lamp}${fitting.join(' ')}`, width, 'left', charset.ellipsis);
  const written = text.trimEnd();
  const isShown = fitting.includes(load);
  return {
    left: left + Math.floor((width - written.length) / 2),
    text: written,
    load: isShown ? load : '',
  };
}

function drawNode(
  { state, canvas, area }: Drawing,
  nodeArea: NodeArea,
  label: Label,
  selected: boolean,
): void {
  const { node, group, left, top, width, height, labelRow } = nodeArea;
  const { text, load } = label;
  const column = label.left - area.left;
  const row = labelRow - area.top;
  const states = new Set((group?.nodes ?? [node]).map(({ state: its }) => its));
  const isOff = !states.has('up') && !states.has('leaving');
  const offColour = states.has('down') ? 'bad' : 'dim';
  const nodeLoad = group === undefined ? loadOf(node) : clusterFigures(group.nodes).meanLoad;
  canvas.text(column, row, text, { colour: isOff ? offColour : 'strong', bold: !isOff });
  // Where there is no room for the load, the lamp has its colour.
  const colour = loadColour(nodeLoad);
  const lamp = isOff || states.has('down') ? offColour : load === '' ? colour : 'good';
  canvas.text(column, row, state.charset.lamp, { colour: lamp, bold: true });
  const loadAt = load === '' ? -1 : text.lastIndexOf(load);
  if (!isOff && loadAt > 0) {
    canvas.text(column + loadAt, row, load, { colour, bold: true });
  }
  const bar = barOf(nodeArea);
  if (bar !== undefined && !isOff) {
    let at = bar.left - area.left;
    for (const part of loadBar(nodeLoad, bar.cells, state.charset)) {
      canvas.text(at, bar.row - area.top, part.text, part.style);
      at += part.text.length;
    }
  }
  const { carried, pid } = state.views.map;
  if (selected && pid === undefined) {
    canvas.ground(left - area.left, row, width, 'selected');
  }
  // Where a process is dropped is as large as the node.
  if (selected && carried !== undefined) {
    for (let at = top; at < top + height; at++) {
      if (at !== labelRow) canvas.ground(left - area.left, at - area.top, width, 'field');
    }
  }
}

/** Where the bar of a node's load is; undefined: there is no room for one. */
function barOf({ left, width, barRow: row }: NodeArea) {
  if (row === undefined) return undefined;
  const cells = Math.min(width - 2, MOST_BAR_CELLS);
  return { left: left + Math.floor((width - cells) / 2), row, cells };
}

const MOST_BAR_CELLS = 21;

function chosenSquare(squares: readonly Square[], state: DashboardState): Square | undefined {
  const { pid, carried } = state.views.map;
  const chosen = carried ?? hoveredSquare(squares, state)?.process.pid ?? pid;
  return squares.find(({ process }) => process.pid === chosen);
}

function drawSquare(
  { state, canvas, area }: Drawing,
  { process, column, row }: Square,
  { colour, hasJustArrived }: { readonly colour: Colour; readonly hasJustArrived: boolean },
): void {
  const isChosen = process.pid === (state.views.map.carried ?? state.views.map.pid);
  canvas.text(column - area.left, row - area.top, state.charset.squares[kindOf(process)], {
    colour,
    bold: isChosen || hasJustArrived,
    ...(isChosen ? { ground: 'selected' } : hasJustArrived ? { ground: 'sorted' } : {}),
  });
}

/** A process between two nodes: the longer it has been on its way, the nearer to its target. */
function drawMoving({ state, canvas, area, at }: Drawing, process: ProcessView): void {
  if (process.target === undefined) return;
  const from = at.get(process.node);
  const to = at.get(process.target);
  if (from === undefined || to === undefined) return;
  const [start, end] = [centre(from, canvas, area), centre(to, canvas, area)];
  canvas.line(start, end, 'moving', 2);
  const left = state.log.departures.get(process.pid)?.at ?? state.sample.now;
  const part = 0.15 + 0.7 * (1 - Math.exp(-(state.sample.now - left) / USUAL_SECONDS));
  const cellAt = (passed: number) => ({
    column: Math.floor((start.x + (end.x - start.x) * passed) / canvas.across),
    row: Math.floor((start.y + (end.y - start.y) * passed) / canvas.down),
  });
  // Where a node or its squares are it would stand for one of them: it stays off, towards the middle.
  let passed = part;
  while (Math.abs(passed - 0.5) > STEP && canvas.isReserved(cellAt(passed))) {
    passed += passed < 0.5 ? STEP : -STEP;
  }
  const { column, row } = cellAt(passed);
  const isChosen = process.pid === state.views.map.pid;
  canvas.text(column, row, state.charset.squares.moving, {
    colour: 'moving',
    bold: true,
    ...(isChosen ? { ground: 'selected' } : {}),
  });
}

/** By which part of its way a flight is moved off what it would cover. */
const STEP = 0.02;

/** How long a migration takes, roughly. */
const USUAL_SECONDS = 2;

function hoveredSquare(squares: readonly Square[], { views }: DashboardState): Square | undefined {
  const { hovered, carried } = views.map;
  if (hovered === undefined || carried !== undefined) return undefined;
  return squares.find(({ column, row }) => column === hovered.column && row === hovered.row);
}

/** Which process the mouse is over, beside it. */
function drawHovered({ state, canvas, area }: Drawing, squares: readonly Square[]): void {
  const square = hoveredSquare(squares, state);
  if (square === undefined) return;
  const { pid, user, command } = square.process;
  const words = ` ${pid} ${sanitize(user)} ${sanitize(command)} `;
  const text = truncate(words, area.width, state.charset.ellipsis);
  const left = Math.min(square.column - area.left + 2, area.width - cellWidth(text));
  const below = square.row - area.top + 1;
  const row = below < area.height ? below : below - 2;
  canvas.text(Math.max(0, left), row, text, { colour: 'strong', ground: 'field' });
  canvas.ground(square.column - area.left, square.row - area.top, 1, 'selected');
}

function drawCarried({ state, canvas, area }: Drawing): void {
  const { carried, dragged } = state.views.map;
  if (carried === undefined || dragged === undefined) return;
  const text = `${state.charset.squares.moving} ${carried}`;
  canvas.text(dragged.column - area.left, dragged.row - area.top, text, {
    colour: 'moving',
    bold: true,
    ground: 'field',
  });
}
