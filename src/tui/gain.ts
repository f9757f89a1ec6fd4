import type { GainView } from '../session/futures.js';
import { noFuturesReason } from './dialogs/time/what-if.js';
import type { Message } from './message.js';
import { answerNotice, refusalNotice } from './notice.js';
import type { DashboardState } from './state.js';
import { next, type Update } from './update-result.js';
import type { GainShown } from './views/mtop/gain-facts.js';

/** Shows captured gain in the header, or no longer. */
export function toggleGain(state: DashboardState): Update {
  if (state.gain !== undefined) {
    return next({ ...state, gain: undefined, notice: answerNotice('captured gain is not shown') });
  }
  const reason = noFuturesReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const notice = answerNotice(
    'gain: 0% as if nothing were moved, 100% as one computer; :gain ends it',
  );
  return next({ ...state, view: 'mtop', panel: 0, notice, gain: NOT_MEASURED });
}

const NOT_MEASURED: GainShown = { view: undefined, asked: undefined };

/**
 * Has captured gain measured again where it is shown and time has gone on by a tenth, so that all
 * measuring takes no more than eleven times the last one; or where the rules or the branch are others.
 */
export function measuringGain(update: Update): Update {
  const { state, effects } = update;
  const { gain, sample, view } = state;
  if (gain === undefined || view !== 'mtop') return update;
  const rules = rulesOf(state);
  const { asked } = gain;
  if (asked !== undefined) {
    const isSame = asked.rules === rules && sample.now >= asked.now;
    const isFresh = sample.now < asked.now + Math.max(LEAST_SECONDS, asked.now / 10);
    if (isSame && (gain.isBusy || isFresh)) return update;
  }
  const known = asked?.rules === rules ? gain.view : undefined;
  const asking = { view: known, asked: { now: sample.now, rules }, isBusy: true };
  return next({ ...state, gain: asking }, ...effects, { type: 'measure-gain' });
}

const LEAST_SECONDS = 10;

/** What the figure depends on besides time. */
function rulesOf({ info, sample }: DashboardState): string {
  return JSON.stringify([info.policy, info.parameters, sample.past?.branch]);
}

/** Takes up what was measured; where it is not defined, it says why and is not shown. */
export function gained(
  state: DashboardState,
  { gain }: Extract<Message, { type: 'gained' }>,
): DashboardState {
  if (state.gain === undefined) return state;
  if ('problem' in gain) {
    const notice = refusalNotice(`captured gain is not defined: ${gain.problem}`);
    return { ...state, gain: undefined, notice };
  }
  const isFirst = state.gain.view === undefined;
  return {
    ...state,
    gain: { ...state.gain, view: gain, isBusy: false },
    notice: isFirst ? answerNotice(gainSentence(gain)) : state.notice,
  };
}

/** The slowdowns between which the figure stands; it fits in 70 cells. */
function gainSentence({ part, own, apart, together }: GainView): string {
  if (part === undefined) return 'gain: nothing could be gained so far';
  const [now, unmoved, one] = [own, apart, together].map((slowdown) => slowdown.toFixed(2));
  return `gain ${Math.round(part * 100)}%: slowdown ${now}, unmoved ${unmoved}, one computer ${one}`;
}
