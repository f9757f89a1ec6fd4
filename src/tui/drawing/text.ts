import type { Charset } from './charset.js';
import { chartLines } from './chart-text.js';
import type { ChartRegion, Frame } from './frame.js';
import { type Line, lineText, lineWidth, sliceLine } from './line.js';

/** The frame as plain text, one line a row, without spaces at the ends of lines. */
export function frameText(frame: Frame, charset: Charset): string {
  return flatLines(frame, charset)
    .map((line) => lineText(line).trimEnd())
    .map((text) => (charset.name === 'ascii' ? text.replace(/[^ -~]/gu, '?') : text))
    .join('\n');
}

/** The lines of a frame with charts and dialog drawn into them. */
export function flatLines(frame: Frame, charset: Charset): readonly Line[] {
  const withCharts = frame.charts.reduce(
    (lines, chart) => lines.map((line, row) => withChart(line, row, chart, charset, frame.columns)),
    frame.lines,
  );
  const { overlay } = frame;
  if (overlay === undefined) return withCharts;
  return withCharts.map((line, row) => {
    const part = overlay.lines[row - overlay.top];
    return part === undefined ? line : withPart(line, part, overlay.left, frame.columns);
  });
}

function withChart(
  line: Line,
  row: number,
  chart: ChartRegion,
  charset: Charset,
  columns: number,
): Line {
  if (row < chart.top || row >= chart.top + chart.height) return line;
  const part = chartLines(chart, charset)[row - chart.top] ?? [];
  return withPart(line, part, chart.left, columns);
}

function withPart(line: Line, part: Line, left: number, columns: number): Line {
  const width = lineWidth(part);
  return [...sliceLine(line, 0, left), ...part, ...sliceLine(line, left + width, columns)];
}
