import { Canvas } from './canvas.js';
import { fitText } from './cell-width.js';
import type { Charset } from './charset.js';
import type { ChartRegion } from './frame.js';
import { fitLine, joinFitting, type Line, span } from './line.js';
import { scaleOnRows } from './scale.js';
import { strokeOf, strokeSample } from './stroke.js';

/**
 * A chart as lines of text: a legend, the curves, in braille (2 x 4 dots a cell) or, in ASCII, one
 * dot a cell, and below them the axis of time. The newest value is at the right.
 */
export function chartLines(region: ChartRegion, charset: Charset): readonly Line[] {
  const { width, height } = region;
  const plotRows = height - 2;
  const plotCells = width - SCALE_CELLS - 1;
  if (plotRows < 2 || plotCells < 4) {
    return Array.from({ length: height }, () => fitLine([], width));
  }
  const canvas = new Canvas(plotCells, plotRows, charset);
  const dotColumns = plotCells * canvas.across;
  const spacing = Math.max(1, Math.floor(dotColumns / FEWEST_POINTS));
  const chart = newestOf(region, Math.floor((dotColumns - 1) / spacing) + 1);
  const { times } = chart;
  const { y, labels } = scaleOnRows(highestOf(chart), { rows: plotRows, dotsPerRow: canvas.down });
  plotCurves(chart, canvas, { spacing, y });
  const [row, right] = [y(chart.reference), dotColumns - 1];
  canvas.line({ x: 0, y: row }, { x: right, y: row }, 'faint', 1 + canvas.across, '-');
  const rows = canvas
    .lines()
    .map(
      (line, row): Line => [
        span(fitText(labels.get(row) ?? '', SCALE_CELLS, 'right'), { colour: 'dim' }),
        span(charset.border.down, { colour: 'faint' }),
        ...line,
      ],
    );
  const left = plotCells * (1 - (times.length * spacing) / dotColumns);
  const age = (times.at(-1) ?? 0) - (times[0] ?? 0);
  const axis = timeAxis(width, SCALE_CELLS + 1 + Math.max(0, Math.floor(left)), age);
  return [chartLegend(chart, charset), ...rows, axis].map((line) => fitLine(line, width));
}

/** The chart with the newest of its values only. */
function newestOf(chart: ChartRegion, points: number): ChartRegion {
  return {
    ...chart,
    times: chart.times.slice(-points),
    series: chart.series.map((curve) => ({ ...curve, values: curve.values.slice(-points) })),
  };
}

/** How many values a wide chart shows at least, a minute at rate 1: it spreads them. */
const FEWEST_POINTS = 60;

/** Cells of the scale at the left of a chart, without the axis. */
const SCALE_CELLS = 6;

function highestOf({ series, leastTop }: ChartRegion): number {
  let highest = leastTop;
  for (const { values } of series) for (const value of values) highest = Math.max(highest, value);
  return highest;
}

/** The title of a chart, and of each curve its stroke, name and newest value. */
export function chartLegend(chart: ChartRegion, charset: Charset): Line {
  const curves = chart.series.map(({ title, colour, values }, index): Line => {
    const last = values.at(-1);
    return [
      span(strokeSample(index, charset), { colour }),
      span(` ${title} `, { colour: 'dim' }),
      span(last === undefined ? '-' : last.toFixed(2), { colour: 'strong' }),
    ];
  });
  const title: Line = [span(` ${chart.title}`, { colour: 'title' })];
  return fitLine(joinFitting([title, ...curves], chart.width, '  '), chart.width);
}

/** How long ago the left end of the curves (at `left`) is, half of that, and now. */
function timeAxis(width: number, left: number, ageSeconds: number): Line {
  const now = 'now';
  if (ageSeconds < 1) return fitLine([span(now.padStart(width), DIM)], width);
  const first = ageText(ageSeconds);
  const middle = ageText(ageSeconds / 2);
  const between = Math.round((left + width - middle.length) / 2);
  let text = ' '.repeat(left) + first;
  if (between > text.length + 1 && between + middle.length + 1 < width - now.length) {
    text = text.padEnd(between) + middle;
  }
  const fits = text.length + 1 + now.length <= width;
  return fitLine(
    [span(fits ? text.padEnd(width - now.length) + now : now.padStart(width), DIM)],
    width,
  );
}

const DIM = { colour: 'dim' } as const;

function ageText(seconds: number): string {
  if (seconds < 100) return `-${Math.round(seconds)}s`;
  return seconds < 6000 ? `-${Math.round(seconds / 60)}min` : `-${Math.round(seconds / 3600)}h`;
}

function plotCurves(
  { series, times }: ChartRegion,
  canvas: Canvas,
  { spacing, y }: { readonly spacing: number; readonly y: (value: number) => number },
): void {
  const right = canvas.width * canvas.across - 1;
  for (const [index, { values, colour }] of [...series.entries()].toReversed()) {
    const dots = values.map((value, at) => ({
      x: right - (times.length - 1 - at) * spacing,
      y: y(value),
    }));
    for (const [at, to] of dots.entries()) {
      canvas.curve(dots[at - 1] ?? to, to, colour, strokeOf(index));
    }
  }
}
