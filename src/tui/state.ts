import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ProcessView } from '../cluster/facts/view.js';
import type { SessionInfo } from '../session/session.js';
import type { Dialog } from './dialogs/dialog.js';
import type { Charset } from './drawing/charset.js';
import type { Size } from './drawing/frame.js';
import { latestNotice, type Notice } from './notice.js';
import { type EventLog, logged, NO_EVENTS } from './past/event-log.js';
import { type History, NO_HISTORY, remember } from './past/history.js';
import type { Sample } from './past/sample.js';
import type { Prompt } from './prompt/prompt.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import { layoutOf } from './views/layout.js';
import type { ColumnId } from './views/mtop/column.js';
import type { Filter } from './views/mtop/filter.js';
import { listingOf } from './views/mtop/listing.js';
import type { ViewId } from './views/view-id.js';
import { INITIAL_VIEWS, type ViewStates } from './views/view-states.js';

/** All that the screen depends on. A frame is a function of it, and `update` makes the next one. */
export interface DashboardState {
  readonly info: SessionInfo;
  readonly size: Size;
  readonly charset: Charset;
  readonly readOnly: boolean;
  readonly paused: boolean;
  /** Virtual seconds per second. */
  readonly rate: number;
  readonly sample: Sample;
  readonly history: History;
  readonly log: EventLog;
  readonly settings: Settings;
  readonly sort: SortOrder;
  readonly filter: Filter | undefined;
  /** Whether processes are listed below their parents. */
  readonly tree: boolean;
  /** Pids whose descendants the tree does not show. */
  readonly folded: ReadonlySet<number>;
  /** What the tree draws before a command, by pid. */
  readonly branches: ReadonlyMap<number, string>;
  readonly tagged: ReadonlySet<number>;
  /** Whether the list stays as it is while time goes on. */
  readonly frozen: boolean;
  /** The process whose way is told and which stays under the cursor. */
  readonly followedPid: number | undefined;
  /** The node at which the list is looked at; undefined: the whole cluster. */
  readonly standpoint: NodeId | undefined;
  /** Nodes above those that the table of nodes shows. */
  readonly nodeScroll: number;
  /** What is being written on the event line. */
  readonly prompt: Prompt | undefined;
  /** Command lines, oldest first. */
  readonly commandLines: readonly string[];
  /** The processes of the sample in the order of the list, as they are seen from there. */
  readonly listed: readonly ProcessView[];
  /** The process under the cursor; undefined: whichever is first. */
  readonly selectedPid: number | undefined;
  /** Row of the cursor, where the selection goes when its process ends. */
  readonly selectedRow: number;
  /** Rows of the list above the screen. */
  readonly scroll: number;
  readonly view: ViewId;
  /** Which of the view's panels has the keys. */
  readonly panel: number;
  /** The node under the cursor in the views of nodes; undefined: none yet. */
  readonly selectedNode: number | undefined;
  /** What each view remembers of how it is looked at. */
  readonly views: ViewStates;
  readonly dialog: Dialog | undefined;
  readonly notice: Notice | undefined;
}

export interface SortOrder {
  readonly column: ColumnId;
  readonly descending: boolean;
}

/** What a dashboard starts with. */
export interface Beginning {
  readonly info: SessionInfo;
  readonly size: Size;
  readonly charset: Charset;
  readonly readOnly: boolean;
  readonly rate: number;
  readonly sample: Sample;
  readonly history?: History;
  readonly settings?: Settings;
}

