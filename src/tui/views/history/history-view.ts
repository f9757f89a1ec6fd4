import { formatClock, formatDuration } from '../../../base/units.js';
import { truncate } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { key } from '../../key-binding.js';
import type { Mark } from '../../past/marks.js';
import { clamp, type DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { viewPlace } from '../view-place.js';
import { axisLine } from './axis-line.js';
import { diagramsOf } from './curves.js';
import { diagramLines, SCALE_CELLS } from './diagram-lines.js';
import type { HistoryViewState } from './history-state.js';
import { SHORTEST_SECONDS, type TimeWindow, timeWindow } from './time-window.js';

/** Load, memory, balance and migrations over time, as openMosixanalyzer. */
export const HISTORY: View = {
  id: 'history',
  title: 'history',
  keys: [
    key([']'], ']', 'a shorter part of the past, larger', (state) => next(zoomed(state, 0.5)), {
      short: 'zoom in',
    }),
    key(['['], '[', 'a longer part of the past', (state) => next(zoomed(state, 2)), {
      short: 'zoom out',
    }),
    key(['left'], 'Left', 'the cursor to the past', (state) => next(moved(state, -1))),
    key(['right'], 'Right', 'the cursor to the present', (state) => next(moved(state, 1))),
    key(['pageup'], 'PgUp', 'far to the past', (state) => next(moved(state, -20))),
    key(['pagedown'], 'PgDn', 'far to the present', (state) => next(moved(state, 20))),
    key(['home'], 'Home', 'to the beginning', (state) => next(moved(state, -1e6))),
    key(['end', 'escape'], 'End', 'to now', (state) => next(changed(state, { cursor: undefined }))),
    key(['n'], 'n', 'to the next mark', (state) => next(toMark(state, 1)), { short: 'mark' }),
    key(['S-n'], 'N', 'to the mark before', (state) => next(toMark(state, -1))),
    key(
      ['up'],
      'Up',
      'the node before; before the first: the cluster',
      (state) => next(toNode(state, -1)),
      {
        short: 'node',
      },
    ),
    key(['down'], 'Down', 'the next node', (state) => next(toNode(state, 1))),
  ],
  panels: ['load', 'memory', 'balance', 'migrations'],
  body,
  pointer,
  node: ({ sample, views, selectedNode }) =>
    views.history.ofNode ? sample.nodes.find(({ id }) => id === selectedNode) : undefined,
  position: (state) => subjectText(state),
};

const LEAST_ROWS = 3;
/** The axis, and the line below it. */
const FOOT_ROWS = 2;

function body(state: DashboardState, { width, height }: Rect): ViewBody {
  const { history, charset, views, panel } = state;
  const window = timeWindow(history, views.history);
  const foot = height >= LEAST_ROWS + FOOT_ROWS ? FOOT_ROWS : 0;
  const { cursor } = views.history;
  const frame = { window, marks: history.marks, cursor, width, charset };
  const heights = panelHeights(height - foot, panel);
  const diagrams = diagramsOf(nodeIndex(state));
  const lines = diagrams.flatMap((diagram, index) =>
    heights[index] === 0 ? [] : diagramLines(diagram, frame, heights[index]!, index === panel),
  );
  return {
    lines:
      foot === 0
        ? lines
        : [
            ...lines,
            axisLine(window, history.marks, width, charset),
            infoLine(state, window, width),
          ],
  };
}

/** The panel with the keys gets twice the room; what does not fit is left out after it. */
function panelHeights(rows: number, focused: number): readonly number[] {
  const count = clamp(Math.floor(rows / LEAST_ROWS), 1, HISTORY.panels.length);
  const shown = HISTORY.panels.map((_, index) =>
    count === HISTORY.panels.length ? true : (index - focused + 4) % 4 < count,
  );
  const share = Math.floor(rows / (count + 1));
  const others = count === 1 ? 0 : Math.max(LEAST_ROWS, share);
  return shown.map((isShown, index) =>
    !isShown ? 0 : index === focused ? rows - others * (count - 1) : others,
  );
}

function nodeIndex({ sample, views, selectedNode }: DashboardState): number | undefined {
  if (!views.history.ofNode) return undefined;
  const index = sample.nodes.findIndex(({ id }) => id === selectedNode);
  return index < 0 ? undefined : index;
}

function subjectText(state: DashboardState): string {
  const index = nodeIndex(state);
  const node = index === undefined ? undefined : state.sample.nodes[index];
  return node === undefined ? 'cluster' : `node ${node.id} ${sanitize(node.name)}`;
}

function changed(state: DashboardState, change: Partial<HistoryViewState>): DashboardState {
  return { ...state, views: { ...state.views, history: { ...state.views.history, ...change } } };
}

function zoomed(state: DashboardState, factor: number): DashboardState {
  const { start, end } = timeWindow(state.history, state.views.history);
  const whole = state.history.at - (state.history.whole[0]?.at ?? 0);
  const span = Math.max(SHORTEST_SECONDS, (end - start) * factor);
  return changed(state, { spanSeconds: span >= whole ? undefined : span });
}

/** The cursor by so many cells; at the right edge it follows the present. */
function moved(state: DashboardState, cells: number): DashboardState {
  const { start, end } = timeWindow(state.history, state.views.history);
  const plotCells = Math.max(1, viewPlace(state).width - SCALE_CELLS);
  const from = state.views.history.cursor ?? state.history.at;
  return cursorAt(state, from + ((end - start) / plotCells) * cells);
}

function cursorAt(state: DashboardState, time: number): DashboardState {
  const { history } = state;
  const earliest = history.whole[0]?.at ?? 0;
  return changed(state, { cursor: time >= history.at ? undefined : Math.max(earliest, time) });
}

function toMark(state: DashboardState, by: 1 | -1): DashboardState {
  const from = state.views.history.cursor ?? state.history.at;
  const { marks } = state.history;
  const mark = by > 0 ? marks.find(({ at }) => at > from) : marks.findLast(({ at }) => at < from);
  return mark === undefined ? state : changed(state, { cursor: mark.at });
}

function toNode(state: DashboardState, by: 1 | -1): DashboardState {
  const { nodes } = state.sample;
  const index = clamp((nodeIndex(state) ?? -1) + by, -1, nodes.length - 1);
  const node = nodes[index];
  if (node === undefined) return changed(state, { ofNode: false });
  return changed({ ...state, selectedNode: node.id }, { ofNode: true });
}

/** Where the cursor is, and the mark next to it. */
function infoLine(state: DashboardState, { start, end }: TimeWindow, width: number): Line {
  const { history, views, charset } = state;
  const { cursor } = views.history;
  const plotCells = Math.max(1, width - SCALE_CELLS);
  const near = nearestMark(history.marks, cursor ?? end, (2 * (end - start)) / plotCells);
  const at = cursor === undefined ? 'now' : `at ${formatClock(cursor)}`;
  const shown = `${formatDuration(Math.round(end - start))} shown`;
  const facts = ` ${subjectText(state)}  ${at}  ${shown}`;
  const mark = near === undefined ? '' : `  ${charset.rising} ${near.text}`;
  return [
    span(truncate(facts, width, charset.ellipsis), { colour: 'strong' }),
    span(truncate(mark, Math.max(0, width - facts.length), charset.ellipsis), {
      colour: near?.colour ?? 'dim',
    }),
  ];
}

function nearestMark(marks: readonly Mark[], time: number, within: number): Mark | undefined {
  return marks
    .filter(({ at }) => Math.abs(at - time) <= within)
    .toSorted((a, b) => Math.abs(a.at - time) - Math.abs(b.at - time))[0];
}

/** A click sets the cursor, the wheel zooms. */
function pointer(state: DashboardState, { action, column }: MouseMessage, place: Rect): Update {
  if (action === 'wheel-up') return next(zoomed(state, 0.5));
  if (action === 'wheel-down') return next(zoomed(state, 2));
  if ((action !== 'press' && action !== 'drag') || column < SCALE_CELLS) return next(state);
  const { start, end } = timeWindow(state.history, state.views.history);
  const part = (column - SCALE_CELLS) / Math.max(1, place.width - SCALE_CELLS - 1);
  return next(cursorAt(state, start + part * (end - start)));
}
