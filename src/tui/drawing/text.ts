import type { Charset } from './charset.js';
import { chartLines } from './chart-text.js';
import type { ChartRegion, Frame } from './frame.js';
import { type Line, lineText, lineWidth, sliceLine } from './line.js';

/** The frame as plain text, one line a row, without spaces at the ends of lines. */
export function frameText(frame: Frame, charset: Charset): string {
  return flatLines(frame, (chart) => chartLines(chart, charset))
    .map((line) => lineText(line).trimEnd())
    .map((text) => (charset.name === 'ascii' ? text.replace(/[^ -~]/gu, '?') : text))
    .join('\n');
}

/** The lines of a frame with charts, as `draw` gives them, and dialog put into them. */
export function flatLines(
  frame: Frame,
  draw: (chart: ChartRegion) => readonly Line[],
): readonly Line[] {
  const withCharts = frame.charts.reduce((lines, chart) => {
    const drawn = draw(chart);
    return lines.map((line, row) => {
      const part = drawn[row - chart.top];
      return part === undefined ? line : withPart(line, part, chart.left, frame.columns);
    });
  }, frame.lines);
  const { overlay } = frame;
  if (overlay === undefined) return withCharts;
  return withCharts.map((line, row) => {
    const part = overlay.lines[row - overlay.top];
    return part === undefined ? line : withPart(line, part, overlay.left, frame.columns);
  });
}

function withPart(line: Line, part: Line, left: number, columns: number): Line {
  const width = lineWidth(part);
  return [...sliceLine(line, 0, left), ...part, ...sliceLine(line, left + width, columns)];
}
