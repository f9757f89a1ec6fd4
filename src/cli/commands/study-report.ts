import { join } from 'node:path';
import { UserError } from '../../base/user-error.js';
import { cellLabel } from '../../lab/report/cell-names.js';
import type { Chart } from '../../lab/report/chart.js';
import { chartsCsv } from '../../lab/report/chart-csv.js';
import { ganttCells } from '../../lab/report/gantt-chart.js';
import { markdownOf } from '../../lab/report/markdown.js';
import { pageOf } from '../../lab/report/page.js';
import { pictureOf } from '../../lab/report/picture.js';
import { reportOf } from '../../lab/report/report.js';
import type { StudyResults } from '../../lab/report/study-results.js';
import { OutputFile, outputTarget } from '../files/output-file.js';
import { print, write } from '../output.js';
import { readResults } from '../studies/read-results.js';

export interface StudyReportOptions {
  /** The page; default: report.html in the folder. */
  readonly html?: string;
  /** Markdown to standard output instead. */
  readonly md?: boolean;
  /** The values of all charts to standard output instead. */
  readonly csv?: boolean;
  /** The chart of that name to standard output instead, as a picture. */
  readonly svg?: string;
  /** The cell of which processes are drawn by node. */
  readonly gantt?: string;
}

/** Makes what people read of the folder of a study. */
export function reportStudy(folder: string, options: StudyReportOptions): number {
  const { html, md, csv, svg, gantt } = options;
  const results = readResults(folder);
  if (gantt !== undefined) refuseUnknown(gantt, results);
  const report = reportOf(results, gantt);
  const charts = report.sections.flatMap((section) => section.charts);
  if (md) print(markdownOf(report));
  if (csv) print(chartsCsv(charts));
  if (svg !== undefined) print(pictureOf(chartNamed(svg, charts)));
  if (html === undefined && (md || csv || svg !== undefined)) return 0;
  const name = html ?? join(folder, 'report.html');
  const file = new OutputFile(outputTarget(name));
  file.write(pageOf(report));
  OutputFile.keepTogether([file]);
  write(`${name}\n`);
  return 0;
}

function refuseUnknown(cell: string, results: StudyResults): void {
  const labels = ganttCells(results).map((one) => cellLabel(one, results.document));
  if (labels.includes(cell)) return;
  const which = labels.length === 0 ? 'none: see measure.series' : labels.join('; ');
  throw new UserError(`--gantt: there are no processes by node of ${cell}; there are of ${which}`);
}

function chartNamed(name: string, charts: readonly Chart[]): Chart {
  const found = charts.find(({ id }) => id === name);
  if (found !== undefined) return found;
  const ids = charts.map(({ id }) => id);
  throw new UserError(`the report has no chart ${name}: ${ids.join(', ')}`);
}
