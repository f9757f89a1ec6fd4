import { formatClock, formatDuration, formatRoughly } from '../../../base/units.js';
import type { FutureFigures, FutureView } from '../../../session/futures.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import type { Message } from '../../message.js';
import { refusalNotice } from '../../notice.js';
import { loadPart } from '../../past/load.js';
import { readOnlyReason, realTimeReason, send } from '../../sending.js';
import type { DashboardState } from '../../state.js';
import { next, type Update } from '../../update-result.js';
import type { DialogContent, Variant, WhatIfDialog } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';

/** Why nothing can be run ahead; undefined: it can. */
export function noFuturesReason(state: DashboardState): string | undefined {
  if (state.sample.hasFutures) return undefined;
  return realTimeReason(state) ?? 'this session cannot be run ahead';
}

/** The next hour under each policy, the present one first; time stands still meanwhile. */
export function openWhatIf(state: DashboardState): Update {
  const { policy, policies = [] } = state.info;
  const others = policies.filter((name) => name !== policy);
  return openFutures(state, [
    { label: `${policy}, as it is` },
    ...others.map((name) => ({ label: name, commands: [{ do: 'policy', name } as const] })),
  ]);
}

/** The next hour with a parameter at each of some values, and as it is. */
export function openWhatIfSet(
  state: DashboardState,
  parameter: string,
  values: readonly string[],
): Update {
  const { parameters = {} } = state.info;
  if (!Object.hasOwn(parameters, parameter)) {
    return next({ ...state, notice: refusalNotice(`there is no parameter ${parameter}`) });
  }
  const now = parameters[parameter];
  return openFutures(state, [
    { label: `${parameter} ${now}, as it is` },
    ...values.map((value) => ({
      label: `${parameter} ${value}`,
      commands: [{ do: 'set', parameter, value } as const],
    })),
  ]);
}

/** The next hour as it is, and as if what was done last had not been done. */
export function openWhatIfWithout(state: DashboardState): Update {
  return openFutures(state, [
    { label: 'as it is' },
    { label: 'without the last command', from: 'before the last command' },
  ]);
}

function openFutures(state: DashboardState, variants: readonly Variant[]): Update {
  const reason = noFuturesReason(state);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
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
  const names = Math.min(
    state.size.columns < 60 ? NARROW_CELLS : MOST_NAME_CELLS,
    Math.max(...variants.map(({ label }) => label.length)),
  );
  const columns = fittingColumns(state.size.columns - 5 - names);
  const header = columns.map(({ title, cells }) => fitText(title, cells, 'right')).join('');
  const best = bestOf(futures);
  return {
    title: `what if: ${formatDuration(seconds)} from ${formatClock(from)}`,
    intro: [
      ...legendLines(columns, state),
      [span(` ${' '.repeat(names)}${header}  load`, { colour: 'dim' })],
    ],
    items: variants.map(
      ({ label }, index): Line => [
        span(` ${fitText(sanitize(label), names, 'left', state.charset.ellipsis)}`, {
          colour: 'strong',
        }),
        ...futureSpans(futures[index], { columns, best, charset: state.charset }),
      ],
    ),
    marked: true,
    hints: hintLine([
      ...(state.size.columns < 46 ? [] : [['Up Down', 'choose'] as const]),
      ['Enter', 'do it'],
      ['Esc', 'cancel'],
    ]),
  };
}

const NARROW_CELLS = 12;
const MOST_NAME_CELLS = 28;

function futureSpans(
  future: FutureView | undefined,
  {
    columns,
    best,
    charset,
  }: { columns: readonly Column[]; best: FutureView | undefined; charset: Charset },
): Line {
  if (future?.problem !== undefined)
    return [span(` ${sanitize(future.problem)}`, { colour: 'bad' })];
  const curve = span(`  ${loadCurve(future?.curve ?? [], charset)}`, { colour: 'low' });
  if (future?.figures === undefined) {
    const part = future === undefined ? 'waits' : `${Math.floor(100 * future.part)}%`;
    const cells = columns.reduce((sum, column) => sum + column.cells, 0);
    return [span(fitText(part, 10, 'right') + ' '.repeat(cells - 10), { colour: 'dim' }), curve];
  }
  const { figures } = future;
  const cells = columns.map((column, index) =>
    span(fitText(column.text(figures), column.cells, 'right'), {
      ...(index === 0 && future === best && { colour: 'good', bold: true }),
      ...(column === KILLED && figures.killed > 0 && { colour: 'bad' }),
    }),
  );
  return [...cells, curve];
}

