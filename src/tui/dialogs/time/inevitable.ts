import { formatClock, formatDuration } from '../../../base/units.js';
import type { ClusterEvent } from '../../../cluster/facts/event.js';
import type { Fate } from '../../../session/futures.js';
import {
  fateOf,
  type Likelihood,
  type LikelihoodThen,
  otherStep,
  outlookOf,
  unknownLikelihood,
  usualStep,
  withFuture,
} from '../../../session/likelihood.js';
import { bar } from '../../drawing/bar.js';
import { fitText } from '../../drawing/cell-width.js';
import { type Line, span } from '../../drawing/line.js';
import type { Message } from '../../message.js';
import { eventText, refusalNotice } from '../../notice.js';
import type { DashboardState } from '../../state.js';
import { goTo } from '../../travel.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, InevitableDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { verdictOf } from './likelihood-verdict.js';
import { noFuturesReason } from './what-if.js';

/** Asks how likely an event had been, from moments before it on; time stands still meanwhile. */
export function openInevitable(state: DashboardState, event: ClusterEvent | undefined): Update {
  const fate = event && fateOf(event);
  if (event === undefined || fate === undefined) {
    const notice = refusalNotice(
      'only of a kill or a crash can be asked when it became inevitable',
    );
    return next({ ...state, notice });
  }
  return openOf(state, eventText(event, state.charset), fate, event.at);
}

/** The same of a load per CPU, as high as that on some node, now. */
export function openInevitableLoad(state: DashboardState, least: number): Update {
  return openOf(state, `a load of ${least}`, { what: 'load', least }, state.sample.now);
}

function openOf(state: DashboardState, what: string, fate: Fate, at: number): Update {
  const reason =
    noFuturesReason(state) ?? (at > 0 ? undefined : 'nothing was before the beginning');
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  return asking(state, what, unknownLikelihood(fate, at, usualStep(at)));
}

function asking(state: DashboardState, what: string, known: Likelihood): Update {
  const dialog: InevitableDialog = { kind: 'inevitable', what, known, selected: 0 };
  return next(
    { ...state, dialog, paused: true },
    { type: 'pace', paused: true, rate: state.rate },
    { type: 'run-ahead', outlook: outlookOf(known) },
  );
}

export function futureInInevitable(
  state: DashboardState,
  { index, future }: Extract<Message, { type: 'future' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'inevitable') return state;
  if (future.problem !== undefined) {
    return { ...state, dialog: undefined, notice: refusalNotice(future.problem) };
  }
  if (future.figures === undefined) return state;
  return { ...state, dialog: { ...dialog, known: withFuture(dialog.known, index, future) } };
}

export function inevitableContent(state: DashboardState, dialog: InevitableDialog): DialogContent {
  const { what, known } = dialog;
  const cells = Math.min(MOST_BAR_CELLS, Math.max(0, state.size.columns - 4 - FIGURE_CELLS));
  return {
    title: 'when did it become inevitable',
    intro: [
      [span(what, { colour: 'strong' })],
      [span(verdictOf(known), { colour: 'dim' })],
      [
        span(`${fitText('BEFORE', 9, 'right')}${fitText('AT', 9, 'right')}  LIKELY`, {
          colour: 'dim',
        }),
      ],
    ],
    items: known.moments.map((moment) => momentLine(state, known, moment, cells)),
    marked: true,
    hints: hintLine([
      ['Enter', 'go there'],
      ['o i', 'zoom'],
      ['Esc', 'close'],
    ]),
  };
}

export function pressInInevitable(
  state: DashboardState,
  { what, known, selected }: InevitableDialog,
  key: string,
): Update | undefined {
  if (key === 'enter') return goTo(state, known.moments[selected]!.at);
  if (key !== 'o' && key !== 'i') return undefined;
  const step = otherStep(known, key === 'o' ? 1 : -1);
  if (step === undefined) return next(state);
  return asking(state, what, unknownLikelihood(known.fate, known.at, step));
}

/** Of a line without its bar. */
const FIGURE_CELLS = 36;
const MOST_BAR_CELLS = 40;

function momentLine(
  { charset }: DashboardState,
  { at }: Likelihood,
  { at: then, drawn, happened }: LikelihoodThen,
  cells: number,
): Line {
  const part = drawn === 0 ? 0 : happened / drawn;
  const percent = drawn === 0 ? '...' : `${Math.round(100 * part)}%`;
  const isSure = drawn > 0 && happened === drawn;
  return [
    span(fitText(formatDuration(at - then), 9, 'right'), { colour: 'strong' }),
    span(` ${formatClock(then).padStart(8)}  `, { colour: 'dim' }),
    ...bar(part, cells, isSure ? 'bad' : 'middle', charset),
    span(fitText(percent, 6, 'right'), { bold: isSure }),
    span(drawn === 0 ? '' : fitText(`${happened} of ${drawn}`, 10, 'right'), { colour: 'dim' }),
  ];
}
