import type { MigrateTarget } from '../../../cluster/facts/command.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { openNodeDetails, openProcessDetails } from '../../dialogs/details.js';
import type { Rect } from '../../drawing/frame.js';
import type { Act } from '../../key-binding.js';
import { answerNotice, refusalNotice } from '../../notice.js';
import { readOnlyReason } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { viewArea } from '../layout.js';
import { groupInFocus, placesOf } from './map-groups.js';
import { type MapLayout, mapLayout } from './map-layout.js';
import type { MapState } from './map-state.js';
import { type Direction, neighbour } from './neighbour.js';
import { COLOURINGS } from './square-colours.js';

/** What the keys of the map do, and what they act on. */

export const NOTHING_CARRIED: Partial<MapState> = { carried: undefined, dragged: undefined };

export function mapArea({ left, top, width, height }: Rect): Rect {
  return { left, top, width, height: height > 3 ? height - 1 : height };
}

export function layoutIn(state: DashboardState, area: Rect): MapLayout {
  return mapLayout(placesOf(state), state.sample.processes, area);
}

export function layoutNow(state: DashboardState): MapLayout {
  return layoutIn(state, mapArea(viewArea(state)));
}

/** Undefined also where the cursor is on a group. */
export function selectedNode(state: DashboardState): NodeView | undefined {
  return groupInFocus(state) === undefined ? nodeAtCursor(state) : undefined;
}

export function nodeAtCursor({ sample, selectedNode: id }: DashboardState): NodeView | undefined {
  return sample.nodes.find((node) => node.id === id) ?? sample.nodes[0];
}

export function chosenProcess({ sample, views }: DashboardState): ProcessView | undefined {
  const pid = views.map.carried ?? views.map.pid;
  return pid === undefined ? undefined : sample.processes.find((process) => process.pid === pid);
}

export function withMap(state: DashboardState, change: Partial<MapState>): DashboardState {
  return { ...state, views: { ...state.views, map: { ...state.views.map, ...change } } };
}

/** The cursor on a process, and on its node; it is no longer the mouse that points. */
export function onProcess(state: DashboardState, { pid, node }: ProcessView): DashboardState {
  return withMap({ ...state, selectedNode: node }, { pid, hovered: undefined });
}

export function onNode(state: DashboardState, id: number): DashboardState {
  return withMap({ ...state, selectedNode: id }, { pid: undefined, hovered: undefined });
}

export function nextColouring(state: DashboardState): Update {
  const at = COLOURINGS.indexOf(state.views.map.colouring);
  const colouring = COLOURINGS[(at + 1) % COLOURINGS.length]!;
  const notice = answerNotice(`processes are coloured by ${colouring}`);
  return next(withMap({ ...state, notice }, { colouring }));
}

export function towards(direction: Direction): Act {
  return (state) => {
    const { nodeAreas, squares } = layoutNow(state);
    const from = groupInFocus(state)?.nodes[0]?.id ?? state.selectedNode;
    const target = neighbour({ ...state, selectedNode: from }, nodeAreas, squares, direction);
    if (target === undefined) return next(state);
    return next('pid' in target ? onProcess(state, target) : onNode(state, target.id));
  };
}

/** The next process in the order of nodes. */
export function stepProcess(state: DashboardState, by: 1 | -1): DashboardState {
  const { squares } = layoutNow(state);
  if (squares.length === 0) return state;
  const at = squares.findIndex(({ process }) => process.pid === state.views.map.pid);
  const first = squares.findIndex(({ process }) => process.node === state.selectedNode);
  const index = at >= 0 ? at + by : Math.max(0, first);
  return onProcess(state, squares[(index + squares.length) % squares.length]!.process);
}

export function pickUpOrDrop(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (process === undefined) return next(state);
  if (state.views.map.carried !== undefined) return drop(state, process);
  const notice = answerNotice(
    `picked up process ${process.pid}: arrows choose a node, Enter drops it`,
  );
  return next(withMap({ ...state, notice }, { carried: process.pid, pid: undefined }));
}

export function enter(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (state.views.map.carried !== undefined && process !== undefined) return drop(state, process);
  if (groupInFocus(state) !== undefined) return zoomIn(state);
  if (process !== undefined) return openProcessDetails(state, process.pid);
  const node = nodeAtCursor(state);
  return node === undefined ? next(state) : openNodeDetails(state, node.id);
}

export function drop(state: DashboardState, process: ProcessView): Update {
  const to = state.selectedNode;
  const free = withMap(state, { ...NOTHING_CARRIED, pid: process.pid });
  if (to === undefined || to === process.node) {
    const notice = answerNotice(`process ${process.pid} stays on node ${process.node}`);
    return next({ ...free, notice });
  }
  return migrate(free, process, to);
}

export function sendHome(state: DashboardState): Update {
  const process = chosenProcess(state);
  return process === undefined ? next(state) : migrate(state, process, 'home');
}

export function migrate(state: DashboardState, { pid }: ProcessView, to: MigrateTarget): Update {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  return next(state, { type: 'send', command: { do: 'migrate', pid, to } });
}

export function needsSquares(state: DashboardState): string | undefined {
  if (groupInFocus(state) !== undefined) return 'Enter shows the nodes of the group first';
  return state.sample.processes.length === 0 ? 'there is no process' : undefined;
}

export function needsSquare(state: DashboardState): string | undefined {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return reason;
  return chosenProcess(state) === undefined ? 'no process is selected: n selects one' : undefined;
}

/** Shows the nodes of the group under the cursor. */
export function zoomIn(state: DashboardState): Update {
  const group = groupInFocus(state);
  if (group === undefined) return next(state);
  const zoom = [...state.views.map.zoom, new Set(group.nodes.map(({ id }) => id))];
  const selected = { ...state, selectedNode: group.nodes[0]!.id };
  const notice = answerNotice(`nodes of ${group.title}: Esc goes back`);
  return next(withMap({ ...selected, notice }, { zoom, pid: undefined, hovered: undefined }));
}

/** Puts back what is carried; else leaves the group, else goes back to where Enter led from. */
export function stepBack(state: DashboardState): Update {
  const { carried, zoom } = state.views.map;
  if (carried !== undefined) return next(withMap(state, NOTHING_CARRIED));
  if (zoom.length === 0) return next(withMap(state, { pid: undefined }));
  return next(withMap(state, { zoom: zoom.slice(0, -1), pid: undefined, hovered: undefined }));
}
