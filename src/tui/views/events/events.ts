import { formatClock } from '../../../base/units.js';
import type { NodeView, ProcessView } from '../../../cluster/facts/view.js';
import { openInevitable } from '../../dialogs/time/inevitable.js';
import { noFuturesReason } from '../../dialogs/time/what-if.js';
import type { Rect } from '../../drawing/frame.js';
import { fitLine, type Line, onGround, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import { actOf, type KeyBinding } from '../../key-binding.js';
import { answerNotice, eventText, refusalNotice } from '../../notice.js';
import type { LogEntry } from '../../past/event-log.js';
import { editing, editorSpans, pressInLine } from '../../prompt/line-editor.js';
import type { DashboardState } from '../../state.js';
import { comeBack, leadTo } from '../../trail.js';
import { next, type Update } from '../../update-result.js';
import { viewArea } from '../layout.js';
import { withSelectedRow } from '../mtop/process-list.js';
import type { MouseMessage, View, ViewBody } from '../view.js';
import { entryHeader, entryLine } from './entry-line.js';
import type { EventKind, EventsState } from './events-state.js';
import { logFilter } from './log-filter.js';

const GO_TO_KEY: KeyBinding = {
  keys: ['enter'],
  label: 'Enter',
  description: 'go to the process or the node',
  act: goTo,
  short: 'go to',
};

/** What has happened, newest first. */
export const EVENTS: View = {
  id: 'events',
  title: 'events',
  keys: [
    {
      keys: ['f'],
      label: 'f',
      description: 'all events, migrations only, or nodes only',
      act: nextKind,
      short: 'kind',
    },
    {
      keys: ['/', '\\', 'f3', 'f4'],
      label: '/',
      description: 'filter: words, or /a regular expression/',
      act: (state) => next(withEvents(state, { editor: editing(state.views.events.filter) })),
      short: 'filter',
    },
    {
      keys: ['escape'],
      label: 'Esc',
      description: 'show all again; then back to where Enter led from',
      act: showAll,
    },
    GO_TO_KEY,
    {
      keys: ['t'],
      label: 't',
      description: 'the moment of the event in the history; Esc comes back',
      act: toMoment,
      short: 'moment',
      disabled: (state) => (chosenEntry(state) === undefined ? 'there is no event' : undefined),
    },
    {
      keys: ['i'],
      label: 'i',
      description: 'when a kill or a crash became inevitable: how likely it was before',
      act: (state) => openInevitable(state, chosenEntry(state)?.event),
      short: 'inevitable',
      disabled: noFuturesReason,
    },
    {
      keys: ['up'],
      label: 'Up',
      description: 'one event up',
      act: (state) => next(moveCursor(state, -1)),
    },
    {
      keys: ['down'],
      label: 'Down',
      description: 'one event down',
      act: (state) => next(moveCursor(state, 1)),
    },
    {
      keys: ['pageup'],
      label: 'PgUp',
      description: 'one page up',
      act: (state) => next(moveCursor(state, -pageRows(state))),
    },
    {
      keys: ['pagedown'],
      label: 'PgDn',
      description: 'one page down',
      act: (state) => next(moveCursor(state, pageRows(state))),
    },
    {
      keys: ['home'],
      label: 'Home',
      description: 'the newest event',
      act: (state) => next(withEvents(state, { selected: undefined })),
    },
    {
      keys: ['end'],
      label: 'End',
      description: 'the oldest event',
      act: (state) => next(moveCursor(state, state.log.entries.length)),
    },
  ],
  panels: ['events'],
  body,
  pointer,
  press,
  process: chosenProcess,
  node: chosenNode,
  moment: (state) => chosenEntry(state)?.event.at,
  position,
};

/** Rows above the events: what is shown, and the titles, where there is room for more. */
function headerRows({ height }: Pick<Rect, 'height'>): number {
  return height > 2 ? 2 : 0;
}

function body(state: DashboardState, area: Rect): ViewBody {
  const { width, height } = area;
  const { charset } = state;
  const { now } = state.sample;
  const top = headerRows(area) > 0 ? [filterLine(state, width), entryHeader({ width, now })] : [];
  const rows = height - top.length;
  const { entries, first, selected } = entriesInSight(state, rows);
  const lines = entries.map((entry, index) => {
    const line = fitLine(entryLine(entry, { charset, width, now }), width);
    return first + index === selected ? onGround(line, 'selected') : line;
  });
  if (entries.length > 0) return { lines: [...top, ...lines] };
  const nothing = state.log.entries.length === 0 ? 'no events yet' : 'no event matches';
  return { lines: [...top, [span(`  ${nothing}`, { colour: 'dim' })]] };
}

/** The kind shown, and how many events that are; of how many, when not all are shown. */
function position({ views, log: { entries } }: DashboardState): string {
  const { kind, filter } = views.events;
  const all = entries.filter(logFilter('all', '')).length;
  if (kind === 'all' && filter === '') return `all  ${all}`;
  return `${kind}  ${entries.filter(logFilter(kind, filter)).length} of ${all}`;
}

interface InSight {
  readonly entries: readonly LogEntry[];
  /** Index of the first one among all that match, newest first. */
  readonly first: number;
  readonly selected: number;
}

/** The entries that match, newest first, so that the one under the cursor is in sight. */
function entriesInSight(state: DashboardState, rows: number): InSight {
  const { kind, filter, selected: serial } = state.views.events;
  const matches = logFilter(kind, filter);
  const { entries } = state.log;
  const found: LogEntry[] = [];
  let selected = 0;
  for (let index = entries.length - 1; index >= 0; index--) {
    const entry = entries[index]!;
    if (!matches(entry)) continue;
    if (serial !== undefined && entry.serial >= serial) selected = found.length;
    if ((serial === undefined || entry.serial < serial) && found.length >= rows + selected) break;
    found.push(entry);
  }
  const first = Math.max(0, Math.min(selected - Math.floor(rows / 2), found.length - rows));
  return { entries: found.slice(first, first + rows), first, selected };
}

function moveCursor(state: DashboardState, by: number): DashboardState {
  const rows = Math.max(1, Math.abs(by) + 1) * 2;
  const { entries, first, selected } = entriesInSight(state, rows);
  const target = entries[clamp(selected - first + by, 0, Math.max(0, entries.length - 1))];
  const isNewest = target === undefined || selected + by <= 0;
  return withEvents(state, { selected: isNewest ? undefined : target.serial });
}

function pageRows(state: DashboardState): number {
  const area = viewArea(state);
  return Math.max(1, area.height - headerRows(area) - 1);
}

function chosenEntry(state: DashboardState): LogEntry | undefined {
  const { entries, first, selected } = entriesInSight(state, 1);
  return entries[selected - first];
}

function chosenProcess(state: DashboardState): ProcessView | undefined {
  const event = chosenEntry(state)?.event;
  if (event === undefined || !('pid' in event)) return undefined;
  return state.sample.processes.find(({ pid }) => pid === event.pid);
}

function chosenNode(state: DashboardState): NodeView | undefined {
  const event = chosenEntry(state)?.event;
  const id =
    event === undefined ? undefined : 'node' in event ? event.node : 'to' in event ? event.to : 0;
  return state.sample.nodes.find((node) => node.id === id);
}

/** To the process in the list; when it is no more, to its node. */
function goTo(state: DashboardState): Update {
  const process = chosenProcess(state);
  if (process !== undefined) {
    const row = state.views.mtop.listed.findIndex(({ pid }) => pid === process.pid);
    if (row < 0) {
      const notice = refusalNotice(`process ${process.pid} is hidden by a filter`);
      return next({ ...state, notice });
    }
    return next(withSelectedRow({ ...state, view: 'mtop', panel: 0 }, row));
  }
  const node = chosenNode(state);
  if (node === undefined) {
    return next({ ...state, notice: refusalNotice('its process has ended, and it names no node') });
  }
  return next({ ...state, view: 'cluster', panel: 0, selectedNode: node.id });
}

/** Undoes kind and filter; where nothing is left out, goes back or to the newest. */
function showAll(state: DashboardState): Update {
  const { kind, filter } = state.views.events;
  const isWhole = kind === 'all' && filter === '';
  if (isWhole && state.trail.length > 0) return comeBack(state);
  return next(withEvents(state, { filter: '', kind: 'all', selected: undefined }));
}

function toMoment(state: DashboardState): Update {
  const { event } = chosenEntry(state)!;
  const history = { ...state.views.history, cursor: event.at };
  const notice = answerNotice(`${formatClock(event.at)}  ${eventText(event, state.charset)}`);
  return next(leadTo({ ...state, notice, views: { ...state.views, history } }, 'history'));
}

function withEvents(state: DashboardState, change: Partial<EventsState>): DashboardState {
  return { ...state, views: { ...state.views, events: { ...state.views.events, ...change } } };
}

const KINDS: readonly EventKind[] = ['all', 'migrations', 'nodes'];

function nextKind(state: DashboardState): Update {
  const kind = KINDS[(KINDS.indexOf(state.views.events.kind) + 1) % KINDS.length]!;
  return next(withEvents(state, { kind, selected: undefined }));
}

/** While the filter is written, keys are its characters. */
function press(state: DashboardState, name: string): Update | undefined {
  const { editor } = state.views.events;
  if (editor === undefined) return undefined;
  if (name === 'enter') return next(withEvents(state, { editor: undefined }));
  if (name === 'escape') return next(withEvents(state, { editor: undefined, filter: '' }));
  const line = pressInLine(editor, name);
  if (line === undefined) return undefined;
  return next(withEvents(state, { editor: line, filter: line.text, selected: undefined }));
}

function filterLine({ views, charset }: DashboardState, width: number): Line {
  const { kind, filter, editor } = views.events;
  const shown = sanitize(filter);
  const field = editor
    ? editorSpans(editor, 24, charset)
    : [span(shown === '' ? 'none' : shown, { colour: shown === '' ? 'dim' : 'strong' })];
  const line: Line = [
    span(' show ', { colour: 'dim' }),
    ...KINDS.flatMap((name) => [
      span(name, { colour: name === kind ? 'strong' : 'dim', bold: name === kind }),
      span(` ${name === KINDS.at(-1) ? ' ' : charset.dot} `, { colour: 'faint' }),
    ]),
    span(' filter ', { colour: 'dim' }),
    ...field,
  ];
  return fitLine(line, width);
}

/** A click chooses an event, a double click goes there, the wheel scrolls. */
function pointer(state: DashboardState, { action, row, double }: MouseMessage, area: Rect): Update {
  if (action === 'wheel-up') return next(moveCursor(state, -WHEEL_ROWS));
  if (action === 'wheel-down') return next(moveCursor(state, WHEEL_ROWS));
  if (action !== 'press') return next(state);
  const above = headerRows(area);
  const { entries } = entriesInSight(state, area.height - above);
  const entry = entries[row - area.top - above];
  if (entry === undefined) return next(state);
  const chosen = withEvents(state, { selected: entry.serial });
  return double ? actOf(GO_TO_KEY, chosen) : next(chosen);
}

const WHEEL_ROWS = 3;
