import type { Rect } from '../../frame.js';
import { layoutOf } from '../../layout.js';
import type { Line } from '../../line.js';
import type { DashboardState } from '../../state.js';
import { selectedProcess, withSelectedRow } from '../../state.js';
import type { Update } from '../../update-result.js';
import { next } from '../../update-result.js';
import { historyChart } from '../history.js';
import { meterLines } from '../meters.js';
import { scrollNodes } from '../node-scroll.js';
import { nodeLines } from '../nodes.js';
import { columnAt, listHeaderLine, listLines } from '../processes.js';
import type { MouseMessage, Updating, View, ViewBody } from '../view.js';

/** The cluster as one server and its processes, as openMosix's mtop. */
export const MTOP: View = {
  id: 'mtop',
  title: 'mtop',
  keys: [],
  panels: ['processes'],
  body,
  pointer,
  process: selectedProcess,
  position: ({ listed, selectedRow }) =>
    `${listed.length === 0 ? 0 : selectedRow + 1}/${listed.length}`,
};

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
