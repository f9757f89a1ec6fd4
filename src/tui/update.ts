import { USER_LOCK } from '../cluster/facts/cantmove.js';
import { allAnswered, answered, savedNotice } from './answers.js';
import { explainedInDetails, openDetails } from './dialogs/details.js';
import { openHelp } from './dialogs/help.js';
import { openMigrate } from './dialogs/migrate.js';
import { pasteInDialog, pressInDialog } from './dialogs/open-dialog.js';
import { openSignals } from './dialogs/signal.js';
import { openSpawn } from './dialogs/spawn.js';
import { openWhichNode } from './dialogs/which-node.js';
import { decidedInWhy, explainedInWhy, openWhy } from './dialogs/why.js';
import { bindingOf } from './keymap.js';
import type { Action, Message } from './message.js';
import { answerNotice, refusalNotice } from './notice.js';
import type { Sample } from './past/sample.js';
import { pressMouse } from './pointer.js';
import { pasteInPrompt, pressInPrompt } from './prompt/prompt-keys.js';
import { type DashboardState, withSample, withSelectedRow, withSize, withSort } from './state.js';
import { next, type Update } from './update-result.js';
import { layoutOf } from './views/layout.js';
import { columnOf } from './views/mtop/columns.js';
import { processInFocus, viewOf } from './views/registry.js';

/** The state after a message, and what the outside shall do about it. */
export function update(state: DashboardState, message: Message): Update {
  switch (message.type) {
    case 'key':
      return press(state, message.key);
    case 'mouse':
      return pressMouse(state, message, update);
    case 'paste':
      if (state.prompt !== undefined) return pasteInPrompt(state, state.prompt, message.text);
      return state.dialog === undefined
        ? next({ ...state, notice: answerNotice('pasted text was ignored', 'dim') })
        : pasteInDialog(state, state.dialog, message.text);
    case 'resized':
      return next(withSize(state, message.size));
    case 'sampled':
      return sampled(state, message.sample);
    case 'answered':
      return next({ ...state, ...answered(message.command, message.answer) });
    case 'answered-all':
      return next({ ...state, notice: allAnswered(message.answers) });
    case 'saved':
      return next({ ...state, notice: savedNotice(message) });
    case 'forecast':
      return state.dialog?.kind === 'migrate' && state.dialog.pid === message.pid
        ? next({ ...state, dialog: { ...state.dialog, forecasts: message.forecasts } })
        : next(state);
    case 'explained':
      return next(explainedInDetails(explainedInWhy(state, message), message));
    case 'decided':
      return next(decidedInWhy(state, message));
    default:
      return act(state, message);
  }
}

/** Virtual seconds per second that `+` and `-` step through. */
export const RATES: readonly number[] = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000];

function press(state: DashboardState, key: string): Update {
  if (state.prompt !== undefined) return pressInPrompt(state, state.prompt, key);
  if (state.dialog !== undefined) return pressInDialog(state, state.dialog, key);
  const typed = viewOf(state).press?.(state, key);
  if (typed !== undefined) return typed;
  const binding = bindingOf(key, state);
  if (binding === undefined) return next(state);
  const reason = binding.disabled?.(state);
  if (reason !== undefined) {
    return next({ ...state, notice: refusalNotice(`${binding.label}: ${reason}`) });
  }
  const { action } = binding;
  return typeof action === 'function' ? action(state) : update(state, action);
}

function act(state: DashboardState, action: Action): Update {
  switch (action.type) {
    case 'move-cursor':
      return next(withSelectedRow(state, state.selectedRow + action.by));
    case 'move-cursor-page':
      return next(withSelectedRow(state, state.selectedRow + action.by * pageRows(state)));
    case 'move-cursor-end':
      return next(withSelectedRow(state, action.to === 'first' ? 0 : state.listed.length - 1));
    case 'open-migrate':
    case 'open-signals':
    case 'toggle-lock':
      return actOnProcess(state, action.type);
    case 'open-spawn':
      return openSpawn(state);
    case 'open-node-actions':
      return openWhichNode(state);
    case 'open-help':
      return openHelp(state);
    case 'toggle-pause':
      return paced(state, !state.paused, state.rate);
    case 'step': {
      const paused = paced(state, true, state.rate);
      return next(paused.state, ...paused.effects, { type: 'step', seconds: 1 });
    }
    case 'change-rate':
      return paced(state, state.paused, nextRate(state.rate, action.by));
    case 'sort-by': {
      const same = state.sort.column === action.column;
      const descending = same ? !state.sort.descending : columnOf(action.column).descending;
      return next(withSort(state, { column: action.column, descending }));
    }
    case 'show-view':
      return next({ ...state, view: action.view, panel: 0 });
    case 'next-panel': {
      const { length } = viewOf(state).panels;
      return next({ ...state, panel: (state.panel + action.by + length) % length });
    }
    case 'open-why':
      return openWhy(held(state));
    case 'open-details':
      return openDetails(held(state));
    case 'suspend':
    case 'redraw':
    case 'quit':
      return next(state, { type: action.type });
  }
}

function actOnProcess(
  state: DashboardState,
  type: 'open-migrate' | 'open-signals' | 'toggle-lock',
): Update {
  const process = processInFocus(state);
  if (process === undefined) return next(state);
  switch (type) {
    case 'open-migrate':
      return openMigrate(held(state), process);
    case 'open-signals':
      return openSignals(held(state), process);
    case 'toggle-lock': {
      const locked = process.locked || (process.cantmove & USER_LOCK) !== 0;
      const command = { do: locked ? 'unlock' : 'lock', pid: process.pid } as const;
      return next(state, { type: 'send', command });
    }
  }
}

/** The cursor of the list stays on its process while a dialog tells of that. */
function held(state: DashboardState): DashboardState {
  const process = state.view === 'mtop' ? processInFocus(state) : undefined;
  return process === undefined ? state : { ...state, selectedPid: process.pid };
}

function sampled(state: DashboardState, sample: Sample): Update {
  const later = withSample(state, sample);
  const { dialog } = later;
  if (dialog?.kind === 'why-node') return next(later, { type: 'decide', node: dialog.node });
  if (dialog === undefined || !('pid' in dialog)) return next(later);
  if (!sample.processes.some(({ pid }) => pid === dialog.pid)) {
    const notice = refusalNotice(`process ${dialog.pid} has ended`);
    return next({ ...later, dialog: undefined, notice });
  }
  switch (dialog.kind) {
    case 'migrate':
      return next(later, { type: 'forecast', pid: dialog.pid });
    case 'why-process':
      return next(later, { type: 'explain', pid: dialog.pid });
    default:
      return next(later);
  }
}

function paced(state: DashboardState, paused: boolean, rate: number): Update {
  const notice = paused
    ? answerNotice('paused: . advances one second, p goes on')
    : answerNotice(`time goes on at rate ${rate}`);
  return next({ ...state, paused, rate, notice }, { type: 'pace', paused, rate });
}

function nextRate(rate: number, by: 1 | -1): number {
  return by > 0
    ? (RATES.find((step) => step > rate) ?? rate)
    : (RATES.findLast((step) => step < rate) ?? rate);
}

function pageRows(state: DashboardState): number {
  return Math.max(
    1,
    layoutOf(state.size, state.sample.nodes.length, state.settings.panels).list.height - 1,
  );
}
