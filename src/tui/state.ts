import type { Command } from '../cluster/facts/command.js';
import type { SessionInfo } from '../session/session.js';
import type { Dialog } from './dialogs/dialog.js';
import type { Charset } from './drawing/charset.js';
import type { Background, Size } from './drawing/frame.js';
import type { Message } from './message.js';
import { answerNotice, latestNotice, type Notice } from './notice.js';
import { type EventLog, logged, NO_EVENTS } from './past/event-log.js';
import { type History, NO_HISTORY, remember } from './past/history.js';
import { NO_OUTCOME, type Outcome, outcomeAfter } from './past/outcome.js';
import type { Sample } from './past/sample.js';
import type { Prompt } from './prompt/prompt.js';
import type { ScenarioCard } from './scenarios.js';
import { DEFAULT_SETTINGS, type Settings } from './settings.js';
import type { Tour } from './tour/tour.js';
import type { TrailStop } from './trail.js';
import { afterSample, type Underway } from './underway.js';
import type { GainShown } from './views/mtop/gain-facts.js';
import { relisted, scrolledIntoSight, withoutEnded } from './views/mtop/process-list.js';
import type { ViewId } from './views/view-id.js';
import { INITIAL_VIEWS, type ViewStates } from './views/view-states.js';

/** All that the screen depends on. A frame is a function of it, and `update` makes the next one. */
export interface DashboardState {
  readonly info: SessionInfo;
  /** What the dashboard has of the screen: all of it, less what the words of a tour take. */
  readonly size: Size;
  readonly charset: Charset;
  /** The terminal's own background; undefined: not known. */
  readonly background: Background | undefined;
  readonly readOnly: boolean;
  readonly paused: boolean;
  /** Virtual seconds per second. */
  readonly rate: number;
  readonly sample: Sample;
  readonly history: History;
  readonly log: EventLog;
  /** What is remembered of each branch, up to where it was left. */
  readonly remembered: ReadonlyMap<number, Remembered>;
  readonly outcome: Outcome;
  readonly settings: Settings;
  /** What is being written on the event line. */
  readonly prompt: Prompt | undefined;
  /** Command lines, oldest first. */
  readonly commandLines: readonly string[];
  /** The scenarios that can be started, once they have been asked for. */
  readonly cards: readonly ScenarioCard[];
  readonly view: ViewId;
  /** Where Enter has led away from, the last place at the end: Esc goes back. */
  readonly trail: readonly TrailStop[];
  /** Which of the view's panels has the keys. */
  readonly panel: number;
  /** The node under the cursor in the views of nodes; undefined: none yet. */
  readonly selectedNode: number | undefined;
  /** What each view remembers: its cursor, its order, its options. */
  readonly views: ViewStates;
  /** Where the tour has come to; undefined: nobody is shown around. */
  readonly tour: Tour | undefined;
  readonly dialog: Dialog | undefined;
  readonly notice: Notice | undefined;
  /** As whom commands are sent; undefined: root. */
  readonly user: string | undefined;
  /** Why a process is where it is, as the session said it last. */
  readonly explained: Extract<Message, { type: 'explained' }> | undefined;
  /** What takes the last act back; empty: nothing is to be taken back. */
  readonly undo: readonly Command[];
  /** How things were when something was sent last. */
  readonly beforeSending: Sample | undefined;
  /** Captured gain; undefined: it is not shown. */
  readonly gain: GainShown | undefined;
  /** What was sent together and has not arrived. */
  readonly underway: Underway | undefined;
}

/** What the screen shows of the past of a branch. */
export interface Remembered {
  readonly history: History;
  readonly log: EventLog;
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
  readonly background?: Background | undefined;
}

export function initialState(beginning: Beginning): DashboardState {
  const { sample, history = NO_HISTORY, settings = DEFAULT_SETTINGS, ...given } = beginning;
  return relisted({
    background: undefined,
    ...given,
    ...{ paused: false, ...sample.time },
    sample,
    history: remember(history, sample),
    log: logged(NO_EVENTS, sample),
    remembered: new Map(),
    outcome: NO_OUTCOME,
    settings,
    prompt: undefined,
    commandLines: [],
    cards: [],
    view: 'mtop',
    trail: [],
    panel: 0,
    selectedNode: undefined,
    views: INITIAL_VIEWS,
    tour: undefined,
    dialog: undefined,
    notice: undefined,
    user: undefined,
    explained: undefined,
    undo: [],
    beforeSending: undefined,
    underway: undefined,
    gain: undefined,
  });
}

/** The state when another run has begun: what the user has set up and written stays. */
export function withRun(state: DashboardState, sample: Sample): DashboardState {
  const { size, charset, background, readOnly, rate, settings, commandLines, cards, view } = state;
  const tour = state.tour && { ...state.tour, begun: sample };
  const { info } = sample;
  const notice = answerNotice(`${info.scenario} starts, seed ${info.seed}`);
  const given = { info, size, charset, background, readOnly, rate, settings, sample };
  return { ...initialState(given), commandLines, cards, view, tour, notice };
}

/** The state after time has gone on; a frozen list stays as it is. */
export function withSample(state: DashboardState, sample: Sample): DashboardState {
  const mtop = withoutEnded(state.views.mtop, sample);
  const { underway, notice } = afterSample(state.underway, sample);
  const later: DashboardState = {
    ...state,
    ...sample.time,
    info: sample.info,
    sample,
    history: remember(state.history, sample, state.rate),
    log: logged(state.log, sample),
    outcome: outcomeAfter(state.outcome, state.sample, sample),
    views: { ...state.views, mtop },
    underway,
    notice: notice ?? latestNotice(state.notice, sample, state.charset, mtop.followedPid),
  };
  return mtop.frozen ? later : relisted(later);
}

export function withSize(state: DashboardState, size: Size): DashboardState {
  return scrolledIntoSight({ ...state, size });
}
