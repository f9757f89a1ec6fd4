import { allAnswered, answered, savedNotice, toldNotice } from './answers.js';
import { explainedInDetails } from './dialogs/details.js';
import { forecastInMoveOff } from './dialogs/node/move-off.js';
import { pasteInDialog, pressInDialog } from './dialogs/open-dialog.js';
import { askingAhead, futureInMigrate } from './dialogs/process/asking-ahead.js';
import { forecastInMigrate, forecastsWanted } from './dialogs/process/migrate.js';
import { comparedInCompare } from './dialogs/time/compare.js';
import { futureInInevitable } from './dialogs/time/inevitable.js';
import { futureInWhatIf } from './dialogs/time/what-if.js';
import { decidedInWhy, explainedInWhy } from './dialogs/why.js';
import type { Size } from './drawing/frame.js';
import { sanitize } from './drawing/sanitize.js';
import { gained, measuringGain } from './gain.js';
import { actOf } from './key-binding.js';
import { bindingOf, meantKey } from './keymap.js';
import type { Effect, Message } from './message.js';
import { answerNotice, refusalNotice } from './notice.js';
import type { Sample } from './past/sample.js';
import { pressMouse } from './pointer.js';
import { pasteInPrompt, pressInPrompt } from './prompt/prompt-keys.js';
import { sentAsUser } from './sending.js';
import { type DashboardState, withRun, withSample, withSize } from './state.js';
import { endedTour, guided, pressInTour } from './tour/tour-acts.js';
import { notFound, travelled, withBranchNotice } from './travel.js';
import { underwayOf } from './underway.js';
import { rememberingBefore, withUndo } from './undo.js';
import { next, type Update } from './update-result.js';
import { heardInBeliefs } from './views/beliefs/beliefs.js';
import { overheardOnMap } from './views/map/gossip.js';
import { viewOf } from './views/registry.js';
import { sideAsks } from './views/side-panel.js';

/** The state after a message, and what the outside shall do about it. */
export function update(state: DashboardState, message: Message): Update {
  const result = measuringGain(
    guided(sentAsUser(rememberingBefore(askingAhead(updated(state, message))))),
  );
  const asks = asksOf(result.state);
  if (asks.length === 0 || ANSWERS.has(message.type)) return result;
  // The same is asked again only when time has gone on, or when why has not been asked yet.
  const before = asksOf(state);
  const isFirst = state.explained === undefined && asks.some(({ type }) => type === 'explain');
  const isOther = isFirst || JSON.stringify(before) !== JSON.stringify(asks);
  const isNew = message.type === 'sampled' || isOther;
  return isNew ? next(result.state, ...asks, ...result.effects) : result;
}

function asksOf(state: DashboardState): readonly Effect[] {
  return [...(viewOf(state).asks?.(state) ?? []), ...sideAsks(state)];
}

/** What views ask for arrives with these. */
const ANSWERS: ReadonlySet<Message['type']> = new Set(['heard', 'overheard', 'explained']);

