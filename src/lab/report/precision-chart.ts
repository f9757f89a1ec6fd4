import { frame, line, ruleY, text } from '@observablehq/plot';
import { studentInterval } from '../statistics/interval.js';
import { cellPlaces, stylesOf } from './axes.js';
import { measureOf } from './cell-names.js';
import { type Chart, type ChartRow, distinct, drawn, isNarrow, keysOf, UPRIGHT } from './chart.js';
import { gridOf, leftOutPanels, panelTitles, shownRows } from './panel-grid.js';
import type { SeriesStyles } from './series-style.js';
import type { StudyResults } from './study-results.js';

/** How the interval narrows with the number of runs; undefined: cells have one or two runs. */
export function precisionChart(results: StudyResults): Chart | undefined {
  const { document } = results;
  const { until } = document.replications;
  const metric = until?.measure ?? document.metrics[0]!;
  const { series, panels, placeOf } = cellPlaces(document);
  const styles = stylesOf(document);
  const rows = [...results.valuesOf(metric)].flatMap(([cell, values]): readonly ChartRow[] => {
    return countsUpTo(values.length).flatMap((x) => {
      const { mean, halfWidth } = studentInterval(values.slice(0, x));
      const y = (100 * halfWidth) / Math.abs(mean);
      return y > 0 && Number.isFinite(y) ? [{ ...placeOf(cell), x, y }] : [];
    });
  });
  if (rows.every(({ x }) => Number(x) < 4)) return undefined;
  const { title } = measureOf(metric);
  const names = distinct(rows.map((row) => row.series));
  return {
    id: 'precision',
    title: `Precision of ${title}`,
    reading:
      'The half-width of the 95 % confidence interval over the mean, after so many replications. ' +
      `Both axes are logarithmic: four times the runs halve it.${leftOutPanels(rows)}` +
      (until === undefined
        ? ''
        : ` The dashed line is what the study asked for, ${100 * until.part} %.`),
    keys: keysOf(names, styles),
    data: {
      columns: {
        ...(panels.length > 0 ? { panel: panels.join(', ') } : {}),
        ...{ series: series ?? 'series', x: 'n', y: HALF_WIDTH },
      },
      rows,
    },
    draw: (width) => draw({ rows: shownRows(rows), names, styles, part: until?.part, width }),
  };
}

const HALF_WIDTH = 'half-width, % of the mean';

/** From 2 on, so far apart, as a ratio, that a logarithmic axis shows them apart; and the last one. */
function countsUpTo(most: number): readonly number[] {
  const counts: number[] = [];
  for (let count = 2; count < most; count = Math.max(count + 1, Math.round(count * STEP))) {
    counts.push(count);
  }
  return most < 2 ? [] : [...counts, most];
}

const STEP = 1.03;

interface Drawing {
  readonly rows: readonly ChartRow[];
  /** Of the series. */
  readonly names: readonly string[];
  readonly styles: SeriesStyles;
  /** That was asked for, of the mean. */
  readonly part: number | undefined;
  readonly width: number;
}

function draw({ rows, names, styles, part, width }: Drawing): string {
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy } = grid;
  const wanted = part === undefined ? [] : [100 * part];
  return drawn({
    width,
    height: (isNarrow(width) ? 220 : grid.columns > 1 ? 220 : 320) * grid.rows + 40,
    marginLeft: 62,
    marginBottom: 36,
    x: { type: 'log', label: 'replications', ticks: 3, tickFormat: 'd' },
    y: {
      ...UPRIGHT,
      type: 'log',
      ...{ label: HALF_WIDTH, grid: true, ticks: 5, tickFormat: '~g' },
    },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.14 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleY(wanted, { stroke: 'var(--muted)', strokeDasharray: '6 3' }),
      text(wanted, {
        y: (value: number) => value,
        text: () => 'asked for',
        frameAnchor: 'right',
        textAnchor: 'end',
        dy: -6,
        dx: -4,
        fill: 'var(--muted)',
      }),
      ...names.map((name) => {
        const { colour, dash } = styles.of(name);
        const own = rows.filter(({ series }) => series === name);
        return line(own, {
          ...{ x: 'x', y: 'y', z: 'panel', fx, fy },
          ...{ stroke: colour, strokeDasharray: dash },
        });
      }),
      panelTitles(grid),
    ],
  });
}
