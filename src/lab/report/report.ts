import { studentInterval } from '../statistics/interval.js';
import { valuesOf } from '../study/progress.js';
import { contrastsOf } from '../study/tables.js';
import { resultsOf, variedFactors } from './cell-names.js';
import type { Chart } from './chart.js';
import { contrastChart, SIGNIFICANT } from './contrast-chart.js';
import { type Fact, factsOf } from './facts.js';
import { gainChart } from './gain-chart.js';
import { meansChart } from './means-chart.js';
import { intervalText } from './numbers.js';
import { precisionChart } from './precision-chart.js';
import {
  baseLabel,
  capital,
  levelLabel,
  measureLabel,
  measureOf,
  type StudyResults,
} from './study-results.js';
import { warningsOf } from './warnings.js';

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

/** The same results give the same report. */
export function reportOf(results: StudyResults): Report {
  const { document, cells } = results;
  const runs = cells.reduce((total, { state }) => total + state.rows.length, 0);
  const tables = [cellTable(results), ...contrastTables(results)];
  const gain = gainChart(results);
  const precision = precisionChart(results);
  return {
    title: document.study,
    summary: summaryOf(results, runs),
    facts: factsOf(results),
    files: document.files,
    warnings: warningsOf(results),
    sections: [
      { title: 'Tables', tables, charts: [] },
      ...(gain === undefined ? [] : [{ title: 'Captured gain', tables: [], charts: [gain] }]),
      ...document.metrics.map((metric) => metricSection(results, metric)),
      ...(precision === undefined ? [] : [{ title: 'Precision', tables: [], charts: [precision] }]),
    ].filter((section) => section.tables.length + section.charts.length > 0),
    leftOut: [],
  };
}

function summaryOf({ document, cells }: StudyResults, runs: number): string {
  const varied = variedFactors(document);
  const of = varied.length === 0 ? 'one way' : `${varied.join(' × ')}`;
  const counts = cells.map(({ state }) => state.rows.length);
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  const each = least === most ? `${most}` : `${least} to ${most}`;
  const cellCount = cells.length === 1 ? '1 cell' : `${cells.length} cells`;
  return (
    `${cellCount} (${of}), ${each} replications of each, ${runs} runs in all. ` +
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
  return {
    title: 'Means of the cells',
    reading: `Mean ± half-width; n: replications. "not reached": the precision that was asked for, at the most replications.`,
    header: [...factors, 'n', ...document.metrics.map(measureLabel), 'note'],
    rows: cells.map((cell) => {
      const { state, levels } = cell;
      const means = document.metrics.map((metric) => {
        const { mean, halfWidth } = studentInterval(valuesOf(state.rows, metric));
        return intervalText(mean, halfWidth);
      });
      const names = factors.map((name) => levelLabel(levels[name]));
      return [...names, String(state.rows.length), ...means, noteOf(cell)];
    }),
    names: factors.length,
  };
}

function noteOf({ state }: StudyResults['cells'][number]): string {
  if (state.missing.length > 0) return 'not complete';
  if (state.rows.length === 1) return 'one sample';
  return state.isReached === false ? 'not reached' : '';
}

/** A row a cell, a column a metric: as tables of regressions are printed. */
function contrastTables(results: StudyResults): readonly ReportTable[] {
  const { document, cells } = results;
  const contrasts = contrastsOf(resultsOf(results));
  if (contrasts.length === 0) return [];
  const factors = variedFactors(document);
  const compared = cells.filter((cell) => contrasts.some((one) => one.cell === cell));
  return [
    {
      title: `Differences from ${baseLabel(document)}`,
      reading:
        'Mean difference ± half-width over pairs of runs with the same random numbers (paired t). ' +
        `After Holm's correction for all ${contrasts.length} differences: * p < ${SIGNIFICANT}, ** p < 0.01, *** p < 0.001. ` +
        'contrasts.csv in the folder of the study has p itself and what pairing won.',
      header: [...factors, ...document.metrics.map(measureLabel)],
      rows: compared.map((cell) => [
        ...factors.map((name) => levelLabel(cell.levels[name])),
        ...document.metrics.map((metric) => {
          const found = contrasts.find((one) => one.cell === cell && one.metric === metric);
          const contrast = found?.contrast ?? '–';
          if (typeof contrast === 'string') return contrast;
          return `${intervalText(contrast.mean, contrast.halfWidth)}${stars(contrast.pHolm)}`;
        }),
      ]),
      names: factors.length,
    },
  ];
}

function stars(p: number): string {
  if (p < 0.001) return ' ***';
  if (p < 0.01) return ' **';
  return p < SIGNIFICANT ? ' *' : '';
}
