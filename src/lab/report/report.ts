import { counted } from '../../base/counted.js';
import { levelLabel } from '../study/study.js';
import type { TableName } from '../study/tables/table.js';
import { baseLabel, capital, measureLabel, measureOf, variedFactors } from './cell-names.js';
import { type Chart, distinct } from './chart.js';
import { classCharts } from './class-chart.js';
import { contrastChart, differencesOf, MOST_DIFFERENCES, SIGNIFICANT } from './contrast-chart.js';
import { type Fact, factsOf } from './facts.js';
import { gainChart } from './gain-chart.js';
import { ganttCells, ganttChart } from './gantt-chart.js';
import { loadChart } from './load-chart.js';
import { meansChart } from './means-chart.js';
import { intervalText } from './numbers.js';
import { precisionChart } from './precision-chart.js';
import { slowdownCharts } from './slowdown-charts.js';
import type { CellRow, StudyResults } from './study-results.js';
import { warningsOf } from './warnings.js';
import { welchChart } from './welch-chart.js';

/** All that is said of a study, in the order in which it is said. */
export interface Report {
  readonly title: string;
  /** What was done, in a paragraph. */
  readonly summary: string;
  readonly facts: readonly Fact[];
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly warnings: readonly string[];
  readonly sections: readonly Section[];
  /** The charts that the folder has no data for, and how it would get them. */
  readonly leftOut: readonly string[];
}

export interface Section {
  readonly title: string;
  readonly tables: readonly ReportTable[];
  readonly charts: readonly Chart[];
}

export interface ReportTable {
  readonly title: string;
  readonly reading: string;
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
  /** How many columns at the left are names; the others are numbers. */
  readonly names: number;
}

/**
 * The same results give the same report.
 * @param gantt of which cell processes are drawn by node; default: the first in which any has moved
 */
export function reportOf(results: StudyResults, gantt?: string): Report {
  const { document } = results;
  const tables = [cellTable(results), ...contrastTables(results)];
  const sections: readonly Section[] = [
    { title: 'Tables', tables, charts: [] },
    section('What is gained', [gainChart(results)]),
    ...document.metrics.map((metric) => metricSection(results, metric)),
    section('Slowdown of processes', [...slowdownCharts(results), ...classCharts(results)]),
    section('Over time', [loadChart(results), ganttChart(results, gantt)]),
    section('How sure it is', [precisionChart(results), welchChart(results)]),
  ];
  return {
    title: document.study,
    summary: summaryOf(results),
    facts: factsOf(results),
    files: document.files,
    warnings: warningsOf(results),
    sections: sections.filter((one) => one.tables.length + one.charts.length > 0),
    leftOut: leftOutOf(results),
  };
}

function section(title: string, charts: readonly (Chart | undefined)[]): Section {
  return { title, tables: [], charts: charts.filter((chart) => chart !== undefined) };
}

/** What the folder has no tables for, with what a study says to get them. */
function leftOutOf(results: StudyResults): readonly string[] {
  const missing = Object.entries(ASKED_BY).filter(
    ([name]) => results.table(name as TableName).length === 0,
  );
  const sentences = missing.map(([, sentence]) => sentence!);
  const isCrowded = results.table('stays').length > 0 && ganttCells(results).length === 0;
  const counts = results.document.metrics.map((metric) => differencesOf(results, metric).length);
  return [
    ...sentences,
    ...(isCrowded ? [CROWDED] : []),
    ...(Math.max(...counts) > MOST_DIFFERENCES ? [TOO_MANY] : []),
  ];
}

const TOO_MANY = `Differences as a chart: more than ${MOST_DIFFERENCES} of a metric make no picture; the table has them all.`;

const CROWDED =
  'Where processes ran: at the beginning of the windows there are too many at once to be told apart.';

const ASKED_BY: Partial<Record<TableName, string>> = {
  contrasts: 'Differences: the study says with compare what cells are compared with.',
  gains: 'Captured gain: the study says with bounds what is worst and what is best.',
  slowdowns: 'Distribution of slowdown: kept unless measure.samples is none.',
  classes: 'Slowdown by size decile: the study asks for it with measure.by: [size decile].',
  loads: 'Load of the nodes over time: the study asks for it with measure.series: 10s.',
  stays: 'Where processes ran: the study asks for it with measure.series, too.',
  pilots: 'How runs begin: made with measure.warmUp: mser5.',
};

