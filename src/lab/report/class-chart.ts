import { cellPlaces, stylesOf } from './axes.js';
import { capital, measureLabel, measureOf } from './cell-names.js';
import { type Chart, type ChartRow, distinct, keysOf, runsText } from './chart.js';
import { drawMeans } from './means-drawing.js';
import { leftOutPanels, shownRows } from './panel-grid.js';
import type { StudyResults } from './study-results.js';

/** What is shown of classes, if the study has it. */
const METRIC = 'meanSlowdown';

const OF_DECILES =
  'Decile 1 is the tenth of the processes with the least work, 10 the one with the most: a flat ' +
  'line treats short and long processes alike.';

/** The means of classes of processes, a chart for each way to tell them apart. */
export function classCharts(results: StudyResults): readonly Chart[] {
  const all = results.table('classes');
  const { metrics } = results.document;
  const metric = metrics.includes(METRIC)
    ? METRIC
    : metrics.find((one) => all.some(({ row }) => row.text('metric') === one));
  if (metric === undefined) return [];
  return distinct(all.map(({ row }) => row.text('by'))).map((by) => chartOf(results, by, metric));
}

function chartOf(results: StudyResults, by: string, metric: string): Chart {
  const { series, panels, placeOf } = cellPlaces(results.document);
  const isNumeric = by === 'size decile';
  const rows = results.table('classes').flatMap(({ cell, row }): readonly ChartRow[] => {
    const y = row.number('mean');
    if (row.text('by') !== by || row.text('metric') !== metric || !Number.isFinite(y)) return [];
    const halfWidth = row.number('halfWidth');
    const ends = Number.isFinite(halfWidth) ? { low: y - halfWidth, high: y + halfWidth } : {};
    const x = isNumeric ? row.number('class') : row.text('class');
    return [{ ...placeOf(cell), x, y, ...ends, n: row.number('n') }];
  });
  const names = distinct(rows.map((row) => row.series));
  const styles = stylesOf(results.document);
  const drawn = shownRows(rows);
  return {
    id: `by-${by.replace(/\W+/g, '-')}`,
    title: `${capital(measureOf(metric).title)} by ${by}`,
    reading: `${isNumeric ? `${OF_DECILES} ` : ''}Means with 95 % confidence intervals over replications (${runsText(rows)}).${leftOutPanels(rows)}`,
    keys: keysOf(names, styles),
    data: {
      columns: {
        ...(panels.length > 0 ? { panel: panels.join(', ') } : {}),
        ...{ series: series ?? 'series', x: by, y: measureLabel(metric) },
        ...{ low: 'low', high: 'high', n: 'n' },
      },
      rows,
    },
    draw: (width) =>
      drawMeans({
        rows: drawn,
        bounds: [],
        series: names,
        styles,
        axes: { x: by, isNumeric },
        metric,
        width,
      }),
  };
}
