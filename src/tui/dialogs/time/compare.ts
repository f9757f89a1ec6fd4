import { formatClock } from '../../../base/units.js';
import type { ComparedView, FuturePoint } from '../../../session/futures.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import { type Line, span } from '../../drawing/line.js';
import { sanitize } from '../../drawing/sanitize.js';
import { clamp } from '../../drawing/scale.js';
import type { Message } from '../../message.js';
import { eventText, refusalNotice } from '../../notice.js';
import type { DashboardState } from '../../state.js';
import { goToBranch } from '../../travel.js';
import { next, type Update } from '../../update-result.js';
import type { CompareDialog, DialogContent } from '../dialog.js';
import { hintLine } from '../dialog-lines.js';
import { noFuturesReason } from './what-if.js';

/** Shows two branches beside each other, in step; time stands still meanwhile. */
export function openCompare(state: DashboardState, branches: readonly [number, number]): Update {
  const known = state.sample.past?.branches ?? [];
  const missing = branches.find((id) => !known.some((branch) => branch.id === id));
  const reason =
    noFuturesReason(state) ??
    (missing === undefined ? undefined : `there is no branch ${missing}`) ??
    (branches[0] === branches[1] ? 'a branch does not differ from itself' : undefined);
  if (reason !== undefined) return next({ ...state, notice: refusalNotice(reason) });
  const dialog: CompareDialog = {
    kind: 'compare',
    branches,
    compared: undefined,
    point: undefined,
    selected: 0,
  };
  return next(
    { ...state, dialog, paused: true },
    { type: 'pace', paused: true, rate: state.rate },
    { type: 'compare', branches },
  );
}

export function comparedInCompare(
  state: DashboardState,
  { compared }: Extract<Message, { type: 'compared' }>,
): DashboardState {
  const { dialog } = state;
  if (dialog?.kind !== 'compare') return state;
  return { ...state, dialog: { ...dialog, compared } };
}

export function compareContent(state: DashboardState, dialog: CompareDialog): DialogContent {
  const { branches, compared } = dialog;
  const hints = hintLine([
    ['Left Right', 'earlier, later'],
    ...branches.map((id, index) => [String(index + 1), `go to branch ${id}`] as const),
    ['Esc', 'close'],
  ]);
  return {
    title: `branches ${branches.join(' and ')}`,
    intro: compared === undefined ? [[span('running...', { colour: 'dim' })]] : [],
    items: compared === undefined ? [] : comparedLines(state, dialog, compared),
    marked: false,
    hints,
  };
}

export function pressInCompare(
  state: DashboardState,
  dialog: CompareDialog,
  key: string,
): Update | undefined {
  const { branches, compared } = dialog;
  const last = (compared?.curves[0].length ?? 1) - 1;
  const to = (point: number): Update => {
    const shown = point >= last ? undefined : Math.max(0, point);
    return next({ ...state, dialog: { ...dialog, point: shown } });
  };
  switch (key) {
    case 'left':
      return to((dialog.point ?? last) - 1);
    case 'right':
      return to((dialog.point ?? last) + 1);
    case 'home':
      return to(0);
    case 'end':
      return to(last);
    case '1':
    case '2':
      return goToBranch(state, branches[key === '1' ? 0 : 1]);
    default:
      return undefined;
  }
}

interface Row {
  readonly title: string;
  readonly value: (point: FuturePoint) => number | null;
  readonly text: (value: number) => string;
}

const ROWS: readonly Row[] = [
  { title: 'load', value: ({ load }) => load, text: (load) => load.toFixed(2) },
  {
    title: 'balance',
    value: ({ balance }) => balance,
    text: (balance) => `${Math.round(100 * balance)}%`,
  },
  { title: 'completed', value: ({ completed }) => completed, text: String },
  {
    title: 'mean slowdown',
    value: ({ meanSlowdown }) => meanSlowdown,
    text: (slowdown) => slowdown.toFixed(2),
  },
  { title: 'migrations', value: ({ migrations }) => migrations, text: String },
];

const TITLE_CELLS = 15;
const VALUE_CELLS = 10;
const MOST_CURVE_CELLS = 61;
const LEAST_CURVE_CELLS = 8;

