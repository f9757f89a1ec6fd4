import { areaY, frame, line, ruleY } from '@observablehq/plot';
import { cellPlaces, stylesOf } from './axes.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  isNarrow,
  keysOf,
  runsText,
  UPRIGHT,
} from './chart.js';
import type { CsvRow } from './csv-table.js';
import { gridOf, leftOutPanels, panelTitles, shownRows } from './panel-grid.js';
import type { SeriesStyles } from './series-style.js';
import type { ReportCell, StudyResults } from './study-results.js';

/** Points of a line are at least that far apart, as a ratio: nearer ones are not told apart. */
const STEP = 1.03;

/** The distribution of slowdown, and its tail. */
export function slowdownCharts(results: StudyResults): readonly Chart[] {
  const { series, panels, placeOf } = cellPlaces(results.document);
  const bins = new Map<ReportCell, CsvRow[]>();
  for (const { cell, row } of results.table('slowdowns')) {
    const own = bins.get(cell) ?? [];
    bins.set(cell, own);
    own.push(row);
  }
  if (bins.size === 0) return [];
  const above = [...bins].flatMap(([cell, own]) =>
    apart(own).map((row): ChartRow => ({ ...placeOf(cell), ...partSlower(row) })),
  );
  const below = above.map((row) => ({
    ...{ ...row, y: 1 - row.y, low: other(row.high), high: other(row.low) },
  }));
  const tail = above.filter(({ y }) => y > 1e-9);
  const isSure = above.some(({ low }) => low !== undefined);
  const band = isSure
    ? ` Bands are 95 % intervals over runs (${runsText(above)}), pointwise: they hold at each slowdown, not for a line as a whole.`
    : '';
  const styles = stylesOf(results.document);
  const keys = keysOf(distinct(below.map((row) => row.series)), styles);
  const columns = {
    ...(panels.length > 0 ? { panel: panels.join(', ') } : {}),
    ...{ series: series ?? 'series', x: 'slowdown' },
  };
  const uncertain = isSure ? { low: 'low', high: 'high', n: 'runs' } : {};
  const dataOf = (y: string, rows: readonly ChartRow[]) => {
    return { columns: { ...columns, y, ...uncertain }, rows };
  };
  return [
    {
      id: 'slowdown-cdf',
      title: 'Distribution of slowdown',
      reading:
        'The part of the processes of a run, as a mean over runs, that are slowed down no more than that. ' +
        `A line further left is better; the dotted line is the median.${band}${leftOutPanels(below)}`,
      keys,
      data: dataOf('part of processes at most so slow', below),
      draw: (width) => draw({ all: below, isTail: false, styles, width }),
    },
    {
      id: 'slowdown-ccdf',
      title: 'Tail of slowdown',
      reading:
        'The part of the processes that are slowed down more than that, both axes logarithmic: the processes ' +
        `that wait longest are at the lower right. A straight line is a heavy tail; below the dotted line is the slowest hundredth.${band}${leftOutPanels(tail)}`,
      keys,
      data: dataOf('part of processes slower', tail),
      draw: (width) => draw({ all: tail, isTail: true, styles, width }),
    },
  ];
}

/** The bins whose ends are told apart from the one before, and the last one. */
function apart(bins: readonly CsvRow[]): readonly CsvRow[] {
  let before = 0;
  return bins.filter((row, index) => {
    const to = row.number('to');
    if (to < before * STEP && index < bins.length - 1) return false;
    before = to;
    return true;
  });
}

function partSlower(row: CsvRow) {
  const [y, halfWidth] = [row.number('slower'), row.number('halfWidth')];
  const n = row.number('n');
  const x = row.number('to');
  if (!Number.isFinite(halfWidth)) return { x, y, n };
  // It is a part, whatever Student's distribution says.
  return { x, y, low: Math.max(0, y - halfWidth), high: Math.min(1, y + halfWidth), n };
}

function other(part: number | undefined): number | undefined {
  return part === undefined ? undefined : 1 - part;
}

const TAIL_TICKS = { grid: true, ticks: 5, tickFormat: '~g' };

interface Drawing {
  readonly all: readonly ChartRow[];
  readonly isTail: boolean;
  readonly styles: SeriesStyles;
  readonly width: number;
}

function draw({ all, isTail, styles, width }: Drawing): string {
  const rows = shownRows(all);
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy } = grid;
  // On a logarithmic axis there is no 0: a band that reaches it ends at the lower edge.
  const least = isTail ? Math.min(0.5, ...rows.map(({ y }) => y)) : 0;
  return drawn({
    width,
    height: (isNarrow(width) ? 220 : grid.columns > 1 ? 220 : 320) * grid.rows + 40,
    marginLeft: 66,
    marginBottom: 36,
    x: { type: 'log', label: 'slowdown', ticks: 4, tickFormat: '~g' },
    y: isTail
      ? {
          ...UPRIGHT,
          type: 'log',
          label: 'part of processes slower',
          domain: [least, 1],
          ...TAIL_TICKS,
        }
      : { ...UPRIGHT, label: 'part of processes at most so slow', grid: true, domain: [0, 1] },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.14 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleY(isTail ? [0.01] : [0.5], { strokeOpacity: 0.4, strokeDasharray: '2 3' }),
      ...distinct(all.map(({ series }) => series)).map((name) => {
        const { colour, dash } = styles.of(name);
        const own = rows.filter(({ series }) => series === name);
        const at = { x: 'x', z: 'panel', fx, fy, curve: 'step-after' } as const;
        const low = (row: ChartRow) => Math.max(row.low ?? Number.NaN, least);
        return [
          areaY(own, { ...at, y1: low, y2: 'high', fill: colour, fillOpacity: 0.18 }),
          line(own, { ...at, y: 'y', stroke: colour, strokeDasharray: dash }),
        ];
      }),
      panelTitles(grid),
    ],
  });
}
