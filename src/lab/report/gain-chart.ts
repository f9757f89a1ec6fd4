import { dot, frame, ruleX, ruleY } from '@observablehq/plot';
import { levelLabel } from '../study/study.js';
import { cellPlaces, stylesOf } from './axes.js';
import { levelsLabel, measureOf, variedFactors } from './cell-names.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  isNarrow,
  marginFor,
  runsText,
} from './chart.js';
import { gridOf, panelTitles } from './panel-grid.js';
import type { SeriesStyles } from './series-style.js';
import type { StudyResults } from './study-results.js';

/** How much of what could be gained each cell gains, of `bounds` of the study; undefined: it has none. */
export function gainChart(results: StudyResults): Chart | undefined {
  const { document } = results;
  const factors = variedFactors(document);
  const axis = factors.includes('policy') ? 'policy' : factors.at(-1);
  const others = factors.filter((name) => name !== axis);
  const { placeOf } = cellPlaces(document);
  const styles = stylesOf(document);
  const measures = distinct(results.table('gains').map(({ row }) => row.text('metric')));
  const rows = results.table('gains').flatMap(({ cell, row }): readonly ChartRow[] => {
    const y = 100 * row.number('gain');
    if (!Number.isFinite(y)) return [];
    const ends = { low: 100 * row.number('gainLow'), high: 100 * row.number('gainHigh') };
    const parts = measures.length > 1 ? [measureOf(row.text('metric')).title] : [];
    const panel = [...parts, levelsLabel(cell.levels, others)].filter((part) => part !== '');
    const x = axis === undefined ? document.study : levelLabel(cell.levels[axis]);
    return [
      { panel: panel.join(', '), series: placeOf(cell).series, x, y, ...ends, n: row.number('n') },
    ];
  });
  if (rows.length === 0) return undefined;
  return {
    id: 'captured-gain',
    title: `Captured gain: ${measures.map((metric) => measureOf(metric).title).join(', ')}`,
    reading:
      'How much of what could be saved is saved: 0 % are the worst cells that the study names, 100 % the ' +
      'best, or Erlang-C: all CPUs as one node. The bars are 95 % confidence intervals of the ratio ' +
      `(${runsText(rows)}). Left of 0 there is harm.`,
    keys: [],
    data: {
      columns: {
        ...(rows.some(({ panel }) => panel !== '')
          ? { panel: others.join(', ') || 'measure' }
          : {}),
        ...{ x: axis ?? 'study', y: 'captured gain, %', low: 'low', high: 'high', n: 'n' },
      },
      rows,
    },
    draw: (width) => draw(rows, styles, width),
  };
}

function draw(rows: readonly ChartRow[], styles: SeriesStyles, width: number): string {
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy } = grid;
  const policies = distinct(rows.map(({ x }) => String(x)));
  const colourOf = ({ series }: ChartRow) => styles.of(series).colour;
  const least = Math.min(0, ...rows.map(({ low = 0 }) => low).filter(Number.isFinite));
  return drawn({
    width,
    height: (policies.length * 24 + 40) * grid.rows + 60,
    marginLeft: marginFor(policies, isNarrow(width) ? 130 : 200),
    marginBottom: 36,
    x: { label: 'captured gain, %', domain: [Math.max(-100, least), 105], grid: true, clamp: true },
    y: { type: 'point', domain: policies, label: null, padding: 0.7 },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.24 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleX([0, 100], { strokeOpacity: 0.6, strokeDasharray: '6 3' }),
      ruleY(rows, {
        ...{ y: 'x', x1: () => 0, x2: 'y', fx, fy },
        ...{ stroke: colourOf, strokeWidth: 9, strokeOpacity: 0.3 },
      }),
      ruleY(rows, {
        ...{ y: 'x', x1: 'low', x2: 'high', fx, fy },
        stroke: colourOf,
        strokeWidth: 2,
      }),
      dot(rows, {
        ...{ x: 'y', y: 'x', fx, fy },
        ...{ r: 3.5, stroke: colourOf, fill: 'var(--paper)', strokeWidth: 1.6 },
        symbol: ({ series }: ChartRow) => styles.of(series).symbol,
      }),
      panelTitles(grid),
    ],
  });
}
