import { dot, frame, ruleX, ruleY } from '@observablehq/plot';
import { baseLabel, levelsLabel, measureLabel, measureOf, variedFactors } from './cell-names.js';
import { type Chart, type ChartRow, drawn, isNarrow, marginFor, styleOf } from './chart.js';
import type { StudyResults } from './study-results.js';

/** More differences than that make no picture. */
const MOST_ROWS = 60;

/** Probability after Holm below which a difference counts. */
export const SIGNIFICANT = 0.05;

type Difference = ChartRow & { readonly isSure: boolean };

/** The differences from the base as a forest plot; undefined: there is none to show. */
export function contrastChart(results: StudyResults, metric: string): Chart | undefined {
  const { document } = results;
  const varied = variedFactors(document);
  const rows = results.table('contrasts').flatMap(({ cell, row }): readonly Difference[] => {
    const y = row.number('difference');
    if (row.text('metric') !== metric || !Number.isFinite(y)) return [];
    const halfWidth = row.number('halfWidth');
    const ends = { low: y - halfWidth, high: y + halfWidth, n: row.number('n') };
    const isSure = row.number('pHolm') < SIGNIFICANT;
    return [{ panel: '', series: '', x: levelsLabel(cell.levels, varied), y, ...ends, isSure }];
  });
  if (rows.length === 0 || rows.length > MOST_ROWS) return undefined;
  const base = baseLabel(document);
  return {
    id: `contrasts-${metric}`,
    title: `${measureOf(metric).title}: differences from ${base}`,
    reading:
      `Each sign is the mean difference from the cell with ${base} and otherwise the same levels, over ` +
      'pairs of runs with the same random numbers; its line is the 95 % confidence interval. Right of 0: more. ' +
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
    draw: (width) => draw(rows, metric, width),
  };
}

function draw(rows: readonly Difference[], metric: string, width: number): string {
  const labels = rows.map(({ x }) => String(x));
  const { colour } = styleOf(0);
  return drawn({
    width,
    height: rows.length * 20 + 70,
    marginLeft: marginFor(labels, isNarrow(width) ? 150 : 300),
    marginBottom: 36,
    x: { label: `difference of ${measureLabel(metric)}`, grid: true, nice: true, inset: 8 },
    y: { type: 'point', domain: labels, label: null, padding: 0.7 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleX([0], { strokeOpacity: 0.6 }),
      ruleY(rows, { y: 'x', x1: 'low', x2: 'high', stroke: colour, strokeWidth: 2 }),
      dot(rows, {
        ...{ x: 'y', y: 'x', r: 4, stroke: colour, strokeWidth: 1.6 },
        fill: ({ isSure }: Difference) => (isSure ? colour : 'var(--paper)'),
      }),
    ],
  });
}
