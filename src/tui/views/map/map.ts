import type { MigrateTarget } from '../../../cluster/facts/command.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { openNodeDetails, openProcessDetails } from '../../dialogs/details.js';
import type { Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import { clamp } from '../../drawing/scale.js';
import type { Act } from '../../key-binding.js';
import { answerNotice, refusalNotice } from '../../notice.js';
import { readOnlyReason } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { viewArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { gossipAsks, toggleGossip } from './gossip.js';
import { infoLine } from './info-line.js';
import { mapLines } from './map-drawing.js';
import {
  type MapLayout,
  MOST_NODES,
  mapLayout,
  type NodeArea,
  nodeAt,
  squareAt,
} from './map-layout.js';
import type { MapState } from './map-state.js';
import { type Direction, neighbour } from './neighbour.js';
import { COLOURINGS } from './square-colours.js';

/** Nodes in a circle with their processes around them, as openMosixmigmon. */
export const MAP: View = {
  id: 'map',
  title: 'map',
  keys: [
    {
      keys: ['m'],
      label: 'm',
      description: 'pick the process up, or drop it on the node',
      act: pickUpOrDrop,
      short: 'pick up',
      disabled: needsSquare,
    },
    {
      keys: ['S-h'],
      label: 'H',
      description: 'send the process home',
      act: sendHome,
      short: 'home',
      disabled: needsSquare,
    },
    {
      keys: ['escape'],
      label: 'Esc',
      description: 'put the process back',
      act: (state) => next(withMap(state, NOTHING_CARRIED)),
    },
    { keys: ['up'], label: 'Up', description: 'to the node or process above', act: towards('up') },
    { keys: ['down'], label: 'Down', description: 'to the one below', act: towards('down') },
    { keys: ['left'], label: 'Left', description: 'to the one on the left', act: towards('left') },
    {
      keys: ['right'],
      label: 'Right',
      description: 'to the one on the right',
      act: towards('right'),
    },
    {
      keys: ['n'],
      label: 'n',
      description: 'the next process',
      act: (state) => next(stepProcess(state, 1)),
      short: 'next',
      disabled: needsSquares,
    },
    {
      keys: ['b'],
      label: 'b',
      description: 'the previous process',
      act: (state) => next(stepProcess(state, -1)),
      disabled: needsSquares,
    },
    {
      keys: ['g'],
      label: 'g',
      description: 'show who tells whom its load, or no longer',
      act: toggleGossip,
      short: 'gossip',
    },
    {
      keys: ['c'],
      label: 'c',
      description: 'colour the processes by place, by user or by age',
      act: nextColouring,
      short: 'colour',
    },
    {
      keys: ['enter'],
      label: 'Enter',
      description: 'drop the process; otherwise details',
      act: enter,
    },
  ],
  panels: ['map'],
  hovers: true,
  body,
  pointer,
  asks: gossipAsks,
  process: chosenProcess,
  node: selectedNode,
  position: (state) => `node ${selectedNode(state)?.id ?? '-'}`,
};

const NOTHING_CARRIED: Partial<MapState> = { carried: undefined, dragged: undefined };

function body(state: DashboardState, area: Rect): ViewBody {
  const inner = mapArea(area);
  const node = selectedNode(state)?.id;
  const lines = mapLines(state, layoutIn(state, inner), inner, node);
  return { lines: inner.height < area.height ? [...lines, lastLine(state, area)] : lines };
}

function mapArea({ left, top, width, height }: Rect): Rect {
  return { left, top, width, height: height > 3 ? height - 1 : height };
}

function layoutIn(state: DashboardState, area: Rect): MapLayout {
  return mapLayout(nodesShown(state), state.sample.processes, area);
}

function layoutNow(state: DashboardState): MapLayout {
  return layoutIn(state, mapArea(viewArea(state)));
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

function withMap(state: DashboardState, change: Partial<MapState>): DashboardState {
  return { ...state, views: { ...state.views, map: { ...state.views.map, ...change } } };
}

/** The cursor on a process, and on its node; it is no longer the mouse that points. */
function onProcess(state: DashboardState, { pid, node }: ProcessView): DashboardState {
  return withMap({ ...state, selectedNode: node }, { pid, hovered: undefined });
}

function onNode(state: DashboardState, id: number): DashboardState {
  return withMap({ ...state, selectedNode: id }, { pid: undefined, hovered: undefined });
}

function nextColouring(state: DashboardState): Update {
  const at = COLOURINGS.indexOf(state.views.map.colouring);
  const colouring = COLOURINGS[(at + 1) % COLOURINGS.length]!;
  const notice = answerNotice(`processes are coloured by ${colouring}`);
  return next(withMap({ ...state, notice }, { colouring }));
}

function towards(direction: Direction): Act {
  return (state) => {
    const { nodeAreas, squares } = layoutNow(state);
    const target = neighbour(state, nodeAreas, squares, direction);
    if (target === undefined) return next(state);
    return next('pid' in target ? onProcess(state, target) : onNode(state, target.id));
  };
}

/** The next process in the order of nodes. */
function stepProcess(state: DashboardState, by: 1 | -1): DashboardState {
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
    `picked up process ${process.pid}: arrows choose a node, Enter drops it`,
  );
  return next(withMap({ ...state, notice }, { carried: process.pid, pid: undefined }));
}

function enter(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (state.views.map.carried !== undefined && process !== undefined) return drop(state, process);
  return process === undefined ? openNodeDetails(state) : openProcessDetails(state, process.pid);
}

function drop(state: DashboardState, process: ProcessView): Update {
  const to = state.selectedNode;
  const free = withMap(state, { ...NOTHING_CARRIED, pid: process.pid });
  if (to === undefined || to === process.node) {
    const notice = answerNotice(`process ${process.pid} stays on node ${process.node}`);
    return next({ ...free, notice });
  }
  return migrate(free, process, to);
}

function sendHome(state: DashboardState): Update {
  const process = chosenProcess(state);
  return process === undefined ? next(state) : migrate(state, process, 'home');
}

function migrate(state: DashboardState, { pid }: ProcessView, to: MigrateTarget): Update {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  return next(state, { type: 'send', command: { do: 'migrate', pid, to } });
}

function needsSquares(state: DashboardState): string | undefined {
  return state.sample.processes.length === 0 ? 'there is no process' : undefined;
}

function needsSquare(state: DashboardState): string | undefined {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return reason;
  return chosenProcess(state) === undefined ? 'no process is selected: n selects one' : undefined;
}

/** What the last line tells of: what the mouse is over, else what is under the cursor. */
function lastLine(state: DashboardState, area: Rect): Line {
  const { hovered } = state.views.map;
  const layout = layoutIn(state, mapArea(area));
  const square = hovered && squareAt(layout, hovered.column, hovered.row);
  const under = hovered && nodeAt(layout, hovered.column, hovered.row)?.node;
  const process = square ?? (under === undefined ? chosenProcess(state) : undefined);
  const hidden = state.sample.nodes.length - layout.nodeAreas.length;
  return infoLine(state, { process, node: under ?? selectedNode(state), hidden }, area.width);
}

/**
 * Press on a square and release on a node: migrates. A double click sends home. A press on a node
 * chooses it.
 */
function pointer(state: DashboardState, mouse: MouseMessage, area: Rect): Update {
  const { action, column, row } = mouse;
  const layout = layoutIn(state, mapArea(area));
  const { carried } = state.views.map;
  switch (action) {
    case 'move':
      return next(withMap(state, { hovered: { column, row } }));
    case 'press': {
      const square = squareAt(layout, column, row);
      if (square === undefined) {
        const under = nodeAt(layout, column, row);
        return next(
          under === undefined
            ? withMap(state, { ...NOTHING_CARRIED, pid: undefined })
            : onNode(withMap(state, NOTHING_CARRIED), under.node.id),
        );
      }
      const chosen = onProcess(state, square);
      if (mouse.double) return sendHome(withMap(chosen, NOTHING_CARRIED));
      return next(
        withMap(chosen, state.readOnly ? {} : { carried: square.pid, dragged: undefined }),
      );
    }
    case 'drag': {
      if (carried === undefined) return next(state);
      const over = nodeAt(layout, column, row)?.node.id ?? state.selectedNode;
      return next(
        withMap(
          { ...state, selectedNode: over },
          { dragged: { column, row }, hovered: undefined, pid: undefined },
        ),
      );
    }
    case 'release':
      return release(state, nodeAt(layout, column, row));
    case 'wheel-up':
      return next(stepProcess(state, -1));
    case 'wheel-down':
      return next(stepProcess(state, 1));
  }
}

function release(state: DashboardState, under: NodeArea | undefined): Update {
  const { carried, dragged } = state.views.map;
  const process = chosenProcess(state);
  if (carried === undefined || process === undefined) return next(withMap(state, NOTHING_CARRIED));
  if (dragged === undefined) return next(withMap(state, { ...NOTHING_CARRIED, pid: carried }));
  if (under === undefined) return next(onProcess(withMap(state, NOTHING_CARRIED), process));
  return drop({ ...state, selectedNode: under.node.id }, process);
}