/** Of those that kill the fewest the one of the least slowdown: who is killed is in no mean. */
function bestOf(futures: readonly (FutureView | undefined)[]): FutureView | undefined {
  const killed = (future: FutureView) => future.figures!.killed;
  const slowdown = (future: FutureView) => future.figures!.meanSlowdown!;
  return futures
    .filter((future) => future !== undefined)
    .filter(({ figures }) => (figures?.meanSlowdown ?? null) !== null)
    .sort((a, b) => killed(a) - killed(b) || slowdown(a) - slowdown(b))[0];
}

/** The mean load over the future, a cell for an equal part of it; 4.00 and more are full. */
function loadCurve(curve: FutureView['curve'], { levels }: Charset): string {
  return Array.from(
    { length: Math.ceil(((curve.length - 1) / POINTS) * CURVE_CELLS) },
    (_, cell) => {
      const { load } =
        curve[Math.min(curve.length - 1, Math.round((cell / CURVE_CELLS) * POINTS))]!;
      return levels[clamp(Math.round(loadPart(load) * (levels.length - 1)), 0, levels.length - 1)]!;
    },
  ).join('');
}

/** As many points as a future has, and the cells that they are shown in. */
const POINTS = 60;
const CURVE_CELLS = 12;

interface Column {
  readonly title: string;
  readonly cells: number;
  /** Those of the highest rank are left out first where there is no room. */
  readonly rank: number;
  readonly text: (figures: FutureFigures) => string;
}

const KILLED: Column = {
  title: 'killed',
  cells: 8,
  rank: 2,
  text: ({ killed }) => String(killed),
};

const COLUMNS: readonly Column[] = [
  {
    title: 'slowdown',
    cells: 10,
    rank: 1,
    text: ({ meanSlowdown }) => meanSlowdown?.toFixed(2) ?? '-',
  },
  { title: 'done', cells: 6, rank: 1, text: ({ completed }) => String(completed) },
  KILLED,
  { title: 'moves', cells: 7, rank: 1, text: ({ migrations }) => String(migrations) },
  {
    title: 'of these',
    cells: 10,
    rank: 3,
    text: ({ completedOfNow }) => String(completedOfNow),
  },
  {
    title: 'theirs',
    cells: 10,
    rank: 2,
    text: ({ meanSlowdownOfNow }) => meanSlowdownOfNow?.toFixed(2) ?? '-',
  },
  {
    title: 'last end',
    cells: 10,
    rank: 3,
    text: ({ makespan }) => (makespan === null ? '-' : formatClock(makespan)),
  },
  {
    title: 'response',
    cells: 10,
    rank: 4,
    text: ({ meanResponse }) => (meanResponse === null ? '-' : formatRoughly(meanResponse)),
  },
];

/** What the titles cannot say, where there is room for that. */
function legendLines(columns: readonly Column[], { size }: DashboardState): readonly Line[] {
  const shown = columns.filter(({ title }) => title === 'of these' || title === 'theirs');
  if (shown.length < 2 || size.rows < LEAST_LEGEND_ROWS) return [];
  const words = 'of these: so many of the processes alive now are done; theirs: their slowdown';
  return [[span(words, { colour: 'dim' })]];
}

const LEAST_LEGEND_ROWS = 20;

/** Those for which there is room, and for the curves. */
function fittingColumns(cells: number): readonly Column[] {
  for (let rank = 4; rank > 1; rank--) {
    const columns = COLUMNS.filter((column) => column.rank <= rank);
    const width = columns.reduce((sum, column) => sum + column.cells, 2 + CURVE_CELLS);
    if (width <= cells) return columns;
  }
  return COLUMNS.filter(({ rank }) => rank === 1);
}

/** Enter does here what that future begins with, or begins a branch that goes so. */
export function pressInWhatIf(
  state: DashboardState,
  dialog: WhatIfDialog,
  key: string,
): Update | undefined {
  if (key !== 'enter') return undefined;
  const closed = { ...state, dialog: undefined };
  const { label: _, ...way } = dialog.variants[dialog.selected]!;
  if (readOnlyReason(state) !== undefined) return next(closed);
  if (way.from !== undefined) return next(closed, { type: 'begin-branch', way });
  return send(state, way.commands ?? []);
}
