import { printable } from '../../base/printable.js';
import { formatClock } from '../../base/units.js';
import type { FirstDifference, FuturePoint } from '../../session/futures.js';
import type { SessionInfo } from '../../session/session.js';
import { ASCII } from '../../tui/drawing/charset.js';
import { eventText } from '../../tui/notice.js';
import type { Style } from '../running/style.js';

/** Two runs in step. */
export interface ComparedInStep {
  readonly runs: readonly { readonly name: string; readonly info: SessionInfo }[];
  /** Of each, at the same moments. */
  readonly curves: readonly (readonly FuturePoint[])[];
  /** Undefined: what happens is the same. */
  readonly first: FirstDifference | undefined;
  /** Virtual seconds. */
  readonly end: number;
}

/** The same bytes for the same runs. */
export function jsonInStep({ runs, curves, first, end }: ComparedInStep): string {
  const document = {
    runs: runs.map(({ name, info: { scenario, policy, information, seed } }) => {
      return { name, scenario, policy, information, seed };
    }),
    until: end,
    points: curves[0]!.map(({ at }, index) => ({
      at,
      runs: curves.map((curve) => ({ ...curve[index]!, at: undefined })),
    })),
    firstDifference: first
      ? { at: first.at, events: first.events.map((one) => one ?? null) }
      : null,
  };
  return `${JSON.stringify(document, null, 2)}\n`;
}

interface Measure {
  readonly title: string;
  readonly cells: number;
  readonly text: (point: FuturePoint) => string;
}

const MEASURES: readonly Measure[] = [
  { title: 'load', cells: 7, text: ({ load }) => load.toFixed(2) },
  { title: 'balance', cells: 6, text: ({ balance }) => `${Math.round(100 * balance)}%` },
  { title: 'completed', cells: 7, text: ({ completed }) => String(completed) },
  { title: 'mean slowdown', cells: 8, text: ({ meanSlowdown }) => meanSlowdown?.toFixed(2) ?? '-' },
  { title: 'migrations', cells: 7, text: ({ migrations }) => String(migrations) },
];

/** One row in so many points is shown. */
const EVERY = 5;

/** For reading: a line for each of a dozen moments, both runs beside each other. */
export function textInStep({ runs, curves, first, end }: ComparedInStep, style: Style): string {
  const titles = runs.map(({ name, info: { policy, information, seed } }, index) =>
    style.title(
      printable(`${NAMES[index]}  ${name}: policy ${policy} (${information}), seed ${seed}`),
    ),
  );
  const heads = MEASURES.map(({ title, cells }) => title.padStart(2 * cells)).join('');
  const names = MEASURES.map(({ cells }) => NAMES.map((name) => name.padStart(cells)).join(''));
  const rows = curves[0]!.flatMap((_, index) => {
    if (index % EVERY !== 0 || index === 0) return [];
    const figures = MEASURES.flatMap(({ cells, text }) =>
      curves.map((curve) => text(curve[index]!).padStart(cells)),
    );
    return [
      `${style.label(formatClock(curves[0]![index]!.at).padStart(TIME_CELLS))}${figures.join('')}`,
    ];
  });
  return [
    ...titles,
    '',
    style.label(`${' '.repeat(TIME_CELLS)}${heads}`),
    style.label(`${' '.repeat(TIME_CELLS)}${names.join('')}`),
    ...rows,
    '',
    ...differenceLines(first, end),
    '',
  ].join('\n');
}

const NAMES = ['a', 'b'] as const;
const TIME_CELLS = 9;

function differenceLines(first: FirstDifference | undefined, end: number): readonly string[] {
  if (first === undefined) return [`what happens is the same in both, until ${formatClock(end)}`];
  return [
    `they first differ at ${formatClock(first.at)}`,
    ...first.events.map((event, index) => {
      const what = event === undefined ? 'nothing happens then' : eventText(event, ASCII);
      return `  ${NAMES[index]}  ${printable(what)}`;
    }),
  ];
}
