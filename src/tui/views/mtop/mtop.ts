import type { Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import { type DashboardState, selectedProcess, withSelectedRow } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { layoutOf } from '../layout.js';
import { moveNodeCursor, nodeUnderCursor, scrollNodes } from '../node-scroll.js';
import type { MouseMessage, Updating, View, ViewBody } from '../view.js';
import { historyChart } from './load-chart.js';
import { meterLines } from './meters.js';
import { nodeLines } from './nodes.js';
import { columnAt, listHeaderLine, listLines } from './processes.js';

/** The cluster as one server and its processes, as openMosix's mtop. */
export const MTOP: View = {
  id: 'mtop',
  title: 'mtop',
  keys: [],
  panels: ['processes', 'nodes'],
  body,
  pointer,
  press,
  process: (state) => (state.panel === NODES ? undefined : selectedProcess(state)),
  node: (state) => (state.panel === NODES ? nodeUnderCursor(state) : undefined),
  position(state) {
    const { listed, selectedRow } = state;
    if (state.panel === NODES) return `node ${nodeUnderCursor(state)?.id ?? '-'}`;
    return `${listed.length === 0 ? 0 : selectedRow + 1}/${listed.length}`;
  },
};

/** The panel of nodes. */
const NODES = 1;
const ALL = 1_000_000;

/** How far keys move the cursor of the nodes when they have the keys. */
const NODE_MOVES: Readonly<Record<string, number>> = {
  up: -1,
  down: 1,
  pageup: -10,
  pagedown: 10,
  home: -ALL,
  end: ALL,
};

function press(state: DashboardState, name: string): Update | undefined {
  const by = state.panel === NODES ? NODE_MOVES[name] : undefined;
  if (by === undefined) return undefined;
  const { nodes } = layoutOf(state.size, state.sample.nodes.length, state.settings.panels);
  return next(moveNodeCursor(state, by, Math.max(1, (nodes.height - 1) * nodes.across)));
}

const WHEEL_ROWS = 3;

function body(state: DashboardState, place: Rect): ViewBody {
  const layout = layoutOf(state.size, state.sample.nodes.length, state.settings.panels);
  const lines: Line[] = Array.from({ length: place.height }, () => []);
  const put = (top: number, block: readonly Line[]) => {
    lines.splice(top - place.top, block.length, ...block);
  };
  put(layout.meters.top, meterLines(state, layout.meters.width, layout.meters.height));
  put(layout.nodes.top, nodeLines(state, layout.nodes));
  if (layout.listHeader !== undefined) put(layout.listHeader, [listHeaderLine(state)]);
  put(layout.list.top, listLines(state, layout.list));
  const charts = layout.chart === undefined ? [] : [historyChart(state.history, layout.chart)];
  return { lines, charts };
}

/** A click selects a process, a title of the list sorts, the wheel scrolls. */
function pointer(
  state: DashboardState,
  { action, column, row }: MouseMessage,
  _: Rect,
  update: Updating,
): Update {
  const wheel = action === 'wheel-up' ? -1 : action === 'wheel-down' ? 1 : 0;
  const layout = layoutOf(state.size, state.sample.nodes.length, state.settings.panels);
  const { nodes } = layout;
  if (wheel !== 0 && row >= nodes.top && row < nodes.top + nodes.height) {
    return next(scrollNodes(state, wheel));
  }
  if (wheel !== 0) return next(withSelectedRow(state, state.selectedRow + wheel * WHEEL_ROWS));
  if (action !== 'press') return next(state);
  if (row === layout.listHeader) {
    const title = columnAt(column, state);
    return title === undefined ? next(state) : update(state, { type: 'sort-by', column: title.id });
  }
  const listed = row - layout.list.top;
  if (listed < 0 || listed >= layout.list.height) return next(state);
  const index = state.scroll + listed;
  return next(index < state.listed.length ? withSelectedRow(state, index) : state);
}
