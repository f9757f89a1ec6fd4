import { join } from 'node:path';
import { chartsCsv } from '../../lab/report/chart-csv.js';
import { markdownOf } from '../../lab/report/markdown.js';
import { pageOf } from '../../lab/report/page.js';
import { reportOf } from '../../lab/report/report.js';
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
}

/** Makes what people read of the folder of a study. */
export function reportStudy(folder: string, { html, md, csv }: StudyReportOptions): number {
  const report = reportOf(readResults(folder));
  if (md) print(markdownOf(report));
  if (csv) print(chartsCsv(report.sections.flatMap(({ charts }) => charts)));
  if (html === undefined && (md || csv)) return 0;
  const name = html ?? join(folder, 'report.html');
  const file = new OutputFile(outputTarget(name));
  file.write(pageOf(report));
  OutputFile.keepTogether([file]);
  write(`${name}\n`);
  return 0;
}
