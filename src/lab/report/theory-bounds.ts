import { type Axes, placeOf } from './axes.js';
import type { ChartKey, ChartRow } from './chart.js';
import type { StudyResults } from './study-results.js';

/** The lines of theory in a chart, and how they are drawn and read. */
export const BOUNDS = [
  {
    key: 'apart',
    ...{ label: 'theory: nodes apart', short: 'apart', dash: '1 3' },
    sentence:
      'The dotted line is theory for nodes that never help each other (M/M/1; M/M/c with c CPUs a node).',
  },
  {
    key: 'together',
    ...{ label: 'theory: Erlang-C', short: 'Erlang-C', dash: '6 3' },
    sentence: 'The dashed line is Erlang-C: all CPUs as one node, moves free and at once.',
  },
] as const;

export type BoundRow = ChartRow & { readonly bound: (typeof BOUNDS)[number]['key'] };

/** Mean slowdowns and responses that theory gives, where it has any. */
export function boundsOf(
  { document, cells }: StudyResults,
  metric: string,
  axes: Axes,
): readonly BoundRow[] {
  const isKnown =
    metric === 'meanResponse' ||
    (metric === 'meanSlowdown' && document.slowdown.yardstick !== 'standard');
  if (!isKnown) return [];
  const found = new Map<string, BoundRow>();
  for (const cell of cells) {
    const { panel, x } = placeOf(cell, axes);
    for (const { key } of BOUNDS) {
      const slowdown = cell.theory?.[key];
      if (slowdown === undefined) continue;
      const y = metric === 'meanResponse' ? slowdown * cell.theory!.aloneSeconds : slowdown;
      found.set(JSON.stringify([key, panel, x, y]), { bound: key, panel, x, y, series: key });
    }
  }
  return [...found.values()];
}

/** The lines that there are. */
export function drawnBounds(bounds: readonly BoundRow[]): readonly (typeof BOUNDS)[number][] {
  return BOUNDS.filter(({ key }) => bounds.some(({ bound }) => bound === key));
}

export function boundKeys(bounds: readonly BoundRow[]): readonly ChartKey[] {
  return drawnBounds(bounds).map(({ label, dash }) => ({
    label,
    style: { colour: 'var(--muted)', dash },
  }));
}

/** As it stands in the data of a chart. */
export function boundRow({ bound, panel, x, y }: BoundRow): ChartRow {
  return { panel, x, y, series: BOUNDS.find(({ key }) => key === bound)!.label };
}
