import { type Markish, type PlotOptions, plot, text } from '@observablehq/plot';
import { SvgDocument } from './svg-document.js';

/** A value that a chart shows, with where it stands. */
export interface ChartRow {
  /** The part of a chart that has it: a chart may be several side by side; empty: it is one. */
  readonly panel: string;
  /** What has a colour and a sign of its own; empty: nothing has. */
  readonly series: string;
  readonly x: number | string;
  readonly y: number;
  readonly low?: number | undefined;
  readonly high?: number | undefined;
  readonly n?: number | undefined;
}

/** The values of a chart, and what their columns are called; columns without a name are empty. */
export interface ChartData {
  readonly columns: Partial<Record<keyof ChartRow, string>>;
  readonly rows: readonly ChartRow[];
}

/** A sign of the legend. */
export interface ChartKey {
  readonly label: string;
  readonly style: SeriesStyle;
}

/** One figure of a report. */
export interface Chart {
  /** Unique in a report: a word of letters, digits and hyphens. */
  readonly id: string;
  readonly title: string;
  /** How to read it, in a sentence or two. */
  readonly reading: string;
  readonly keys: readonly ChartKey[];
  readonly data: ChartData;
  /** As SVG, so many pixels wide. */
  readonly draw: (width: number) => string;
}

/** How a series is told from others, also without colours. */
export interface SeriesStyle {
  readonly colour: string;
  /** Undefined: a line alone. */
  readonly symbol?: (typeof SYMBOLS)[number];
  readonly dash: string;
}

const SYMBOLS = ['circle', 'triangle', 'square', 'diamond2', 'plus', 'times', 'asterisk'] as const;
const DASHES = ['none', '7 3', '2 3', '9 3 2 3', '4 2', '1 2', '12 4'];

/** Most series that have a style of their own. */
export const MOST_SERIES = SYMBOLS.length;

/** The colours are those of Okabe & Ito (2008), named in the style of the page. */
export function styleOf(index: number): Required<SeriesStyle> {
  const place = index % MOST_SERIES;
  return { colour: `var(--s${place + 1})`, symbol: SYMBOLS[place]!, dash: DASHES[place]! };
}

/** Plots may be narrow: then their parts stand below each other. */
export function isNarrow(width: number): boolean {
  return width < 500;
}

/** The label of an upright axis, beside it: above there are the names of panels. */
export const UPRIGHT = { labelAnchor: 'center', labelArrow: 'none' } as const;

export function keysOf(series: readonly string[]): readonly ChartKey[] {
  return series.length > 1 ? series.map((label, i) => ({ label, style: styleOf(i) })) : [];
}

/** The names of panels, above each. */
export function panelTitles({ titles, fx, fy }: PanelGrid): Markish {
  return text(titles, { fx, fy, text: 'panel', frameAnchor: 'top', dy: -14, fontWeight: 600 });
}

/** Draws with what all charts have in common. */
export function drawn(options: PlotOptions & { readonly marks: Markish[] }): string {
  const svg = plot({
    style: { fontSize: '11px', fontFamily: 'inherit', background: 'none' },
    ...options,
    className: 'chart',
    document: new SvgDocument() as never,
  });
  // The page has the rules for all of them.
  return String(svg).replace(/<style>[^<]*<\/style>/, '');
}

/** Where the panels stand: `columns` beside each other, each row as high as the others. */
export interface PanelGrid {
  readonly columns: number;
  readonly rows: number;
  /** Of a row of a chart: facets of Plot. */
  readonly fx: (row: { readonly panel: string }) => number;
  readonly fy: (row: { readonly panel: string }) => number;
  readonly titles: readonly { readonly panel: string }[];
}

/** @param panels in their order */
export function gridOf(panels: readonly string[], width: number): PanelGrid {
  const longest = panels.reduce((length, panel) => Math.max(length, panel.length), 0);
  const beside = Math.max(1, Math.min(panels.length === 4 ? 2 : 3, Math.floor(90 / longest)));
  const columns = Math.min(panels.length, isNarrow(width) ? 1 : beside);
  const places = new Map(panels.map((panel, index) => [panel, index]));
  const placeOf = ({ panel }: { readonly panel: string }) => places.get(panel) ?? 0;
  return {
    columns,
    rows: Math.ceil(panels.length / Math.max(1, columns)),
    fx: (row) => placeOf(row) % columns,
    fy: (row) => Math.floor(placeOf(row) / columns),
    titles: panels.length > 1 ? panels.map((panel) => ({ panel })) : [],
  };
}

/** Pixels that the longest of some labels takes at the left, at most so many. */
export function marginFor(labels: readonly string[], most: number): number {
  const longest = labels.reduce((length, label) => Math.max(length, label.length), 0);
  return Math.min(most, Math.round(16 + longest * 6.2));
}

export function distinct<T>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)];
}

/** Most panels that stand in a chart; the values of the others are only in its data. */
export const MOST_PANELS = 6;

/** The rows that are drawn: those of the first panels. */
export function shownRows<T extends ChartRow>(rows: readonly T[]): readonly T[] {
  const panels = distinct(rows.map(({ panel }) => panel)).slice(0, MOST_PANELS);
  return rows.filter(({ panel }) => panels.includes(panel));
}

/** A sentence for charts of which only some panels are drawn; empty: all are. */
export function leftOutPanels(rows: readonly ChartRow[]): string {
  const count = distinct(rows.map(({ panel }) => panel)).length;
  return count <= MOST_PANELS
    ? ''
    : ` The first ${MOST_PANELS} of ${count} are drawn; the CSV has all.`;
}