function comparedLines(
  { size, charset }: DashboardState,
  { branches, point }: CompareDialog,
  { fromSeconds, untilSeconds, curves, first, isDone, problem }: ComparedView,
): readonly Line[] {
  if (problem !== undefined) return [[span(sanitize(problem), { colour: 'bad' })]];
  const last = curves[0].length - 1;
  const shown = Math.min(point ?? last, last);
  const room = size.columns - 4 - TITLE_CELLS - 2 * VALUE_CELLS - 2;
  const cells = room < LEAST_CURVE_CELLS ? 0 : Math.min(room, MOST_CURVE_CELLS);
  const done = (curves[0].at(-1)!.at - fromSeconds) / (untilSeconds - fromSeconds);
  const until = isDone ? formatClock(untilSeconds) : `${Math.floor(100 * done)}%`;
  const heads = branches.map((id) => fitText(`branch ${id}`, VALUE_CELLS, 'right')).join('');
  const cursor = Math.round((shown / Math.max(1, POINTS)) * (cells - 1));
  return [
    [
      span(fitText(`at ${formatClock(curves[0][shown]!.at)}`, TITLE_CELLS), { colour: 'strong' }),
      span(heads, { colour: 'dim' }),
      span(cells === 0 ? '' : `  ${' '.repeat(cursor)}${charset.falling}`, { colour: 'key' }),
    ],
    ...ROWS.flatMap((row) => rowLines(row, curves, shown, cells, charset)),
    [span(`from ${formatClock(fromSeconds)} to ${until}`, { colour: 'dim' })],
    ...differenceLines(first, branches, isDone, charset),
  ];
}

/** As many as a comparison has. */
const POINTS = 60;

/** A figure of both: two curves of the same scale, one above the other. */
function rowLines(
  { title, value, text }: Row,
  curves: ComparedView['curves'],
  shown: number,
  cells: number,
  charset: Charset,
): readonly Line[] {
  const now = curves.map((curve) => value(curve[shown]!));
  const highest = Math.max(...curves.flat().map((one) => value(one) ?? 0));
  const said = (one: number | null) => (one === null ? '-' : text(one));
  const isOther = said(now[0]!) !== said(now[1]!);
  const [above, below] = curves.map((curve, index) =>
    span(curveText(curve.map(value), highest, cells, charset), {
      colour: index === 0 ? 'low' : 'moving',
    }),
  );
  const figures = now.map((one) =>
    span(fitText(said(one), VALUE_CELLS, 'right'), isOther ? { colour: 'strong', bold: true } : {}),
  );
  const first: Line = [span(fitText(title, TITLE_CELLS), { colour: 'title' }), ...figures];
  if (cells === 0) return [first];
  const gap = ' '.repeat(TITLE_CELLS + 2 * VALUE_CELLS);
  return [
    [...first, span('  '), above!],
    [span(`${gap}  `), below!],
  ];
}

/** A curve in one row, of as many cells as it has got to. */
function curveText(
  values: readonly (number | null)[],
  highest: number,
  cells: number,
  { levels }: Charset,
): string {
  const known = Math.ceil(((values.length - 1) / POINTS) * cells);
  return Array.from({ length: known }, (_, cell) => {
    const value = values[Math.round((cell / Math.max(1, cells - 1)) * POINTS)] ?? values.at(-1);
    const part = highest > 0 ? (value ?? 0) / highest : 0;
    return levels[clamp(Math.ceil(part * (levels.length - 1)), 0, levels.length - 1)]!;
  }).join('');
}

function differenceLines(
  first: ComparedView['first'],
  branches: readonly [number, number],
  isDone: boolean,
  charset: Charset,
): readonly Line[] {
  if (first === undefined) {
    return isDone ? [[span('what happens is the same on both', { colour: 'good' })]] : [];
  }
  return [
    [span(`they first differ at ${formatClock(first.at)}`, { colour: 'strong' })],
    ...first.events.map(
      (event, index): Line => [
        span(`  ${branches[index]} `, { colour: index === 0 ? 'low' : 'moving', bold: true }),
        span(event === undefined ? 'nothing happens then' : eventText(event, charset), {
          colour: event === undefined ? 'dim' : 'text',
        }),
      ],
    ),
  ];
}
