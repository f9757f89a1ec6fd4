import { formatClock, formatDuration, formatRoughly } from '../../base/units.js';
import type { FutureFigures, FutureView } from '../../session/futures.js';
import { fitText } from '../drawing/cell-width.js';
import { type Line, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { Message } from '../message.js';
import { readOnlyReason, realTimeReason, send } from '../sending.js';
import type { DashboardState } from '../state.js';
import { next, type Update } from '../update-result.js';
import type { DialogContent, Variant, WhatIfDialog } from './dialog.js';
import { hintLine } from './dialog-lines.js';

/** Why nothing can be run ahead; undefined: it can. */
export function noFuturesReason(state: DashboardState): string | undefined {
  if (state.sample.hasFutures) return undefined;
  return realTimeReason(state) ?? 'this session cannot be run ahead';
}

/** The next hour under each policy, the present one first; time stands still meanwhile. */
export function openWhatIf(state: DashboardState): Update {
  const { policy, policies = [] } = state.info;
  const others = policies.filter((name) => name !== policy);
  const variants: readonly Variant[] = [
    { label: `${policy}, as it is`, commands: [] },
    ...others.map((name) => ({ label: name, commands: [{ do: 'policy', name } as const] })),
  ];
  const dialog: WhatIfDialog = {
    kind: 'what-if',
    from: state.sample.now,
    seconds: AHEAD_SECONDS,
    variants,
    futures: variants.map(() => undefined),
    selected: 0,
  };
  const untilSeconds = state.sample.now + AHEAD_SECONDS;
  return next(
    { ...state, dialog, paused: true },
    { type: 'pace', paused: true, rate: state.rate },
    { type: 'run-ahead', outlook: { ways: variants, untilSeconds } },
  );
}

const AHEAD_SECONDS = 3600;

export function futureInWhatIf(
  state: DashboardState,
  { index, future }: Extract<Message, { type: 'future' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'what-if') return state;
  return { ...state, dialog: { ...dialog, futures: dialog.futures.with(index, future) } };
}

export function whatIfContent(state: DashboardState, dialog: WhatIfDialog): DialogContent {
  const { from, seconds, variants, futures } = dialog;
  const isNarrow = state.size.columns < 80;
  const names = isNarrow ? NARROW_CELLS : Math.max(...variants.map(({ label }) => label.length));
  const columns = COLUMNS.filter(({ isSpare }) => !isNarrow || !isSpare);
  const header = columns.map(({ title, cells }) => fitText(title, cells, 'right')).join('');
  return {
    title: `what if: ${formatDuration(seconds)} from ${formatClock(from)}`,
    intro: [[span(` ${' '.repeat(names)}${header}`, { colour: 'dim' })]],
    items: variants.map(
      ({ label }, index): Line => [
        span(` ${fitText(sanitize(label), names)}`, { colour: 'strong' }),
        ...futureSpans(futures[index], columns),
      ],
    ),
    marked: true,
    hints: hintLine([
      ['Up Down', 'choose'],
      ['Enter', 'do it'],
      ['Esc', 'cancel'],
    ]),
  };
}

/** Where the whole table does not fit. */
const NARROW_CELLS = 12;

function futureSpans(future: FutureView | undefined, columns: readonly Column[]): Line {
  if (future?.problem !== undefined)
    return [span(` ${sanitize(future.problem)}`, { colour: 'bad' })];
  if (future?.figures === undefined) {
    const part = future === undefined ? 'waits' : `${Math.floor(100 * future.part)}%`;
    return [span(fitText(part, 10, 'right'), { colour: 'dim' })];
  }
  const { figures } = future;
  return columns.map(({ cells, text }) => span(fitText(text(figures), cells, 'right')));
}

interface Column {
  readonly title: string;
  readonly cells: number;
  /** Whether it is left out on a narrow screen. */
  readonly isSpare?: boolean;
  readonly text: (figures: FutureFigures) => string;
}

const COLUMNS: readonly Column[] = [
  { title: 'slowdown', cells: 10, text: ({ meanSlowdown }) => meanSlowdown?.toFixed(2) ?? '-' },
  { title: 'done', cells: 6, text: ({ completed }) => String(completed) },
  {
    title: 'of these',
    cells: 10,
    isSpare: true,
    text: ({ completedOfNow }) => String(completedOfNow),
  },
  {
    title: 'response',
    cells: 10,
    isSpare: true,
    text: ({ meanResponse }) => (meanResponse === null ? '-' : formatRoughly(meanResponse)),
  },
  { title: 'moves', cells: 7, text: ({ migrations }) => String(migrations) },
  { title: 'killed', cells: 8, isSpare: true, text: ({ killed }) => String(killed) },
];

/** Enter does here what that future begins with. */
export function pressInWhatIf(
  state: DashboardState,
  dialog: WhatIfDialog,
  key: string,
): Update | undefined {
  if (key !== 'enter') return undefined;
  if (readOnlyReason(state) !== undefined) return next({ ...state, dialog: undefined });
  return send(state, dialog.variants[dialog.selected]!.commands);
}
