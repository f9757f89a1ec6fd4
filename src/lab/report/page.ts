import { capital } from './cell-names.js';
import { type Chart, type ChartRow, heightOf } from './chart.js';
import { chartCsv } from './chart-csv.js';
import { element, escaped } from './html.js';
import { drawnKey } from './key-sign.js';
import { numberText } from './numbers.js';
import { PAGE_STYLE } from './page-style.js';
import type { Report, ReportTable, Section } from './report.js';

/** What a browser may load for this page: nothing but what is in it. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; img-src data:";

/** How wide charts are drawn, for pages and for telephones. */
const WIDTHS = { wide: 700, narrow: 360 } as const;

/** So high a drawing is printed narrow, with its text beside it: three find room on a page. */
const LOW = 340;

/** Most values of a chart that stand in the page; the others are only in its CSV. */
const MOST_SHOWN = 200;

/** A report as one HTML file that needs no other, and no network. */
export function pageOf(report: Report): string {
  const { title, summary, facts, files, warnings, sections, leftOut } = report;
  const body = [
    element('p', { class: 'origin' }, 'mtop-sim · report of a study'),
    element('h1', {}, escaped(capital(title))),
    paragraph(summary, 'lead'),
    ...(warnings.length === 0 ? [] : [warningBox(warnings)]),
    element('h2', {}, 'What was studied'),
    element('dl', {}, ...facts.map(({ name, value }) => factOf(name, value))),
    filesOf(files),
    ...sections.map(sectionOf),
    ...(leftOut.length === 0 ? [] : [leftOutOf(leftOut)]),
  ];
  return [
    '<!doctype html>',
    '<html lang="en">',
    '<meta charset="utf-8">',
    `<meta http-equiv="Content-Security-Policy" content="${POLICY}">`,
    '<meta name="viewport" content="width=device-width, initial-scale=1">',
    element('title', {}, escaped(title)),
    `<style>${PAGE_STYLE}</style>`,
    element('main', {}, `\n${body.join('\n')}\n`),
    '</html>\n',
  ].join('\n');
}

/** A paragraph in which no line begins with a sign of percent. */
function paragraph(text: string, kind?: string): string {
  const joined = text.replace(/(\d) %/g, '$1\u00a0%').replaceAll('n = ', 'n\u00a0=\u00a0');
  return element('p', kind === undefined ? {} : { class: kind }, escaped(joined));
}

function factOf(name: string, value: string): string {
  return element('dt', {}, escaped(name)) + element('dd', {}, escaped(value));
}

function warningBox(warnings: readonly string[]): string {
  const sentences = warnings.map((warning) => paragraph(warning));
  return element('aside', { class: 'warnings' }, element('h3', {}, 'Read with care'), ...sentences);
}

function filesOf(files: Report['files']): string {
  const rows = files.map(({ name, sha256 }) => [name, sha256]);
  const table = tableOf({ header: ['file', 'sha256'], rows, names: 2 });
  return element('details', {}, element('summary', {}, 'Files, with their sha256'), table);
}

function sectionOf({ title, tables, charts }: Section): string {
  return [
    element('h2', {}, escaped(title)),
    ...tables.map((table) =>
      [
        element('h3', {}, escaped(table.title)),
        paragraph(table.reading, 'reading'),
        tableOf(table),
      ].join('\n'),
    ),
    ...charts.map(figureOf),
  ].join('\n');
}

function tableOf({ header, rows, names }: Pick<ReportTable, 'header' | 'rows' | 'names'>): string {
  const cell = (tag: string) => (text: string, column: number) =>
    element(tag, column < names ? { class: 'name' } : {}, escaped(text));
  const head = element('tr', {}, ...header.map(cell('th')));
  const lines = rows.map((row) => element('tr', {}, ...row.map(cell('td'))));
  const table = element('table', {}, element('thead', {}, head), element('tbody', {}, ...lines));
  return element('div', { class: 'table' }, table);
}

function figureOf(chart: Chart): string {
  const { id, title, reading, keys } = chart;
  const signs = keys.map(({ label, style }) =>
    element('li', {}, drawnKey(style), element('span', {}, escaped(label))),
  );
  const drawings = Object.entries(WIDTHS).map(([name, width]) => ({
    name,
    svg: chart.draw(width),
  }));
  const isLow = drawings.some(({ name, svg }) => name === 'narrow' && heightOf(svg) <= LOW);
  const legend = signs.length === 0 ? '' : element('ul', { class: 'keys' }, ...signs);
  return element(
    'figure',
    { id, ...(isLow ? { class: 'low' } : {}) },
    `\n${element('div', {}, legend, ...drawings.map(({ name, svg }) => element('div', { class: name }, svg)))}\n`,
    element(
      'figcaption',
      {},
      element('h3', {}, escaped(capital(title))),
      paragraph(reading),
      dataOf(chart),
    ),
    '\n',
  );
}

/** The values behind a chart, to be looked at and to be taken along. */
function dataOf(chart: Chart): string {
  const { columns, rows } = chart.data;
  const keys = Object.keys(columns) as (keyof ChartRow)[];
  const shown = rows.slice(0, MOST_SHOWN);
  const table = tableOf({
    header: keys.map((key) => columns[key]!),
    rows: shown.map((row) => keys.map((key) => cellText(row[key], EXACT.includes(key)))),
    names: keys.filter((key) => key === 'panel' || key === 'series').length,
  });
  const more =
    rows.length > shown.length
      ? element('p', {}, `The first ${shown.length} of ${rows.length} values; the CSV has all.`)
      : '';
  const href = `data:text/csv;charset=utf-8,${encodeURIComponent(chartCsv(chart))}`;
  const link = element('a', { href, download: `${chart.id}.csv`, class: 'download' }, 'CSV');
  const summary = element('summary', {}, 'Its data');
  return element('details', {}, summary, table, more) + element('p', { class: 'download' }, link);
}

/** Levels and counts, which nobody has measured: no digits are added to them. */
const EXACT: readonly (keyof ChartRow)[] = ['x', 'n'];

function cellText(value: string | number | undefined, isExact: boolean): string {
  if (value === undefined) return '';
  if (typeof value === 'string') return value;
  const [written, rounded] = [String(value), numberText(value)];
  return isExact && written.length < rounded.length ? written : rounded;
}

function leftOutOf(sentences: readonly string[]): string {
  const items = sentences.map((sentence) => element('li', {}, escaped(sentence)));
  return `${element('h2', {}, 'Left out')}\n${element('ul', {}, ...items)}`;
}
