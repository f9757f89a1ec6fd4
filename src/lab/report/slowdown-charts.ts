import { frame, line, ruleY } from '@observablehq/plot';
import { cellPlaces } from './axes.js';
import {
  type Chart,
  type ChartRow,
  distinct,
  drawn,
  gridOf,
  isNarrow,
  keysOf,
  leftOutPanels,
  panelTitles,
  shownRows,
  styleOf,
  UPRIGHT,
} from './chart.js';
import type { ReportCell, StudyResults } from './study-results.js';

/** Points of a line are at least that far apart, as a ratio: nearer ones are not told apart. */
const STEP = 1.03;

/** The distribution of slowdown, and its tail. */
export function slowdownCharts(results: StudyResults): readonly Chart[] {
  const { series, panels, placeOf } = cellPlaces(results.document);
  const counts = new Map<ReportCell, { readonly to: number; readonly count: number }[]>();
  for (const { cell, row } of results.table('slowdowns')) {
    const own = counts.get(cell) ?? [];
    counts.set(cell, own);
    own.push({ to: row.number('to'), count: row.number('count') });
  }
  if (counts.size === 0) return [];
  const below = [...counts].flatMap(([cell, bins]) =>
    partsBelow(bins).map(({ x, y }): ChartRow => ({ ...placeOf(cell), x, y })),
  );
  const above = below.map((row) => ({ ...row, y: 1 - row.y })).filter(({ y }) => y > 1e-9);
  const keys = keysOf(distinct(below.map((row) => row.series)));
  const columns = {
    ...(panels.length > 0 ? { panel: panels.join(', ') } : {}),
    ...{ series: series ?? 'series', x: 'slowdown' },
  };
  return [
    {
      id: 'slowdown-cdf',
      title: 'Distribution of slowdown',
      reading:
        'The part of the processes, of all runs together, that are slowed down no more than that. ' +
        `A line further left is better.${leftOutPanels(below)}`,
      keys,
      data: { columns: { ...columns, y: 'part of processes at most so slow' }, rows: below },
      draw: (width) => draw(below, false, width),
    },
    {
      id: 'slowdown-ccdf',
      title: 'Tail of slowdown',
      reading:
        'The part of the processes that are slowed down more than that, both axes logarithmic: the processes ' +
        `that wait longest are at the lower right. A straight line is a heavy tail.${leftOutPanels(above)}`,
      keys,
      data: { columns: { ...columns, y: 'part of processes slower' }, rows: above },
      draw: (width) => draw(above, true, width),
    },
  ];
}

/** By the ends of bins, without those that are too near to the one before. */
function partsBelow(bins: readonly { readonly to: number; readonly count: number }[]) {
  const total = bins.reduce((sum, { count }) => sum + count, 0);
  const points: { x: number; y: number }[] = [];
  let sum = 0;
  for (const [index, { to, count }] of bins.entries()) {
    sum += count;
    const before = points.at(-1);
    const isLast = index === bins.length - 1;
    if (before !== undefined && to < before.x * STEP && !isLast) continue;
    points.push({ x: to, y: sum / total });
  }
  return points;
}

function draw(all: readonly ChartRow[], isTail: boolean, width: number): string {
  const rows = shownRows(all);
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  const { fx, fy } = grid;
  return drawn({
    width,
    height: (isNarrow(width) ? 220 : grid.columns > 1 ? 220 : 320) * grid.rows + 40,
    marginLeft: 66,
    marginBottom: 36,
    x: { type: 'log', label: 'slowdown', ticks: 4, tickFormat: '~g' },
    y: isTail
      ? { ...UPRIGHT, type: 'log', label: 'part slower', grid: true, ticks: 5, tickFormat: '~g' }
      : { ...UPRIGHT, label: 'part at most so slow', grid: true, domain: [0, 1] },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.14 },
    marks: [
      frame({ strokeOpacity: 0.25 }),
      ruleY(isTail ? [0.01] : [0.5], { strokeOpacity: 0.4, strokeDasharray: '2 3' }),
      ...distinct(all.map(({ series }) => series)).map((name, index) => {
        const { colour, dash } = styleOf(index);
        const own = rows.filter(({ series }) => series === name);
        const at = { x: 'x', y: 'y', z: 'panel', fx, fy };
        return line(own, { ...at, stroke: colour, strokeDasharray: dash, curve: 'step-after' });
      }),
      panelTitles(grid),
    ],
  });
}
