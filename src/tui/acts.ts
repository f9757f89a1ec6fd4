import { USER_LOCK } from '../cluster/facts/cantmove.js';
import { openNodes } from './dialogs/node/nodes.js';
import { openWhichNode } from './dialogs/node/which-node.js';
import { openMigrate } from './dialogs/process/migrate.js';
import { openSignals } from './dialogs/process/signal.js';
import { answerNotice } from './notice.js';
import { readOnlyReason } from './sending.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import { withMtop } from './views/mtop/process-list.js';
import { nodeInFocus, processInFocus, viewOf } from './views/registry.js';
import type { ViewId } from './views/view-id.js';

/** What the keys of all views do. */

export function migrate(state: DashboardState): Update {
  const process = processInFocus(state);
  return process === undefined ? next(state) : openMigrate(pinnedToProcess(state), process);
}

export function signal(state: DashboardState): Update {
  const process = processInFocus(state);
  return process === undefined ? next(state) : openSignals(pinnedToProcess(state), process);
}

export function toggleLock(state: DashboardState): Update {
  const process = processInFocus(state);
  if (process === undefined) return next(state);
  const locked = process.locked || (process.cantmove & USER_LOCK) !== 0;
  return next(state, {
    type: 'send',
    command: { do: locked ? 'unlock' : 'lock', pid: process.pid },
  });
}

/** On the node that is selected; where none is, it is asked for. */
export function nodeActions(state: DashboardState): Update {
  const node = nodeInFocus(state);
  return node === undefined
    ? openWhichNode(state, processInFocus(state)?.node)
    : openNodes(state, [node]);
}

export function togglePause(state: DashboardState): Update {
  return withPace(state, { paused: !state.paused, rate: state.rate });
}

export function step(state: DashboardState): Update {
  const paused = withPace(state, { paused: true, rate: state.rate });
  return next(paused.state, ...paused.effects, { type: 'step', seconds: 1 });
}

export function faster(state: DashboardState): Update {
  const rate = RATES.find((other) => other > state.rate) ?? state.rate;
  return withPace(state, { paused: state.paused, rate });
}

export function slower(state: DashboardState): Update {
  const rate = RATES.findLast((other) => other < state.rate) ?? state.rate;
  return withPace(state, { paused: state.paused, rate });
}

/** Virtual seconds per second that `+` and `-` step through. */
export const RATES: readonly number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

export function showView(view: ViewId) {
  return (state: DashboardState): Update => {
    const notice =
      state.view === view ? answerNotice(`this is the ${view} view`, 'dim') : undefined;
    return next({ ...state, view, panel: 0, notice });
  };
}

export function nextPanel(state: DashboardState): Update {
  return focusPanel(state, 1);
}

export function previousPanel(state: DashboardState): Update {
  return focusPanel(state, -1);
}

/** The cursor of the list stays on its process while a dialog is about that. */
export function pinnedToProcess(state: DashboardState): DashboardState {
  const process = state.view === 'mtop' ? processInFocus(state) : undefined;
  return process === undefined ? state : withMtop(state, { selectedPid: process.pid });
}

export function needsProcess(state: DashboardState): string | undefined {
  const reason = readOnlyReason(state);
  if (reason !== undefined) return reason;
  return processInFocus(state) === undefined ? 'no process is selected' : undefined;
}

export function needsSubject(state: DashboardState): string | undefined {
  return processInFocus(state) === undefined && nodeInFocus(state) === undefined
    ? 'nothing is selected'
    : undefined;
}

function withPace(
  state: DashboardState,
  { paused, rate }: Pick<DashboardState, 'paused' | 'rate'>,
): Update {
  const notice = paused
    ? answerNotice('paused: . advances one second, p resumes')
    : answerNotice(`running at rate ${rate}`);
  return next({ ...state, paused, rate, notice }, { type: 'pace', paused, rate });
}

function focusPanel(state: DashboardState, by: 1 | -1): Update {
  const { length } = viewOf(state).panels;
  if (length === 1) {
    return next({ ...state, notice: answerNotice('this view has one panel', 'dim') });
  }
  return next({ ...state, panel: (state.panel + by + length) % length });
}
