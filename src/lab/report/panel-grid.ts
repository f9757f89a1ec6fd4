import { type Markish, text } from '@observablehq/plot';
import { type ChartRow, distinct, isNarrow } from './chart.js';

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

/** The names of panels, above each. */
export function panelTitles({ titles, fx, fy }: PanelGrid): Markish {
  return text(titles, { fx, fy, text: 'panel', frameAnchor: 'top', dy: -14, fontWeight: 600 });
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
