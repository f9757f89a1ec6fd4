import { formatClock, formatDuration } from '../../../base/units.js';
import { truncate } from '../../drawing/cell-width.js';
import type { Rect } from '../../drawing/frame.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import type { Mark } from '../../past/marks.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import { axisLine } from '../diagrams/axis-line.js';
import { diagramsOf } from '../diagrams/curves.js';
import { diagramLines, SCALE_CELLS } from '../diagrams/diagram-lines.js';
import { type TimeWindow, timeWindow } from '../diagrams/time-window.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { cursorAt, HISTORY_KEYS, nodeIndex, zoom } from './history-keys.js';

/** Load, memory, balance and migrations over time, as openMosixanalyzer. */
export const HISTORY: View = {
  id: 'history',
  title: 'history',
  keys: HISTORY_KEYS,
  panels: ['load', 'memory', 'balance', 'migrations'],
  body,
  pointer,
  node: ({ sample, views, selectedNode }) =>
    views.history.ofNode ? sample.nodes.find(({ id }) => id === selectedNode) : undefined,
  moment: ({ views }) => views.history.cursor,
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

function subjectText(state: DashboardState): string {
  const index = nodeIndex(state);
  const node = index === undefined ? undefined : state.sample.nodes[index];
  return node === undefined ? 'cluster' : `node ${node.id} ${sanitize(node.name)}`;
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
