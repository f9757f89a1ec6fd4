import { dot, frame, line, type Markish, ruleX, ruleY, text, vector } from '@observablehq/plot';
import type { Axes } from './axes.js';
import { axisLabel, shortName } from './cell-names.js';
import { type ChartRow, distinct, drawn, isNarrow, marginFor, UPRIGHT } from './chart.js';
import { gridOf, type PanelGrid, panelTitles } from './panel-grid.js';
import type { SeriesStyles } from './series-style.js';
import { BOUNDS, type BoundRow } from './theory-bounds.js';

/** What a chart of means is drawn from. */
export interface MeansDrawing {
  readonly rows: readonly ChartRow[];
  readonly bounds: readonly BoundRow[];
  readonly series: readonly string[];
  readonly styles: SeriesStyles;
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

/** Whether means, and all of their intervals, need a logarithmic axis. */
export function isWide(rows: readonly ChartRow[]): boolean {
  const values = rows.map(({ y }) => y);
  const least = Math.min(...rows.map(({ y, low = y }) => low));
  return least > 0 && Math.max(...values) / Math.min(...values) > 8;
}

function drawLines(
  { rows, bounds, series, styles, axes, metric, width }: MeansDrawing,
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
    const { colour, symbol, dash } = styles.of(name);
    const own = rows.filter((row) => row.series === name);
    const known = own.filter(({ low }) => low !== undefined);
    // Beside each other, so that no interval hides another one.
    const dx = (index - (series.length - 1) / 2) * (isNarrow(width) ? 2 : 4);
    marks.push(
      line(own, {
        ...{ ...at, dx, sort: 'x' },
        ...{ stroke: colour, strokeDasharray: dash, strokeOpacity: 0.75 },
      }),
      ruleX(known, { ...{ x: 'x', y1: 'low', y2: 'high', fx, fy, dx }, stroke: colour }),
      dot(own, {
        ...{ ...at, dx, symbol, r: 3.5 },
        ...{ stroke: colour, fill: 'var(--paper)', strokeWidth: 1.6 },
      }),
    );
  });
  marks.push(panelTitles(grid));
  const isLogarithmic = isWide(rows);
  return drawn({
    width,
    height: (isNarrow(width) ? 240 : grid.columns > 1 ? 230 : 360) * grid.rows + 40,
    marginLeft: 62,
    marginBottom: 36,
    x: {
      label: axes.x === undefined ? null : shortName(axes.x),
      inset: 10,
      ticks: ticksOf(rows, (width - 80) / grid.columns) as number[],
      tickFormat: String,
    },
    y: {
      ...UPRIGHT,
      ...{ label: axisLabel(metric), grid: true, inset: 8 },
      ...(isLogarithmic ? { type: 'log', ticks: 6, tickFormat: '~r' } : { nice: true }),
    },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.12 },
    marks,
  });
}

/** The levels that were studied, as far as their names keep apart on so many pixels. */
function ticksOf(rows: readonly ChartRow[], pixels: number): readonly number[] {
  const levels = distinct(rows.map(({ x }) => Number(x))).toSorted((one, other) => one - other);
  const span = levels.at(-1)! - levels[0]!;
  let last = Number.NEGATIVE_INFINITY;
  return levels.filter((level) => {
    const place = ((level - levels[0]!) / span) * pixels;
    if (place - last < 10 + 6 * String(level).length) return false;
    last = place;
    return true;
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
function drawDots(
  { rows, bounds, series, styles, metric, width }: MeansDrawing,
  grid: PanelGrid,
): string {
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
        ...{ x: 'y', fx, fy, text: () => short, frameAnchor: 'bottom' },
        ...{ dy: -3, dx: 4, textAnchor: 'start', fill: 'var(--muted)' },
      }),
    );
  }
  series.forEach((name, index) => {
    const { colour, symbol } = styles.of(name);
    const own = rows.filter((row) => row.series === name);
    const known = own.filter(({ low }) => low !== undefined);
    const dy = (index - (series.length - 1) / 2) * step;
    marks.push(
      ruleY(known, {
        ...{ y: 'x', x1: 'low', x2: 'high', fx, fy, dy },
        ...{ stroke: colour, strokeWidth: 2 },
      }),
      dot(own, {
        ...{ y: 'x', x: 'y', fx, fy, dy, symbol, r: 3.5 },
        ...{ stroke: colour, fill: 'var(--paper)', strokeWidth: 1.6 },
      }),
    );
  });
  marks.push(panelTitles(grid));
  return drawn({
    width,
    height: (levels.length * rowHeight + 34) * grid.rows + 60,
    marginLeft: marginFor(levels, isNarrow(width) ? 130 : 220),
    marginBottom: 36,
    x: { label: axisLabel(metric), grid: true, nice: true, inset: 8 },
    y: { type: 'point', domain: levels, label: null, padding: 0.7 },
    fx: { axis: null, padding: 0.06 },
    fy: { axis: null, padding: 0.16 },
    marks,
  });
}
