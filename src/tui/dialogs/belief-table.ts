import { formatRoughly } from '../../base/units.js';
import type { Belief, Explanation, NodeForecast } from '../../session/session.js';
import { fitText } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, onGround, type Span, span } from '../drawing/line.js';
import { sanitize } from '../drawing/sanitize.js';
import type { DashboardState } from '../state.js';

/** A column of a table of nodes. */
export interface Column<Row> {
  readonly title: string;
  readonly width: number;
  /** Columns with the lowest number are the last to be dropped from a narrow screen. */
  readonly rank: number;
  text(row: Row): string;
}

/** What a table is about, and where it is drawn. */
export interface TableContext {
  readonly here: number;
  /** The node whose numbers decide. */
  readonly deciding: number | undefined;
  readonly state: DashboardState;
  readonly cells: number;
}

/** What is true of each node, and what is believed, in openMosix's load, by which is decided. */
export const BELIEF_COLUMNS: readonly Column<Belief>[] = [
  { title: 'OMLOAD', width: 7, rank: 0, text: ({ load }) => load.toFixed(2) },
  {
    title: 'BELIEVED',
    width: 9,
    rank: 2,
    text: ({ believedLoad }) => believedLoad?.toFixed(2) ?? '-',
  },
  {
    title: 'AGE',
    width: 7,
    rank: 4,
    text: ({ ageSeconds }) => (ageSeconds === undefined ? '-' : formatRoughly(ageSeconds)),
  },
];

/** What each node would give the process; waiting is a column when there is any. */
export function forecastColumns({ forecasts, node }: Explanation): readonly Column<NodeForecast>[] {
  const here = forecasts.find((forecast) => forecast.node === node)?.rate ?? 0;
  const waits = forecasts.some(({ waitPerWork }) => waitPerWork > 0);
  const columns: readonly Column<NodeForecast>[] = [
    ...BELIEF_COLUMNS,
    { title: 'WORK/S', width: 8, rank: 3, text: ({ rate }) => rate.toFixed(2) },
    { title: 'OF HERE', width: 9, rank: 1, text: ({ rate }) => percent(rate / here) },
    { title: 'WAIT', width: 6, rank: 5, text: ({ waitPerWork }) => percent(waitPerWork) },
  ];
  return columns.filter(
    ({ title }) => (title !== 'OF HERE' || here > 0) && (title !== 'WAIT' || waits),
  );
}

/** What the columns shown mean, in a sentence each: that of a column is not said without it. */
export function tableLegend<Row>(
  columns: readonly Column<Row>[],
  { believer, cells }: { readonly believer: number; readonly cells: number },
): string {
  const titles = new Set(columnsThatFit(columns, cells).map(({ title }) => title));
  const age = titles.has('AGE') ? ', AGE ago' : '';
  const sentences = [
    ['OMLOAD', "the truth, in openMosix's load"],
    ['BELIEVED', `what node ${believer} has heard${age}`],
    ['WORK/S', 'what the process would get'],
  ] as const;
  return sentences
    .filter(([title]) => titles.has(title))
    .map(([title, meaning]) => `${title}: ${meaning}.`)
    .join(' ');
}

/** A line per node; the deciding one is marked, the one where the process is stands out. */
export function tableLines<Row extends Belief>(
  rows: readonly Row[],
  columns: readonly Column<Row>[],
  { here, deciding, state, cells }: TableContext,
): readonly Line[] {
  const shown = columnsThatFit(columns, cells);
  const header = shown.map(({ title, width }) => fitText(title, width, 'right')).join('');
  const used = NUMBER_CELLS + shown.reduce((sum, { width }) => sum + width, 0);
  return [
    [span(`${fitText('N#', NUMBER_CELLS, 'right')}${header}`, { colour: 'dim' })],
    ...rows.map((row): Line => {
      const isHere = row.node === here;
      const decides = row.node === deciding;
      const mark = decides ? state.charset.selected : ' ';
      const colour: Colour = decides ? 'strong' : isHere ? 'title' : 'text';
      const figures = shown.map(({ width, text }) => fitText(text(row), width, 'right')).join('');
      const verdict = sanitize(row.verdict ?? 'chosen');
      const line: readonly Span[] = [
        span(mark, { colour: 'moving', bold: true }),
        span(fitText(String(row.node), NUMBER_CELLS - 1, 'right'), { colour: 'title', bold: true }),
        span(figures, { colour, bold: isHere || decides }),
        span(fitText(`  ${verdict}`, Math.max(0, cells - used), 'left', state.charset.ellipsis), {
          colour: decides ? 'moving' : isHere ? 'title' : 'text',
        }),
      ];
      return decides ? onGround(line, 'field') : line;
    }),
  ];
}

const NUMBER_CELLS = 6;
/**
 * Kept free for the words at the end and the gap before them: `the best: 0.59, here 0.52`; beside
 * columns that the decision does not need, the longest there are: `the best: 0.4736, here 0.4735`.
 */
const VERDICT_CELLS = 25;
const LONGEST_VERDICT_CELLS = 31;
/** The last rank of columns with the numbers by which is decided. */
const DECIDING_RANK = 2;

function columnsThatFit<Row>(columns: readonly Column<Row>[], cells: number) {
  let used = NUMBER_CELLS;
  const kept = new Set<Column<Row>>();
  for (const column of [...columns].sort((a, b) => a.rank - b.rank)) {
    const verdict = column.rank <= DECIDING_RANK ? VERDICT_CELLS : LONGEST_VERDICT_CELLS;
    if (used + column.width + verdict > cells) break;
    used += column.width;
    kept.add(column);
  }
  return columns.filter((column) => kept.has(column));
}

function percent(part: number): string {
  return `${Math.round(part * 100)}%`;
}
