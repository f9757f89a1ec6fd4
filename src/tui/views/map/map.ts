import type { Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { gossipAsks, toggleGossip } from './gossip.js';
import { infoLine } from './info-line.js';
import {
  chosenProcess,
  drop,
  enter,
  layoutIn,
  mapArea,
  NOTHING_CARRIED,
  needsSquare,
  needsSquares,
  nextColouring,
  nodeAtCursor,
  onNode,
  onProcess,
  pickUpOrDrop,
  selectedNode,
  sendHome,
  stepBack,
  stepProcess,
  towards,
  withMap,
  zoomIn,
} from './map-acts.js';
import { mapLines } from './map-drawing.js';
import { groupInFocus } from './map-groups.js';
import { type NodeArea, nodeAt, squareAt } from './map-layout.js';

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
      description: 'put the process back; otherwise out of the group',
      act: stepBack,
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
      description: 'drop the process; otherwise details, or the nodes of the group',
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
  position: (state) => groupInFocus(state)?.title ?? `node ${selectedNode(state)?.id ?? '-'}`,
};

function body(state: DashboardState, area: Rect): ViewBody {
  const inner = mapArea(area);
  const node = nodeAtCursor(state)?.id;
  const lines = mapLines(state, layoutIn(state, inner), inner, node);
  return { lines: inner.height < area.height ? [...lines, lastLine(state, area)] : lines };
}

/** What the last line tells of: what the mouse is over, else what is under the cursor. */
function lastLine(state: DashboardState, area: Rect): Line {
  const { hovered } = state.views.map;
  const layout = layoutIn(state, mapArea(area));
  const square = hovered && squareAt(layout, hovered.column, hovered.row);
  const underArea = hovered && nodeAt(layout, hovered.column, hovered.row);
  const under = underArea?.node;
  const process = square ?? (under === undefined ? chosenProcess(state) : undefined);
  const group = underArea === undefined ? groupInFocus(state) : underArea.group;
  return infoLine(state, { process, node: under ?? nodeAtCursor(state), group }, area.width);
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
        const free = withMap(state, { ...NOTHING_CARRIED, pid: undefined });
        if (under === undefined) return next(free);
        const chosen = onNode(free, under.node.id);
        return mouse.double && under.group !== undefined ? zoomIn(chosen) : next(chosen);
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
