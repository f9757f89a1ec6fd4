import type { MigrateTarget } from '../../../cluster/facts/command.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { openNodeDetails, openProcessDetails } from '../../dialogs/details.js';
import type { Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import { type Act, key } from '../../key-binding.js';
import { answerNotice, refusalNotice } from '../../notice.js';
import { clamp, type DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { viewPlace } from '../view-place.js';
import { infoLine } from './info-line.js';
import { mapLines } from './map-drawing.js';
import { type MapLayout, MOST_NODES, mapLayout, type NodePlace } from './map-layout.js';
import type { MapState } from './map-state.js';
import { type Direction, neighbour } from './neighbour.js';

/** Nodes in a circle with their processes around them, as openMosixmigmon. */
export const MAP: View = {
  id: 'map',
  title: 'map',
  keys: [
    key(['m'], 'm', 'pick the process up, or drop it on the node', pickUpOrDrop, {
      short: 'pick up',
      disabled: needsSquare,
    }),
    key(['h'], 'h', 'send the process home', sendHome, { short: 'home', disabled: needsSquare }),
    key(['escape'], 'Esc', 'put the process back', (state) =>
      next(changed(state, NOTHING_CARRIED)),
    ),
    key(['up'], 'Up', 'to the node or process above', towards('up')),
    key(['down'], 'Down', 'to the one below', towards('down')),
    key(['left'], 'Left', 'to the one at the left', towards('left')),
    key(['right'], 'Right', 'to the one at the right', towards('right')),
    key(['n'], 'n', 'the next process', (state) => next(stepped(state, 1)), { short: 'next' }),
    key(['S-n'], 'N', 'the process before', (state) => next(stepped(state, -1))),
    key(['enter'], 'Enter', 'drop the process; else details', enter),
  ],
  panels: ['map'],
  hovers: true,
  body,
  pointer,
  process: chosenProcess,
  node: selectedNode,
  position: (state) => `node ${selectedNode(state)?.id ?? '-'}`,
};

const NOTHING_CARRIED: Partial<MapState> = { carried: undefined, dragged: undefined };

function body(state: DashboardState, place: Rect): ViewBody {
  const inner = mapPlace(place);
  const node = selectedNode(state)?.id;
  const lines = mapLines(state, layoutIn(state, inner), inner, node);
  return { lines: inner.height < place.height ? [...lines, lastLine(state, place)] : lines };
}

function mapPlace({ left, top, width, height }: Rect): Rect {
  return { left, top, width, height: height > 3 ? height - 1 : height };
}

function layoutIn(state: DashboardState, place: Rect): MapLayout {
  return mapLayout(nodesShown(state), state.sample.processes, place);
}

function layoutNow(state: DashboardState): MapLayout {
  return layoutIn(state, mapPlace(viewPlace(state)));
}

function nodesShown({ sample, selectedNode: id = 0 }: DashboardState): readonly NodeView[] {
  if (sample.nodes.length <= MOST_NODES) return sample.nodes;
  const index = sample.nodes.findIndex((node) => node.id >= id);
  const first = clamp(index - MOST_NODES / 2, 0, sample.nodes.length - MOST_NODES);
  return sample.nodes.slice(first, first + MOST_NODES);
}

function selectedNode({ sample, selectedNode: id }: DashboardState): NodeView | undefined {
  return sample.nodes.find((node) => node.id === id) ?? sample.nodes[0];
}

function chosenProcess({ sample, views }: DashboardState): ProcessView | undefined {
  const pid = views.map.carried ?? views.map.pid;
  return pid === undefined ? undefined : sample.processes.find((process) => process.pid === pid);
}

function changed(state: DashboardState, change: Partial<MapState>): DashboardState {
  return { ...state, views: { ...state.views, map: { ...state.views.map, ...change } } };
}

/** The cursor on a process, and on its node; it is no longer the mouse that points. */
function onProcess(state: DashboardState, { pid, node }: ProcessView): DashboardState {
  return changed({ ...state, selectedNode: node }, { pid, hovered: undefined });
}

function onNode(state: DashboardState, id: number): DashboardState {
  return changed({ ...state, selectedNode: id }, { pid: undefined, hovered: undefined });
}

function towards(direction: Direction): Act {
  return (state) => {
    const { places, squares } = layoutNow(state);
    const target = neighbour(state, places, squares, direction);
    if (target === undefined) return next(state);
    return next('pid' in target ? onProcess(state, target) : onNode(state, target.id));
  };
}

/** The next process in the order of nodes. */
function stepped(state: DashboardState, by: 1 | -1): DashboardState {
  const { squares } = layoutNow(state);
  if (squares.length === 0) return state;
  const at = squares.findIndex(({ process }) => process.pid === state.views.map.pid);
  const first = squares.findIndex(({ process }) => process.node === state.selectedNode);
  const index = at >= 0 ? at + by : Math.max(0, first);
  return onProcess(state, squares[(index + squares.length) % squares.length]!.process);
}

function pickUpOrDrop(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (process === undefined) return next(state);
  if (state.views.map.carried !== undefined) return drop(state, process);
  const notice = answerNotice(
    `process ${process.pid} is picked up: arrows choose a node, Enter drops it`,
  );
  return next(changed({ ...state, notice }, { carried: process.pid, pid: undefined }));
}

function enter(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (state.views.map.carried !== undefined && process !== undefined) return drop(state, process);
  return process === undefined ? openNodeDetails(state) : openProcessDetails(state, process.pid);
}

function drop(state: DashboardState, process: ProcessView): Update {
  const to = state.selectedNode;
  const free = changed(state, { ...NOTHING_CARRIED, pid: process.pid });
  if (to === undefined || to === process.node) return next(free);
  return migrate(free, process, to);
}

function sendHome(state: DashboardState): Update {
  const process = chosenProcess(state);
  return process === undefined ? next(state) : migrate(state, process, 'home');
}

function migrate(state: DashboardState, { pid }: ProcessView, to: MigrateTarget): Update {
  if (state.readOnly) return next({ ...state, notice: refusalNotice(READ_ONLY) });
  return next(state, { type: 'send', command: { do: 'migrate', pid, to } });
}

const READ_ONLY = 'read-only: nothing can be changed';

function needsSquare(state: DashboardState): string | undefined {
  if (state.readOnly) return READ_ONLY;
  return chosenProcess(state) === undefined ? 'no process is chosen: n chooses one' : undefined;
}

/** What the last line tells of: what the mouse is over, else what is under the cursor. */
function lastLine(state: DashboardState, place: Rect): Line {
  const { hovered } = state.views.map;
  const layout = layoutIn(state, mapPlace(place));
  const square = hovered && squareAt(layout, hovered.column, hovered.row);
  const under = hovered && placeAt(layout, hovered.column, hovered.row)?.node;
  const process = square ?? (under === undefined ? chosenProcess(state) : undefined);
  const hidden = state.sample.nodes.length - layout.places.length;
  return infoLine(state, { process, node: under ?? selectedNode(state), hidden }, place.width);
}

/**
 * Press on a square and release on a node: migrates. A double click sends home. A press on a node
 * chooses it.
 */
function pointer(state: DashboardState, mouse: MouseMessage, place: Rect): Update {
  const { action, column, row } = mouse;
  const layout = layoutIn(state, mapPlace(place));
  const { carried } = state.views.map;
  switch (action) {
    case 'move':
      return next(changed(state, { hovered: { column, row } }));
    case 'press': {
      const square = squareAt(layout, column, row);
      if (square === undefined) {
        const under = placeAt(layout, column, row);
        return next(
          under === undefined
            ? changed(state, { ...NOTHING_CARRIED, pid: undefined })
            : onNode(changed(state, NOTHING_CARRIED), under.node.id),
        );
      }
      const chosen = onProcess(state, square);
      if (mouse.double) return sendHome(changed(chosen, NOTHING_CARRIED));
      return next(
        changed(chosen, state.readOnly ? {} : { carried: square.pid, dragged: undefined }),
      );
    }
    case 'drag': {
      if (carried === undefined) return next(state);
      const over = placeAt(layout, column, row)?.node.id ?? state.selectedNode;
      return next(
        changed(
          { ...state, selectedNode: over },
          { dragged: { column, row }, hovered: undefined, pid: undefined },
        ),
      );
    }
    case 'release':
      return release(state, placeAt(layout, column, row));
    case 'wheel-up':
      return next(stepped(state, -1));
    case 'wheel-down':
      return next(stepped(state, 1));
  }
}

function release(state: DashboardState, under: NodePlace | undefined): Update {
  const { carried, dragged } = state.views.map;
  const process = chosenProcess(state);
  if (carried === undefined || process === undefined) return next(changed(state, NOTHING_CARRIED));
  if (dragged === undefined) return next(changed(state, { ...NOTHING_CARRIED, pid: carried }));
  if (under === undefined) return next(onProcess(changed(state, NOTHING_CARRIED), process));
  return drop({ ...state, selectedNode: under.node.id }, process);
}

function squareAt({ squares }: MapLayout, column: number, row: number): ProcessView | undefined {
  return squares.find((square) => square.row === row && square.column === column)?.process;
}

function placeAt({ places }: MapLayout, column: number, row: number): NodePlace | undefined {
  return places.find(
    ({ left, top, width, height }) =>
      column >= left && column < left + width && row >= top && row < top + height,
  );
}
