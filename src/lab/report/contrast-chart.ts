import { dot, frame, ruleX, ruleY, text } from '@observablehq/plot';
import { cellPlaces, stylesOf } from './axes.js';
import {
  axisLabel,
  baseLabel,
  capital,
  levelsLabel,
  measureLabel,
  measureOf,
  variedFactors,
} from './cell-names.js';
import { type Chart, type ChartRow, drawn, isNarrow, marginFor, runsText } from './chart.js';
import type { SeriesStyles } from './series-style.js';
import type { StudyResults } from './study-results.js';

/** Of a metric: more make no picture. */
export const MOST_DIFFERENCES = 60;

/** Probability after Holm below which a difference counts. */
export const SIGNIFICANT = 0.05;

type Difference = ChartRow & { readonly isSure: boolean };

/** The differences of a metric from the base. */
export function differencesOf(results: StudyResults, metric: string): readonly Difference[] {
  const varied = variedFactors(results.document);
  const { placeOf } = cellPlaces(results.document);
  return results.table('contrasts').flatMap(({ cell, row }): readonly Difference[] => {
    const y = row.number('difference');
    if (row.text('metric') !== metric || !Number.isFinite(y)) return [];
    const halfWidth = row.number('halfWidth');
    const ends = { low: y - halfWidth, high: y + halfWidth, n: row.number('n') };
    const isSure = row.number('pHolm') < SIGNIFICANT;
    const { series } = placeOf(cell);
    return [{ panel: '', series, x: levelsLabel(cell.levels, varied), y, ...ends, isSure }];
  });
}

/** The same as a forest plot; undefined: there is none to show, or too many. */
export function contrastChart(results: StudyResults, metric: string): Chart | undefined {
  const { document } = results;
  const styles = stylesOf(document);
  const rows = differencesOf(results, metric);
  if (rows.length === 0 || rows.length > MOST_DIFFERENCES) return undefined;
  const base = baseLabel(document);
  return {
    id: `contrasts-${metric}`,
    title: `${capital(measureOf(metric).title)}: differences from ${base}`,
    reading:
      `Each sign is the mean difference from the cell with ${base} and otherwise the same levels, over ` +
      'pairs of runs with the same random numbers; its bar is the 95 % confidence interval ' +
      `(${runsText(rows)}). Right of 0: more. ` +
      `Filled signs stay significant at ${SIGNIFICANT} after Holm's correction for all differences of the study.`,
    keys: [],
    data: {
      columns: {
        x: 'cell',
        y: `difference of ${measureLabel(metric)}`,
        low: 'low',
        high: 'high',
        n: 'pairs',
      },
      rows,
    },
    draw: (width) => draw({ rows, metric, styles, width }),
  };
}

interface Drawing {
  readonly rows: readonly Difference[];
  readonly metric: string;
  readonly styles: SeriesStyles;
  readonly width: number;
}

function draw({ rows, metric, styles, width }: Drawing): string {
  const labels = rows.map(({ x }) => String(x));
  const colourOf = ({ series }: Difference) => styles.of(series).colour;
  const most = isNarrow(width) ? 150 : 300;
  // Long names stand above their bars where there is no room beside them.
  const isAbove = marginFor(labels, Number.POSITIVE_INFINITY) > most;
  return drawn({
    width,
    height: rows.length * (isAbove ? 34 : 20) + 70,
    marginLeft: isAbove ? 16 : marginFor(labels, most),
    marginBottom: 36,
    x: { label: `difference of ${axisLabel(metric)}`, grid: true, nice: true, inset: 8 },
    y: {
      ...{ type: 'point', domain: labels, label: null, padding: 0.7 },
      ...(isAbove ? { axis: null } : {}),
    },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleX([0], { strokeOpacity: 0.6 }),
      ruleY(rows, { y: 'x', x1: 'low', x2: 'high', stroke: colourOf, strokeWidth: 2 }),
      dot(rows, {
        ...{ x: 'y', y: 'x', r: 4, stroke: colourOf, strokeWidth: 1.6 },
        symbol: ({ series }: Difference) => styles.of(series).symbol,
        fill: (row: Difference) => (row.isSure ? colourOf(row) : 'var(--paper)'),
      }),
      ...(isAbove
        ? [
            text(rows, {
              ...{ y: 'x', text: 'x', frameAnchor: 'left', textAnchor: 'start', dx: 6, dy: -13 },
              ...{ stroke: 'var(--paper)', strokeWidth: 4, fill: 'currentColor' },
            }),
          ]
        : []),
    ],
  });
}