function summaryOf(results: StudyResults): string {
  const { document, cells } = results;
  const varied = variedFactors(document);
  const of = varied.length === 0 ? 'one way' : `${varied.join(' × ')}`;
  const runs = results.table('runs');
  const counts = cells.map((cell) => runs.filter((run) => run.cell === cell).length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const each = `${least === most ? '' : `${least} to `}${counted(most, 'replication')}`;
  return (
    `${counted(cells.length, 'cell')} (${of}), ${each} of each, ${counted(runs.length, 'run')} in all. ` +
    'The same replication has the same random numbers in every cell. ± is half the width of a 95 % confidence interval.'
  );
}

function metricSection(results: StudyResults, metric: string): Section {
  const contrasts = contrastChart(results, metric);
  const charts = [meansChart(results, metric), ...(contrasts === undefined ? [] : [contrasts])];
  const isEmpty = charts.every(({ data }) => data.rows.length === 0);
  return { title: capital(measureOf(metric).title), tables: [], charts: isEmpty ? [] : charts };
}

/** A row a cell, a column a metric. */
function cellTable({ document, cells }: StudyResults): ReportTable {
  const factors = variedFactors(document);
  const hasNotes = cells.some(({ means }) => [...means.values()].some(({ note }) => note !== ''));
  return {
    title: 'Means of the cells',
    reading: `Mean ± half-width; n: replications. "not reached": the precision that was asked for, at the most replications.`,
    header: [...factors, 'n', ...document.metrics.map(measureLabel), ...(hasNotes ? ['note'] : [])],
    rows: cells.map(({ levels, means }) => {
      const own = document.metrics.map((metric) => means.get(metric));
      const runs = Math.max(0, ...own.map((mean) => mean?.n ?? 0));
      const texts = own.map((mean) => (mean ? intervalText(mean.mean, mean.halfWidth) : '–'));
      const notes = distinct(own.map((mean) => mean?.note ?? '').filter((note) => note !== ''));
      const names = factors.map((name) => levelLabel(levels[name]));
      return [...names, String(runs), ...texts, ...(hasNotes ? [notes.join('; ')] : [])];
    }),
    names: factors.length,
  };
}

/** A row a cell, a column a metric: as tables of regressions are printed. */
function contrastTables(results: StudyResults): readonly ReportTable[] {
  const { document } = results;
  const contrasts = results.table('contrasts');
  if (contrasts.length === 0) return [];
  const factors = variedFactors(document);
  return [
    {
      title: `Differences from ${baseLabel(document)}`,
      reading:
        `Mean of the cell minus that of ${baseLabel(document)}, ± half-width, over pairs of runs with the same random numbers (paired t). ` +
        `After Holm's correction for all ${contrasts.length} differences: * p < ${SIGNIFICANT}, ** p < 0.01, *** p < 0.001. ` +
        'contrasts.csv in the folder of the study has p itself, also by ranks (Wilcoxon), and what pairing won.',
      header: [...factors, ...document.metrics.map(measureLabel)],
      rows: distinct(contrasts.map(({ cell }) => cell)).map((compared) => [
        ...factors.map((name) => levelLabel(compared.levels[name])),
        ...document.metrics.map((metric) =>
          differenceText(
            contrasts.find(({ cell, row }) => cell === compared && row.text('metric') === metric),
          ),
        ),
      ]),
      names: factors.length,
    },
  ];
}

function differenceText(found: CellRow | undefined): string {
  if (found === undefined) return '–';
  const { row } = found;
  if (row.text('note') !== '') return row.text('note');
  return `${intervalText(row.number('difference'), row.number('halfWidth'))}${stars(row.number('pHolm'))}`;
}

function stars(p: number): string {
  if (p < 0.001) return ' ***';
  if (p < 0.01) return ' **';
  return p < SIGNIFICANT ? ' *' : '';
}
