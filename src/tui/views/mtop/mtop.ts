import type { Rect } from '../../drawing/frame.js';
import type { Line } from '../../drawing/line.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { layoutOf, sideArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { clusterPast } from './cluster-past.js';
import { listBadges } from './list-badges.js';
import { historyChart } from './load-chart.js';
import { meterLines } from './meters.js';
import { MTOP_KEYS, sortBy } from './mtop-keys.js';
import { nodesFocused, nodeUnderCursor, scrollNodes } from './node-cursor.js';
import { nodeLines } from './nodes.js';
import { selectedProcess, withSelectedRow } from './process-list.js';
import { columnAt, listHeaderLine, listLines } from './processes.js';

/** The cluster as one server and its processes, as openMosix's mtop. */
export const MTOP: View = {
  id: 'mtop',
  title: 'mtop',
  keys: MTOP_KEYS,
  panels: ['processes', 'nodes'],
  body,
  pointer,
  process: (state) => (nodesFocused(state) ? undefined : selectedProcess(state)),
  node: (state) => (nodesFocused(state) ? nodeUnderCursor(state) : undefined),
  badges: listBadges,
  position(state) {
    const { listed, selectedRow } = state.views.mtop;
    if (nodesFocused(state)) return `node ${nodeUnderCursor(state)?.id ?? '-'}`;
    return `${listed.length === 0 ? 0 : selectedRow + 1}/${listed.length}`;
  },
};

const WHEEL_ROWS = 3;

function body(state: DashboardState, area: Rect): ViewBody {
  const layout = layoutOf(state);
  const lines: Line[] = Array.from({ length: area.height }, () => []);
  const put = (top: number, block: readonly Line[]) => {
    lines.splice(top - area.top, block.length, ...block);
  };
  put(layout.meters.top, meterLines(state, layout.meters));
  put(layout.nodes.top, nodeLines(state, layout.nodes));
  if (layout.listHeader !== undefined) put(layout.listHeader, [listHeaderLine(state)]);
  put(layout.list.top, listLines(state, layout.list));
  if (sideArea(state) !== undefined) {
    const { top, width, height } = layout.list;
    const past = clusterPast(state, width, height - state.views.mtop.listed.length);
    put(top + height - past.length, past);
  }
  const charts = layout.chart === undefined ? [] : [historyChart(state, layout.chart)];
  return { lines, charts };
}

/** A click selects a process, a title of the list sorts, the wheel scrolls. */
function pointer(state: DashboardState, { action, column, row }: MouseMessage): Update {
  const wheel = action === 'wheel-up' ? -1 : action === 'wheel-down' ? 1 : 0;
  const { nodes, listHeader, list } = layoutOf(state);
  const { scroll, selectedRow, listed } = state.views.mtop;
  if (wheel !== 0 && row >= nodes.top && row < nodes.top + nodes.height) {
    return next(scrollNodes(state, wheel));
  }
  if (wheel !== 0) return next(withSelectedRow(state, selectedRow + wheel * WHEEL_ROWS));
  if (action !== 'press') return next(state);
  if (row === listHeader) {
    const title = columnAt(column, state);
    return title === undefined ? next(state) : sortBy(title.id)(state);
  }
  const rowInList = row - list.top;
  if (rowInList < 0 || rowInList >= list.height) return next(state);
  const index = scroll + rowInList;
  return next(index < listed.length ? withSelectedRow(state, index) : state);
}
