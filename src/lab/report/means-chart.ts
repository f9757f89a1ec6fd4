import { dot, frame, line, type Markish, ruleX, ruleY, text, vector } from '@observablehq/plot';
import { type Axes, axesOf, placeOf } from './axes.js';
import { capital, measureLabel, measureOf, shortName } from './cell-names.js';
import {
  type Chart,
  type ChartKey,
  type ChartRow,
  distinct,
  drawn,
  gridOf,
  isNarrow,
  keysOf,
  marginFor,
  type PanelGrid,
  panelTitles,
  styleOf,
  UPRIGHT,
} from './chart.js';
import type { StudyResults } from './study-results.js';

/** The lines of theory in a chart, and how they are drawn. */
const BOUNDS = [
  { key: 'apart', label: 'theory: nodes apart', short: 'apart', dash: '1 3' },
  { key: 'together', label: 'theory: Erlang-C', short: 'Erlang-C', dash: '6 3' },
] as const;

export type BoundRow = ChartRow & { readonly bound: (typeof BOUNDS)[number]['key'] };

/** The means of a metric with their intervals, by the factors of the study. */
export function meansChart(results: StudyResults, metric: string): Chart {
  const axes = axesOf(results.document);
  const rows = results.cells.flatMap((cell): readonly ChartRow[] => {
    const found = cell.means.get(metric);
    if (found === undefined || found.n === 0) return [];
    const { mean, halfWidth, n } = found;
    const ends = Number.isFinite(halfWidth)
      ? { low: mean - halfWidth, high: mean + halfWidth }
      : {};
    return [{ ...placeOf(cell, axes), y: mean, ...ends, n }];
  });
  const bounds = boundsOf(results, metric, axes);
  const series = distinct(rows.map((row) => row.series));
  const { title } = measureOf(metric);
  return {
    id: `means-${metric}`,
    title: axes.x === undefined ? `${capital(title)}` : `${capital(title)} by ${shortName(axes.x)}`,
    reading: readingOf(bounds),
    keys: allKeys(series, bounds),
    data: { columns: columnsOf(axes, metric), rows: [...rows, ...bounds.map(asRow)] },
    draw: (width) => drawMeans({ rows, bounds, series, axes, metric, width }),
  };
}

function allKeys(series: readonly string[], bounds: readonly BoundRow[]): readonly ChartKey[] {
  const drawn = BOUNDS.filter(({ key }) => bounds.some(({ bound }) => bound === key));
  const colour = 'var(--muted)';
  return [
    ...keysOf(series),
    ...drawn.map(({ label, dash }) => ({ label, style: { colour, dash } })),
  ];
}

export function columnsOf(axes: Axes, metric: string): Chart['data']['columns'] {
  return {
    ...(axes.others.length > 0 ? { panel: axes.others.join(', ') } : {}),
    ...{ series: axes.series ?? 'series', x: axes.x ?? 'x', y: measureLabel(metric) },
    ...{ low: 'low', high: 'high', n: 'n' },
  };
}

function readingOf(bounds: readonly BoundRow[]): string {
  const interval =
    'Each sign is the mean over replications, its line the 95 % confidence interval (Student); ' +
    'where no line is seen, the interval is smaller than the sign.';
  const said = BOUNDS.filter(({ key }) => bounds.some(({ bound }) => bound === key));
  return [interval, ...said.map(({ key }) => BOUND_SENTENCES[key])].join(' ');
}

const BOUND_SENTENCES = {
  apart:
    'The dotted line is theory for nodes that never help each other (M/M/1; M/M/c with c CPUs a node).',
  together: 'The dashed line is Erlang-C: all CPUs as one node, moves free and at once.',
} as const;

