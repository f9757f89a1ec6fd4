import { type Markish, type PlotOptions, plot } from '@observablehq/plot';
import type { SeriesStyle, SeriesStyles } from './series-style.js';
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
  readonly style: SeriesStyle | PatchStyle;
}

/** An area, as bars and heat maps have it. */
export interface PatchStyle {
  readonly colour: string;
  /** 0: its edge alone, 1: full. */
  readonly strength: number;
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

/** Plots may be narrow: then their parts stand below each other. */
export function isNarrow(width: number): boolean {
  return width < 500;
}

/** The label of an upright axis, beside it: above there are the names of panels. */
export const UPRIGHT = { labelAnchor: 'center', labelArrow: 'none' } as const;

export function keysOf(series: readonly string[], styles: SeriesStyles): readonly ChartKey[] {
  return series.length > 1 ? series.map((label) => ({ label, style: styles.of(label) })) : [];
}

/** Draws with what all charts have in common. */
export function drawn(options: PlotOptions & { readonly marks: Markish[] }): string {
  const svg = plot({
    style: { fontSize: '11px', fontFamily: 'inherit', background: 'none' },
    ...options,
    className: 'chart',
    document: new SvgDocument() as never,
  });
  return (
    String(svg)
      // The page has the rules for all of them.
      .replace(/<style>[^<]*<\/style>/, '')
      // Plot writes 50,000 and 1,100, tables 50 000 and 1100.
      .replace(
        />(−?)(\d{1,3}(?:,\d{3})+)(?=[<.])/g,
        (_, sign, digits) => `>${sign}${grouped(digits)}`,
      )
  );
}

function grouped(digits: string): string {
  return digits.replaceAll(',', digits.length > 5 ? '\u202f' : '');
}

/** The height of a drawing, in pixels. */
export function heightOf(drawing: string): number {
  return Number(/ height="([\d.]+)"/.exec(drawing)?.[1]);
}

/** Pixels that the longest of some labels takes at the left, at most so many. */
export function marginFor(labels: readonly string[], most: number): number {
  const longest = labels.reduce((length, label) => Math.max(length, label.length), 0);
  return Math.min(most, Math.round(16 + longest * 6.2));
}

export function distinct<T>(values: Iterable<T>): readonly T[] {
  return [...new Set(values)];
}

/** Of how many runs values are: "n = 8", "n = 4 to 12"; empty: it is not known. */
export function runsText(rows: readonly ChartRow[]): string {
  const counts = rows.flatMap(({ n = Number.NaN }) => (Number.isFinite(n) ? [n] : []));
  if (counts.length === 0) return '';
  const [least, most] = [Math.min(...counts), Math.max(...counts)];
  return least === most ? `n = ${most}` : `n = ${least} to ${most}`;
}

/** A scale of model time, in the unit in which so many seconds are read most easily. */
export function timeScale(seconds: number) {
  const [unit, length] = TIME_UNITS.find(([, length]) => seconds >= 5 * length) ?? ['s', 1];
  return { label: `time, ${unit}`, transform: (value: number) => value / length };
}

const TIME_UNITS = [
  ['days', 86_400],
  ['h', 3600],
  ['min', 60],
] as const;
