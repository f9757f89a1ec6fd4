import { formatClock, formatDuration } from '../../../base/units.js';
import { truncate } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import { answerNotice, refusalNotice } from '../../notice.js';
import type { HistoryPoint } from '../../past/history.js';
import type { Mark } from '../../past/marks.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { axisLine } from '../diagrams/axis-line.js';
import { diagramsOf } from '../diagrams/curves.js';
import { diagramLines, SCALE_CELLS } from '../diagrams/diagram-lines.js';
import { SHORTEST_SECONDS, type TimeWindow, timeWindow } from '../diagrams/time-window.js';
import { viewArea } from '../layout.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import type { HistoryViewState } from './history-state.js';

/** Load, memory, balance and migrations over time, as openMosixanalyzer. */
export const HISTORY: View = {
  id: 'history',
  title: 'history',
  keys: [
    {
      keys: ['i'],
      label: 'i',
      description: 'zoom in: a shorter stretch of the past',
      act: (state) => next(zoom(state, 0.5)),
      short: 'zoom in',
      disabled: isClosest,
    },
    {
      keys: ['o'],
      label: 'o',
      description: 'zoom out: a longer stretch of the past',
      act: (state) => next(zoom(state, 2)),
      short: 'zoom out',
      disabled: ({ views }) =>
        views.history.spanSeconds === undefined ? 'all that is remembered is shown' : undefined,
    },
    {
      keys: ['left'],
      label: 'Left',
      description: 'cursor towards the past',
      act: (state) => next(moveCursor(state, -1)),
    },
    {
      keys: ['right'],
      label: 'Right',
      description: 'cursor towards the present',
      act: (state) => next(moveCursor(state, 1)),
    },
    {
      keys: ['pageup'],
      label: 'PgUp',
      description: 'far towards the past',
      act: (state) => next(moveCursor(state, -20)),
    },
    {
      keys: ['pagedown'],
      label: 'PgDn',
      description: 'far towards the present',
      act: (state) => next(moveCursor(state, 20)),
    },
    {
      keys: ['home'],
      label: 'Home',
      description: 'to the beginning',
      act: (state) => next(moveCursor(state, -1e6)),
    },
    {
      keys: ['end', 'escape'],
      label: 'End',
      description: 'to now',
      act: (state) => next(withHistory(state, { cursor: undefined })),
    },
    {
      keys: ['n'],
      label: 'n',
      description: 'to the next mark',
      act: (state) => next(toMark(state, 1)),
      short: 'mark',
    },
    {
      keys: ['b'],
      label: 'b',
      description: 'to the previous mark',
      act: (state) => next(toMark(state, -1)),
    },
    {
      keys: ['S-p'],
      label: 'P',
      description: 'to the peak of the load, of the cluster or of the node',
      act: (state) => next(toPeak(state)),
      short: 'peak',
    },
    {
      keys: ['enter'],
      label: 'Enter',
      description: 'the events of the moment under the cursor',
      act: (state) => next(toEvents(state)),
      short: 'events',
    },
    {
      keys: ['up'],
      label: 'Up',
      description: 'the previous node; before the first: the cluster',
      act: (state) => next(toNode(state, -1)),
      short: 'node',
    },
    {
      keys: ['down'],
      label: 'Down',
      description: 'the next node',
      act: (state) => next(toNode(state, 1)),
    },
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

function withHistory(state: DashboardState, change: Partial<HistoryViewState>): DashboardState {
  return { ...state, views: { ...state.views, history: { ...state.views.history, ...change } } };
}

function zoom(state: DashboardState, factor: number): DashboardState {
  const { start, end } = timeWindow(state.history, state.views.history);
  const whole = state.history.at - (state.history.whole[0]?.at ?? 0);
  const span = Math.max(SHORTEST_SECONDS, (end - start) * factor);
  return withHistory(state, { spanSeconds: span >= whole ? undefined : span });
}

function isClosest({ history, views }: DashboardState): string | undefined {
  const { start, end } = timeWindow(history, views.history);
  if (end - start > SHORTEST_SECONDS) return undefined;
  return `less than ${SHORTEST_SECONDS} s is not shown`;
}

/** Moves the cursor by `cells` cells; at the right edge it follows the present. */
function moveCursor(state: DashboardState, cells: number): DashboardState {
  const { start, end } = timeWindow(state.history, state.views.history);
  const plotCells = Math.max(1, viewArea(state).width - SCALE_CELLS);
  const from = state.views.history.cursor ?? state.history.at;
  return cursorAt(state, from + ((end - start) / plotCells) * cells);
}

function cursorAt(state: DashboardState, time: number): DashboardState {
  const { history } = state;
  const earliest = history.whole[0]?.at ?? 0;
  return withHistory(state, { cursor: time >= history.at ? undefined : Math.max(earliest, time) });
}

function toMark(state: DashboardState, by: 1 | -1): DashboardState {
  const from = state.views.history.cursor ?? state.history.at;
  const { marks } = state.history;
  const mark = by > 0 ? marks.find(({ at }) => at > from) : marks.findLast(({ at }) => at < from);
  if (mark !== undefined) return withHistory(state, { cursor: mark.at });
  return { ...state, notice: refusalNotice(by > 0 ? 'no later mark' : 'no earlier mark') };
}

/** The cursor where the highest load was, in the stretch that is shown. */
function toPeak(state: DashboardState): DashboardState {
  const index = nodeIndex(state);
  const { points } = timeWindow(state.history, state.views.history);
  const load = ({ highestLoad, nodeLoads }: HistoryPoint) =>
    index === undefined ? highestLoad : (nodeLoads[index] ?? 0);
  const peak = points.reduce<HistoryPoint | undefined>(
    (best, point) => (best === undefined || load(point) > load(best) ? point : best),
    undefined,
  );
  if (peak === undefined) return { ...state, notice: refusalNotice('nothing has happened yet') };
  const notice = answerNotice(`load ${load(peak).toFixed(2)} at ${formatClock(peak.at)}`);
  return { ...cursorAt(state, peak.at), notice };
}

/** The events, with the last one before the moment under the cursor chosen. */
function toEvents(state: DashboardState): DashboardState {
  const { cursor } = state.views.history;
  const { entries } = state.log;
  const entry =
    cursor === undefined ? undefined : entries.findLast(({ event }) => event.at <= cursor);
  if (cursor !== undefined && entry === undefined) {
    return { ...state, notice: refusalNotice('the events of that time are no longer kept') };
  }
  const events = {
    ...state.views.events,
    kind: 'all' as const,
    filter: '',
    selected: entry?.serial,
  };
  return { ...state, view: 'events', panel: 0, views: { ...state.views, events } };
}

function toNode(state: DashboardState, by: 1 | -1): DashboardState {
  const { nodes } = state.sample;
  const index = clamp((nodeIndex(state) ?? -1) + by, -1, nodes.length - 1);
  const node = nodes[index];
  if (node === undefined) return withHistory(state, { ofNode: false });
  return withHistory({ ...state, selectedNode: node.id }, { ofNode: true });
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
function pointer(state: DashboardState, { action, column }: MouseMessage, area: Rect): Update {
  if (action === 'wheel-up') return next(zoom(state, 0.5));
  if (action === 'wheel-down') return next(zoom(state, 2));
  if ((action !== 'press' && action !== 'drag') || column < SCALE_CELLS) return next(state);
  const { start, end } = timeWindow(state.history, state.views.history);
  const part = (column - SCALE_CELLS) / Math.max(1, area.width - SCALE_CELLS - 1);
  return next(cursorAt(state, start + part * (end - start)));
}
