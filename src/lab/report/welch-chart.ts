import { frame, line, ruleX, text } from '@observablehq/plot';
import { mean } from '../../base/statistics.js';
import { cellPlaces, stylesOf } from './axes.js';
import { cellLabel } from './cell-names.js';
import { type Chart, type ChartRow, distinct, drawn, isNarrow, UPRIGHT } from './chart.js';
import { gridOf, leftOutPanels, panelTitles, shownRows } from './panel-grid.js';
import type { SeriesStyles } from './series-style.js';
import type { ReportCell, StudyResults } from './study-results.js';

/** Points of a line. */
const MOST_POINTS = 150;

type Cut = Pick<ChartRow, 'panel' | 'x'>;

/** How the start of runs settles, and where it is cut; undefined: the study had no pilot runs. */
export function welchChart(results: StudyResults): Chart | undefined {
  const { document } = results;
  const series = new Map<ReportCell, { readonly x: number; readonly y: number }[]>();
  for (const { cell, row } of results.table('pilots')) {
    const own = series.get(cell) ?? [];
    series.set(cell, own);
    own.push({ x: row.number('process'), y: row.number('meanSlowdown') });
  }
  if (series.size === 0) return undefined;
  const { placeOf } = cellPlaces(document);
  const styles = stylesOf(document);
  const rows = [...series].flatMap(([cell, points]) =>
    smoothed(points).map(
      (point): ChartRow => ({
        ...{ panel: cellLabel(cell, document), series: placeOf(cell).series, ...point },
      }),
    ),
  );
  const cuts = new Map(
    results
      .table('cells')
      .map(({ cell, row }) => [cellLabel(cell, document), row.number('truncation')]),
  );
  const marks = [...cuts].map(([panel, x]): Cut => ({ panel, x }));
  return {
    id: 'welch',
    title: 'How runs begin',
    reading:
      'Mean slowdown of processes in the order of their arrival, averaged over the pilot runs and over ' +
      'neighbours (Welch). What stands left of the upright line is left out of all figures: MSER-5 cuts ' +
      `there, cells that are compared at the same place.${leftOutPanels(rows)}`,
    keys: [],
    data: { columns: { panel: 'cell', x: 'process', y: 'mean slowdown' }, rows },
    draw: (width) => draw({ all: rows, cuts: marks, styles, width }),
  };
}

/** Moving averages, as many as can be seen. */
function smoothed(points: readonly { readonly x: number; readonly y: number }[]) {
  const half = Math.floor(points.length / 40);
  const step = Math.max(1, Math.ceil(points.length / MOST_POINTS));
  return points.flatMap(({ x }, index) => {
    if (index % step !== 0) return [];
    // Narrower at the ends, so that the start is not hidden.
    const reach = Math.min(half, index, points.length - 1 - index);
    return [{ x, y: mean(points.slice(index - reach, index + reach + 1).map(({ y }) => y)) }];
  });
}

interface Drawing {
  readonly all: readonly ChartRow[];
  readonly cuts: readonly Cut[];
  readonly styles: SeriesStyles;
  readonly width: number;
}

function draw({ all, cuts, styles, width }: Drawing): string {
  const rows = shownRows(all);
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy } = grid;
  const panels = new Set(rows.map(({ panel }) => panel));
  const shown = cuts.filter(({ panel, x }) => panels.has(panel) && Number.isFinite(x));
  const colourOf = ({ series }: ChartRow) => styles.of(series).colour;
  return drawn({
    width,
    height: (isNarrow(width) ? 180 : 200) * grid.rows + 40,
    marginLeft: 62,
    marginBottom: 36,
    x: { label: 'process, in order of arrival', ticks: 4 },
    y: { ...UPRIGHT, label: 'mean slowdown', grid: true, nice: true },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.14 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      line(rows, { ...{ x: 'x', y: 'y', z: 'panel', fx, fy }, stroke: colourOf }),
      ruleX(shown, { ...{ x: 'x', fx, fy }, stroke: 'var(--muted)', strokeDasharray: '6 3' }),
      text(shown, {
        ...{ x: 'x', fx, fy, text: ({ x }: Cut) => `cut ${x}`, frameAnchor: 'top', dy: 8, dx: 4 },
        ...{ textAnchor: 'start', fill: 'var(--muted)' },
      }),
      panelTitles(grid),
    ],
  });
}