function updated(state: DashboardState, message: Message): Update {
  switch (message.type) {
    case 'key':
      return press(state, message.key);
    case 'mouse':
      return pressMouse(state, message);
    case 'paste':
      return paste(state, message.text);
    case 'background':
      return next({ ...state, background: message.background });
    case 'resized':
      return next(resized(state, message.size));
    case 'future':
      return next(
        futureInInevitable(futureInMigrate(futureInWhatIf(state, message), message), message),
      );
    case 'compared':
      return next(comparedInCompare(state, message));
    case 'gained':
      return next(gained(state, message));
    case 'travelled':
      return next(travelled(state, message.sample));
    case 'searching':
      return next(searching(state, message.at));
    case 'not-found':
      return next(notFound(state, message.sample));
    case 'sampled':
      return sampled(state, message.sample);
    case 'answered':
      return next(answered(withUndo(state, [message]), message));
    case 'answered-all':
      return next({
        ...withUndo(state, message.answers),
        notice: allAnswered(message.answers),
        underway:
          underwayOf(
            message.answers.flatMap(({ command, answer }) => (answer.accepted ? [command] : [])),
          ) ?? state.underway,
      });
    case 'told':
      return next({ ...state, notice: toldNotice(message.answer) });
    case 'warned':
      return next({ ...state, notice: refusalNotice(message.said) });
    case 'expired':
      return next(state.notice?.text === message.text ? { ...state, notice: undefined } : state);
    case 'saved':
      return next({ ...state, notice: savedNotice(message) });
    case 'scenarios':
      return next({ ...state, cards: message.cards });
    case 'opened':
      return next(withRun(state, message.sample));
    case 'not-opened':
      return next({ ...endedTour(state), notice: refusalNotice(message.problem) });
    case 'heard':
      return next(heardInBeliefs(state, message));
    case 'overheard':
      return next(overheardOnMap(state, message));
    case 'forecast':
      return next(forecastInMoveOff(forecastInMigrate(state, message), message));
    case 'explained':
      return next(
        explainedInDetails(explainedInWhy({ ...state, explained: message }, message), message),
      );
    case 'decided':
      return next(decidedInWhy(state, message));
  }
}

function searching(state: DashboardState, at: number): DashboardState {
  const { dialog } = state;
  return dialog?.kind === 'search' ? { ...state, dialog: { ...dialog, at } } : state;
}

function press(state: DashboardState, key: string): Update {
  const guiding = pressInTour(state, key);
  if (guiding !== undefined) return guiding;
  if (state.prompt !== undefined) return pressInPrompt(state, state.prompt, key);
  if (state.dialog !== undefined) {
    return pressInDialog(state, state.dialog, meantKey(key, state));
  }
  // Where text is being typed, all keys are characters.
  const typed = viewOf(state).press?.(state, key);
  if (typed !== undefined) return typed;
  const binding = bindingOf(meantKey(key, state), state);
  if (binding !== undefined) return actOf(binding, state);
  const notice = answerNotice(`${keyName(key)} does nothing here: ? lists the keys`, 'dim');
  return next({ ...state, notice });
}

/** A tour keeps its rows. */
function resized(state: DashboardState, size: Size): DashboardState {
  return withSize(state, { ...size, rows: Math.max(1, size.rows - (state.tour?.rows ?? 0)) });
}

/** A key as it is printed: `S-m` is M, `C-a` Ctrl-A. */
function keyName(key: string): string {
  const shifted = /^S-([a-z])$/.exec(key)?.[1];
  if (shifted !== undefined) return shifted.toUpperCase();
  return sanitize(key.replace(/^C-(.)$/, (_, letter: string) => `Ctrl-${letter.toUpperCase()}`));
}

function paste(state: DashboardState, text: string): Update {
  if (state.prompt !== undefined) return pasteInPrompt(state, state.prompt, text);
  if (state.dialog !== undefined) return pasteInDialog(state, state.dialog, text);
  return next({ ...state, notice: answerNotice('pasted text ignored', 'dim') });
}

function sampled(state: DashboardState, sample: Sample): Update {
  const later = withBranchNotice(withSample(state, sample), state.sample);
  const { dialog } = later;
  if (dialog?.kind === 'why-node') return next(later, { type: 'decide', node: dialog.node });
  if (dialog === undefined || !('pid' in dialog)) return next(later);
  if (!sample.processes.some(({ pid }) => pid === dialog.pid)) {
    const notice = refusalNotice(`process ${dialog.pid} has ended`);
    return next({ ...later, dialog: undefined, notice });
  }
  switch (dialog.kind) {
    case 'migrate':
      return next(later, ...forecastsWanted(dialog));
    case 'why-process':
      return next(later, { type: 'explain', pid: dialog.pid });
    default:
      return next(later);
  }
}