export function initialState(beginning: Beginning): DashboardState {
  const { sample, history = NO_HISTORY, settings = DEFAULT_SETTINGS, ...given } = beginning;
  const sort: SortOrder = { column: 'cpu', descending: true };
  return relisted({
    ...given,
    paused: false,
    sample,
    history: remember(history, sample),
    log: logged(NO_EVENTS, sample),
    settings,
    sort,
    filter: undefined,
    tree: false,
    folded: new Set(),
    branches: new Map(),
    tagged: new Set(),
    frozen: false,
    followedPid: undefined,
    standpoint: undefined,
    nodeScroll: 0,
    prompt: undefined,
    commandLines: [],
    listed: [],
    selectedPid: undefined,
    selectedRow: 0,
    scroll: 0,
    view: 'mtop',
    panel: 0,
    selectedNode: undefined,
    views: INITIAL_VIEWS,
    dialog: undefined,
    notice: undefined,
  });
}

/** The process under the cursor as it is, wherever it is looked at from. */
export function selectedProcess(state: DashboardState): ProcessView | undefined {
  const seen = state.listed[state.selectedRow];
  if (seen === undefined || (state.standpoint === undefined && !state.frozen)) return seen;
  return state.sample.processes.find(({ pid }) => pid === seen.pid);
}

/** The state after time has gone on; a frozen list stays as it is. */
export function withSample(state: DashboardState, sample: Sample): DashboardState {
  const later: DashboardState = {
    ...state,
    info: sample.info,
    sample,
    history: remember(state.history, sample, state.rate),
    log: logged(state.log, sample),
    tagged: stillAlive(state.tagged, sample),
    followedPid: followedStill(state.followedPid, sample),
    notice: latestNotice(state.notice, sample, state.charset, state.followedPid),
  };
  return state.frozen ? later : relisted(later);
}

/** The state with its list made anew: what the list depends on has changed. */
export function relisted(state: DashboardState): DashboardState {
  const { listed, branches } = listingOf(state);
  return withList({ ...state, branches }, listed);
}

export function withSort(state: DashboardState, sort: SortOrder): DashboardState {
  return relisted({ ...state, sort });
}

/** The cursor on another row of the list, scrolled into sight. */
export function withSelectedRow(state: DashboardState, row: number): DashboardState {
  const selectedRow = clamp(row, 0, state.listed.length - 1);
  const selectedPid = state.listed[selectedRow]?.pid;
  // Who looks at another process no longer follows the one before.
  const followedPid = state.followedPid === selectedPid ? selectedPid : undefined;
  return inSight({ ...state, selectedRow, selectedPid, followedPid });
}

export function withSize(state: DashboardState, size: Size): DashboardState {
  return inSight({ ...state, size });
}

export function clamp(value: number, low: number, high: number): number {
  return Math.max(low, Math.min(value, high));
}

function withList(state: DashboardState, listed: readonly ProcessView[]): DashboardState {
  const found =
    state.selectedPid === undefined
      ? 0
      : listed.findIndex((process) => process.pid === state.selectedPid);
  const selectedRow = found >= 0 ? found : clamp(state.selectedRow, 0, listed.length - 1);
  const selectedPid = state.selectedPid === undefined ? undefined : listed[selectedRow]?.pid;
  return inSight({ ...state, listed, selectedRow, selectedPid });
}

function inSight(state: DashboardState): DashboardState {
  const height = layoutOf(state.size, state.sample.nodes.length, state.settings.panels).list.height;
  const furthest = Math.max(0, state.listed.length - height);
  const lowest = Math.max(0, state.selectedRow - height + 1);
  const scroll = clamp(clamp(state.scroll, lowest, state.selectedRow), 0, furthest);
  return { ...state, scroll };
}

function followedStill(followedPid: number | undefined, { processes }: Sample): number | undefined {
  if (followedPid === undefined) return undefined;
  return processes.some(({ pid }) => pid === followedPid) ? followedPid : undefined;
}

function stillAlive(tagged: ReadonlySet<number>, { processes }: Sample): ReadonlySet<number> {
  if (tagged.size === 0) return tagged;
  const alive = new Set(processes.map(({ pid }) => pid));
  const kept = [...tagged].filter((pid) => alive.has(pid));
  return kept.length === tagged.size ? tagged : new Set(kept);
}
