import { csvOf } from '../study/csv.js';
import type { Chart, ChartRow } from './chart.js';

/** The values of a chart as CSV, with all digits. */
export function chartCsv({ data: { columns, rows } }: Chart): string {
  const keys = Object.keys(columns) as (keyof ChartRow)[];
  return csvOf([
    keys.map((key) => columns[key]!),
    ...rows.map((row) => keys.map((key) => row[key] ?? '')),
  ]);
}

/** The values of several charts in one table: a row a value. */
export function chartsCsv(charts: readonly Chart[]): string {
  const keys = ['panel', 'series', 'x', 'y', 'low', 'high', 'n'] as const;
  const rows = charts.flatMap(({ id, data }) =>
    data.rows.map((row) => [id, ...keys.map((key) => row[key] ?? '')]),
  );
  return csvOf([['chart', ...keys], ...rows]);
}