/** Mean slowdowns and responses that theory gives, where it has any. */
function boundsOf({ document, cells }: StudyResults, metric: string, axes: Axes): BoundRow[] {
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

function asRow({ bound, panel, x, y }: BoundRow): ChartRow {
  return { panel, x, y, series: BOUNDS.find(({ key }) => key === bound)!.label };
}

/** What a chart of means is drawn from. */
export interface MeansDrawing {
  readonly rows: readonly ChartRow[];
  readonly bounds: readonly BoundRow[];
  readonly series: readonly string[];
  readonly axes: Pick<Axes, 'x' | 'isNumeric'>;
  readonly metric: string;
  readonly width: number;
}

/** Means with their intervals: joined by lines, or below each other. */
export function drawMeans(drawing: MeansDrawing): string {
  const { rows, width } = drawing;
  const grid = gridOf(distinct(rows.map(({ panel }) => panel)), width);
  return drawing.axes.isNumeric ? drawLines(drawing, grid) : drawDots(drawing, grid);
}

function drawLines(
  { rows, bounds, series, axes, metric, width }: MeansDrawing,
  grid: PanelGrid,
): string {
  const { fx, fy } = grid;
  const at = { x: 'x', y: 'y', fx, fy };
  const marks: Markish[] = [frame({ strokeOpacity: 0.25 })];
  for (const { key, dash } of BOUNDS) {
    const own = bounds.filter(({ bound }) => bound === key);
    marks.push(line(own, { ...at, sort: 'x', stroke: 'var(--muted)', strokeDasharray: dash }));
  }
  series.forEach((name, index) => {
    const { colour, symbol, dash } = styleOf(index);
    const own = rows.filter((row) => row.series === name);
    const known = own.filter(({ low }) => low !== undefined);
    marks.push(
      line(own, { ...at, sort: 'x', stroke: colour, strokeDasharray: dash, strokeOpacity: 0.75 }),
      ruleX(known, { ...{ x: 'x', y1: 'low', y2: 'high', fx, fy }, stroke: colour }),
      dot(own, { ...at, symbol, r: 3.5, stroke: colour, fill: 'var(--paper)', strokeWidth: 1.6 }),
    );
  });
  marks.push(panelTitles(grid));
  const values = rows.map(({ y }) => y);
  const isWide = Math.min(...values) > 0 && Math.max(...values) / Math.min(...values) > 8;
  return drawn({
    width,
    height: (isNarrow(width) ? 240 : grid.columns > 1 ? 230 : 360) * grid.rows + 40,
    marginLeft: 62,
    marginBottom: 36,
    x: { label: axes.x === undefined ? null : shortName(axes.x), inset: 10 },
    y: {
      ...UPRIGHT,
      label: measureLabel(metric),
      grid: true,
      ...(isWide ? { type: 'log', ticks: 6 } : { nice: true }),
    },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.12 },
    marks,
  });
}

/** Upright, so many pixels long. */
const PIECE = {
  draw(
    context: { moveTo(x: number, y: number): void; lineTo(x: number, y: number): void },
    length: number,
  ) {
    context.moveTo(0, 0);
    context.lineTo(0, -length);
  },
};

/** Levels that are no numbers stand below each other, so that their names can be read. */
function drawDots({ rows, bounds, series, metric, width }: MeansDrawing, grid: PanelGrid): string {
  const { fx, fy } = grid;
  const levels = distinct(rows.map(({ x }) => String(x)));
  const marks: Markish[] = [frame({ strokeOpacity: 0.25 })];
  const step = series.length > 1 ? 12 : 0;
  const rowHeight = Math.max(26, series.length * step + 12);
  for (const { key, dash, short } of BOUNDS) {
    const own = bounds.filter(({ bound }) => bound === key);
    const panels = distinct(own.map(({ panel }) => panel));
    const once = panels.flatMap((panel) => own.find((row) => row.panel === panel) ?? []);
    const styled = { stroke: 'var(--muted)', strokeDasharray: dash };
    // Where it depends on the level each level has a piece of the line.
    if (distinct(own.map(({ panel, y }) => `${panel} ${y}`)).length > once.length) {
      const piece = { shape: PIECE, anchor: 'middle', length: rowHeight } as const;
      marks.push(vector(own, { x: 'y', y: 'x', fx, fy, ...piece, ...styled }));
      continue;
    }
    marks.push(
      ruleX(once, { x: 'y', fx, fy, ...styled }),
      text(once, {
        x: 'y',
        fx,
        fy,
        text: () => short,
        frameAnchor: 'bottom',
        dy: -3,
        dx: 4,
        textAnchor: 'start',
        fill: 'var(--muted)',
      }),
    );
  }
  series.forEach((name, index) => {
    const { colour, symbol } = styleOf(index);
    const own = rows.filter((row) => row.series === name);
    const known = own.filter(({ low }) => low !== undefined);
    const dy = (index - (series.length - 1) / 2) * step;
    marks.push(
      ruleY(known, {
        ...{ y: 'x', x1: 'low', x2: 'high', fx, fy, dy },
        stroke: colour,
        strokeWidth: 2,
      }),
      dot(own, {
        ...{ y: 'x', x: 'y', fx, fy, dy, symbol },
        r: 3.5,
        stroke: colour,
        fill: 'var(--paper)',
        strokeWidth: 1.6,
      }),
    );
  });
  marks.push(panelTitles(grid));
  return drawn({
    width,
    height: (levels.length * rowHeight + 30) * grid.rows + 60,
    marginLeft: marginFor(levels, isNarrow(width) ? 130 : 220),
    marginBottom: 36,
    x: { label: measureLabel(metric), grid: true, nice: true, inset: 8 },
    y: { type: 'point', domain: levels, label: null, padding: 0.7 },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.12 },
    marks,
  });
}
