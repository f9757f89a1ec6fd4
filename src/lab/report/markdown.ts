import { printable } from '../../base/printable.js';
import type { Report, ReportTable } from './report.js';

/** A report without its charts, for where pages are not shown. */
export function markdownOf({ title, summary, facts, warnings, sections }: Report): string {
  const tables = sections.flatMap((section) => section.tables);
  return `${[
    `# ${plain(title)}`,
    plain(summary),
    ...warnings.map((warning) => `> ${plain(warning)}`),
    tableOf(
      ['', ''],
      facts.map(({ name, value }) => [name, value]),
      2,
    ),
    ...tables.flatMap((table) => [
      `## ${plain(table.title)}`,
      plain(table.reading),
      tableOf(table.header, table.rows, table.names),
    ]),
  ].join('\n\n')}\n`;
}

function tableOf(header: ReportTable['header'], rows: ReportTable['rows'], names: number): string {
  const line = (cells: readonly string[]) => `| ${cells.map(plain).join(' | ')} |`;
  const rule = `| ${header.map((_, column) => (column < names ? '---' : '---:')).join(' | ')} |`;
  return [line(header), rule, ...rows.map(line)].join('\n');
}

/** Text that nothing in it makes more of. */
function plain(text: string): string {
  return printable(text).replace(/[\\`*_{}[\]<>|#]/g, '\\$&');
}
