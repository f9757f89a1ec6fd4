import { type Axes, axesOf, placeOf, stylesOf } from './axes.js';
import { capital, measureLabel, measureOf, shortName } from './cell-names.js';
import { type Chart, type ChartRow, distinct, keysOf, runsText } from './chart.js';
import { drawMeans, isWide } from './means-drawing.js';
import type { StudyResults } from './study-results.js';
import { type BoundRow, boundKeys, boundRow, boundsOf, drawnBounds } from './theory-bounds.js';

/** The means of a metric with their intervals, by the factors of the study. */
export function meansChart(results: StudyResults, metric: string): Chart {
  const axes = axesOf(results.document);
  const styles = stylesOf(results.document);
  const rows = results.cells.flatMap((cell): readonly ChartRow[] => {
    const found = cell.means.get(metric);
    if (found === undefined || found.n === 0) return [];
    const { mean, halfWidth, n } = found;
    const ends = Number.isFinite(halfWidth)
      ? { low: mean - halfWidth, high: mean + halfWidth }
      : {};
    return [{ ...placeOf(cell, axes), y: mean, ...ends, n }];
  });
  const bounds = boundsOf(results, metric, axes);
  const series = distinct(rows.map((row) => row.series));
  const { title } = measureOf(metric);
  return {
    id: `means-${metric}`,
    title: axes.x === undefined ? `${capital(title)}` : `${capital(title)} by ${shortName(axes.x)}`,
    reading: readingOf(rows, bounds, axes),
    keys: [...keysOf(series, styles), ...boundKeys(bounds)],
    data: { columns: columnsOf(axes, metric), rows: [...rows, ...bounds.map(boundRow)] },
    draw: (width) => drawMeans({ rows, bounds, series, styles, axes, metric, width }),
  };
}

function columnsOf(axes: Axes, metric: string): Chart['data']['columns'] {
  return {
    ...(axes.others.length > 0 ? { panel: axes.others.join(', ') } : {}),
    ...{ series: axes.series ?? 'series', x: axes.x ?? 'x', y: measureLabel(metric) },
    ...{ low: 'low', high: 'high', n: 'n' },
  };
}

function readingOf(rows: readonly ChartRow[], bounds: readonly BoundRow[], axes: Axes): string {
  return [
    `Each sign is a mean over replications${said(runsText(rows))}, its bar the 95 % confidence interval (Student);`,
    'where no bar is seen, the interval is smaller than the sign.',
    ...(axes.isNumeric ? ['Lines only join the signs.'] : []),
    ...(axes.isNumeric && isWide(rows) ? ['The upright axis is logarithmic.'] : []),
    ...drawnBounds(bounds).map(({ sentence }) => sentence),
  ].join(' ');
}

function said(text: string): string {
  return text === '' ? '' : ` (${text})`;
}
