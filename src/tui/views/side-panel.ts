import { formatClock } from '../../base/units.js';
import type { NodeView, ProcessView } from '../../cluster/facts/view.js';
import type { NodeForecast } from '../../session/session.js';
import { forecastColumns, tableLines } from '../dialogs/belief-table.js';
import { heading } from '../dialogs/dialog-lines.js';
import { busiestLines, concernsNode, nodeFactLines } from '../dialogs/node/node-details.js';
import { said } from '../dialogs/why.js';
import { truncate } from '../drawing/cell-width.js';
import type { Rect } from '../drawing/frame.js';
import { fitLine, type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { Effect } from '../message.js';
import { eventColour, eventText } from '../notice.js';
import type { LogEntry } from '../past/event-log.js';
import type { DashboardState } from '../state.js';
import { axisLine } from './diagrams/axis-line.js';
import { diagramsOf } from './diagrams/curves.js';
import { diagramLines } from './diagrams/diagram-lines.js';
import { LEAST_PAST_ROWS, nodePast } from './diagrams/node-past.js';
import { timeWindow } from './diagrams/time-window.js';
import { MOST_SIDE_COLUMNS, sideArea } from './layout.js';
import { momentInFocus, nodeInFocus, processInFocus } from './registry.js';

/**
 * On a wide screen beside the view: why its process is where it is, its node, and what happened; on
 * a very wide one what happened has a panel of its own.
 * Lines may be longer or shorter than their room.
 */
export function sideLines(state: DashboardState, { width, height }: Rect): readonly Line[] {
  const isDouble = width > MOST_SIDE_COLUMNS;
  const panel = isDouble ? Math.ceil(width / 2) : width;
  const cells = panel - RULE_CELLS;
  const process = processInFocus(state);
  const node =
    nodeInFocus(state) ?? state.sample.nodes.find(({ id }) => id === process?.node) ?? undefined;
  const above = [
    ...(process === undefined ? [] : whyLines(state, process, cells)),
    ...(node === undefined ? [] : nodeLines(state, node, cells)),
  ];
  const room = isDouble ? height : height - above.length;
  const below =
    state.view === 'events'
      ? momentLines(state, isDouble ? width - panel - RULE_CELLS : cells, room)
      : happenedLines(state, room);
  const lines = isDouble
    ? [...above, ...pastLines(state, node, cells, height - above.length)]
    : [...above, ...below];
  const rule = span(`${state.charset.border.down} `, { colour: 'faint' });
  return Array.from({ length: height }, (_, row) => {
    const line = [rule, ...(lines[row] ?? [])];
    return isDouble ? [...fitLine(line, panel), rule, ...(below[row] ?? [])] : line;
  });
}

const RULE_CELLS = 2;

/** What is to be known of the process in focus, while there is a side panel. */
export function sideAsks(state: DashboardState): readonly Effect[] {
  if (sideArea(state) === undefined) return [];
  const pid = processInFocus(state)?.pid;
  return pid === undefined ? [] : [{ type: 'explain', pid }];
}

const EMPTY: Line = [];

function whyLines(
  state: DashboardState,
  { pid, command, node }: ProcessView,
  cells: number,
): readonly Line[] {
  const { explained } = state;
  const title = heading(
    truncate(`why ${pid} ${sanitize(command)} is on node ${node}`, cells, state.charset.ellipsis),
  );
  const explanation = explained?.pid === pid ? explained.explanation : undefined;
  if (explanation === undefined) return [title, EMPTY];
  const { whyHere, verdict, to, numbers, forecasts } = explanation;
  const deciding = to ?? numbers.best;
  const shown = mostTelling(forecasts, [explanation.node, deciding]);
  const left = forecasts.length - shown.length;
  const sentences = said(
    [
      ['here', whyHere, 'text'],
      ['now', verdict, to === undefined ? 'strong' : 'moving'],
    ],
    cells,
  );
  const table = tableLines(shown, forecastColumns(explanation), {
    here: explanation.node,
    deciding,
    state,
    cells,
  });
  const more = left > 0 ? [[span(`       and ${left} more: w`, { colour: 'dim' } as const)]] : [];
  return [title, ...sentences, ...table, ...more, EMPTY];
}

const MOST_FORECASTS = 8;

/** Those that must be there, and the nodes that would give most, in the order of N#. */
function mostTelling(
  forecasts: readonly NodeForecast[],
  wanted: readonly (number | undefined)[],
): readonly NodeForecast[] {
  if (forecasts.length <= MOST_FORECASTS) return forecasts;
  const kept = forecasts.filter(({ node }) => wanted.includes(node));
  const best: NodeForecast[] = [];
  const room = MOST_FORECASTS - kept.length;
  for (const forecast of forecasts) {
    const isTooLittle = best.length === room && forecast.rate <= best[room - 1]!.rate;
    if (isTooLittle || wanted.includes(forecast.node)) continue;
    const after = best.findIndex(({ rate }) => rate < forecast.rate);
    best.splice(after < 0 ? best.length : after, 0, forecast);
    if (best.length > room) best.pop();
  }
  return [...kept, ...best].sort((a, b) => a.node - b.node);
}

function nodeLines(state: DashboardState, node: NodeView, cells: number): readonly Line[] {
  return [
    heading(truncate(`node ${node.id} ${sanitize(node.name)}`, cells, state.charset.ellipsis)),
    ...nodeFactLines(node, state),
    ...(processInFocus(state) === undefined ? busiestLines(node, state) : []),
    EMPTY,
  ];
}

/**
 * Load and memory of the node of the process in focus, in rows that nothing else needs; views in
 * which a node is in focus show them themselves.
 */
function pastLines(
  state: DashboardState,
  node: NodeView | undefined,
  cells: number,
  free: number,
): readonly Line[] {
  const isShown = node !== undefined && processInFocus(state) !== undefined;
  if (!isShown || free < LEAST_PAST_ROWS) return [];
  const index = state.sample.nodes.indexOf(node);
  return nodePast(state, { ...node, index }, cells, Math.min(free, MOST_PAST_ROWS));
}

const MOST_PAST_ROWS = 28;

/** What happened last, newest first; in the history until the moment under its cursor. */
function happenedLines(state: DashboardState, height: number): readonly Line[] {
  if (height < LEAST_EVENTS + 1) return [];
  const { log, charset } = state;
  const until = momentInFocus(state);
  const node = nodeInFocus(state)?.id;
  const title = [
    'events',
    ...(node === undefined ? [] : [`of node ${node}`]),
    ...(until === undefined ? [] : [`until ${formatClock(until)}`]),
  ].join(' ');
  const found: LogEntry[] = [];
  for (let index = log.entries.length - 1; index >= 0 && found.length < height - 1; index--) {
    const entry = log.entries[index]!;
    // A migration has one line: when it ends.
    const { event } = entry;
    if (event.type === 'migration-started' || (until !== undefined && event.at > until)) continue;
    if (node === undefined || concernsNode(event, node)) found.push(entry);
  }
  return [
    heading(title),
    ...found.map(
      ({ event }): Line => [
        span(`${formatClock(event.at).padStart(9)}  `, { colour: 'dim' }),
        span(eventText(event, charset), { colour: eventColour(event, charset) }),
      ],
    ),
  ];
}

const LEAST_EVENTS = 3;

/** The load about the moment of the event under the cursor. */
function momentLines(state: DashboardState, width: number, height: number): readonly Line[] {
  const { history, charset } = state;
  const at = momentInFocus(state);
  if (at === undefined || height < LEAST_DIAGRAM_ROWS) return [];
  const stretch = { spanSeconds: undefined, cursor: at };
  const window = timeWindow(history, stretch);
  const frame = { window, marks: history.marks, cursor: at, width, charset };
  return [
    heading(`load at ${formatClock(at)}`),
    ...diagramLines(
      diagramsOf(undefined)[0]!,
      frame,
      Math.min(height - 2, MOST_DIAGRAM_ROWS),
      false,
    ),
    axisLine(window, history.marks, width, charset),
  ];
}

const LEAST_DIAGRAM_ROWS = 8;
const MOST_DIAGRAM_ROWS = 16;
