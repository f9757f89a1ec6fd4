import { Canvas } from './canvas.js';
import { fitText } from './cell-width.js';
import type { Charset } from './charset.js';
import type { ChartRegion } from './frame.js';
import type { Line } from './line.js';
import { fitLine, joinFitting, span } from './line.js';

/**
 * A chart as lines of text: a legend, then the curves, in braille (2 x 4 dots a cell) or, in
 * ASCII, one dot a cell. The newest value is at the right.
 */
export function chartLines(chart: ChartRegion, charset: Charset): readonly Line[] {
  const { width, height } = chart;
  const plotRows = height - 1;
  const plotCells = width - SCALE_CELLS - 1;
  if (plotRows < 2 || plotCells < 4)
    return Array.from({ length: height }, () => fitLine([], width));
  const top = Math.max(0.01, ...chart.series.flatMap(({ values }) => values)) * 1.1;
  const cells = plotCurves(chart, plotCells, plotRows, top, charset);
  const rows = Array.from({ length: plotRows }, (_, row): Line => {
    const isLabelled = row === 0 || row === plotRows - 1 || row === Math.floor(plotRows / 2);
    const value = row === plotRows - 1 ? 0 : top * (1 - row / plotRows);
    const scale = fitText(isLabelled ? value.toFixed(2) : '', SCALE_CELLS, 'right');
    return fitLine(
      [
        span(scale, { colour: 'dim' }),
        span(charset.border.down, { colour: 'faint' }),
        ...cells[row]!,
      ],
      width,
    );
  });
  return [legendLine(chart, charset), ...rows];
}

/** The title of a chart, and of each curve its colour, name and newest value. */
export function legendLine(chart: ChartRegion, charset: Charset): Line {
  const curves = chart.series.map(({ title, colour, values }): Line => {
    const last = values.at(-1);
    return [
      span(charset.barFull, { colour }),
      span(` ${title} `, { colour: 'dim' }),
      span(last === undefined ? '-' : last.toFixed(2)),
    ];
  });
  const title: Line = [span(` ${chart.title}`, { colour: 'title' })];
  return fitLine(joinFitting([title, ...curves], chart.width, '  '), chart.width);
}

const SCALE_CELLS = 6;

function plotCurves(
  { series }: ChartRegion,
  plotCells: number,
  plotRows: number,
  top: number,
  charset: Charset,
): readonly Line[] {
  const canvas = new Canvas(plotCells, plotRows, charset);
  const dotColumns = plotCells * canvas.across;
  const dotRows = plotRows * canvas.down;
  const y = (value: number) =>
    Math.min(dotRows - 1, Math.max(0, Math.round((1 - value / top) * (dotRows - 1))));
  for (const { values, colour } of series.toReversed()) {
    const shown = values.slice(-dotColumns);
    const left = dotColumns - shown.length;
    for (const [index, value] of shown.entries()) {
      const to = { x: left + index, y: y(value) };
      const from = index === 0 ? to : { x: to.x - 1, y: y(shown[index - 1]!) };
      canvas.line(from, to, colour);
    }
  }
  return canvas.lines();
}
