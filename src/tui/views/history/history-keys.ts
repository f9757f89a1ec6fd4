import { formatClock } from '../../../base/units.js';
import { clamp } from '../../drawing/scale.js';
import type { KeyBinding } from '../../key-binding.js';
import { answerNotice, refusalNotice } from '../../notice.js';
import type { HistoryPoint } from '../../past/history.js';
import type { DashboardState } from '../../state.js';
import { comeBack, leadTo } from '../../trail.js';
import { goTo, noPastReason } from '../../travel.js';
import { next } from '../../update-result.js';
import { SCALE_CELLS } from '../diagrams/diagram-lines.js';
import { SHORTEST_SECONDS, timeWindow } from '../diagrams/time-window.js';
import { viewArea } from '../layout.js';
import type { HistoryViewState } from './history-state.js';

/** The keys of the history. */
export const HISTORY_KEYS: readonly KeyBinding[] = [
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
    act: (state) => next(cursorAt(state, Number.NEGATIVE_INFINITY)),
  },
  {
    keys: ['end'],
    label: 'End',
    description: 'to now',
    act: (state) => next(toNow(state)),
  },
  {
    keys: ['escape'],
    label: 'Esc',
    description: 'back to the event that led here; otherwise to now',
    act: (state) => (state.trail.length > 0 ? comeBack(state) : next(toNow(state))),
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
    description: 'the whole dashboard goes to the moment under the cursor',
    act: (state) => goTo(state, state.views.history.cursor ?? Number.POSITIVE_INFINITY),
    short: 'go there',
    disabled: noPastReason,
  },
  {
    keys: ['e'],
    label: 'e',
    description: 'the events of the moment under the cursor; Esc comes back',
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
];

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

function toNow(state: DashboardState): DashboardState {
  return withHistory(state, { cursor: undefined });
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
  return leadTo({ ...state, views: { ...state.views, events } }, 'events');
}

function toNode(state: DashboardState, by: 1 | -1): DashboardState {
  const { nodes } = state.sample;
  const index = clamp((nodeIndex(state) ?? -1) + by, -1, nodes.length - 1);
  const node = nodes[index];
  if (node === undefined) return withHistory(state, { ofNode: false });
  return withHistory({ ...state, selectedNode: node.id }, { ofNode: true });
}

export function nodeIndex({ sample, views, selectedNode }: DashboardState): number | undefined {
  if (!views.history.ofNode) return undefined;
  const index = sample.nodes.findIndex(({ id }) => id === selectedNode);
  return index < 0 ? undefined : index;
}

function withHistory(state: DashboardState, change: Partial<HistoryViewState>): DashboardState {
  return { ...state, views: { ...state.views, history: { ...state.views.history, ...change } } };
}

export function zoom(state: DashboardState, factor: number): DashboardState {
  const { start, end } = timeWindow(state.history, state.views.history);
  const whole = state.history.at - (state.history.whole[0]?.at ?? 0);
  const span = Math.max(SHORTEST_SECONDS, (end - start) * factor);
  return withHistory(state, { spanSeconds: span >= whole ? undefined : span });
}

export function cursorAt(state: DashboardState, time: number): DashboardState {
  const { history } = state;
  const earliest = history.whole[0]?.at ?? 0;
  return withHistory(state, { cursor: time >= history.at ? undefined : Math.max(earliest, time) });
}
