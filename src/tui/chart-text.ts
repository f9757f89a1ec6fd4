import { fitText } from './cell-width.js';
import type { Charset } from './charset.js';
import type { ChartRegion, Colour } from './frame.js';
import type { Line, Span } from './line.js';
import { fitLine, joinFitting, span } from './line.js';

/**
 * A chart as lines of text: a legend, then the curves, in braille (2 x 4 dots a cell) or, in
 * ASCII, one mark a cell. The newest value is at the right.
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

interface Cell {
  bits: number;
  colour: Colour;
}

function plotCurves(
  { series }: ChartRegion,
  plotCells: number,
  plotRows: number,
  top: number,
  charset: Charset,
): readonly Line[] {
  const fine = charset.name === 'unicode';
  const [across, down] = fine ? [2, 4] : [1, 1];
  const dotColumns = plotCells * across;
  const dotRows = plotRows * down;
  const grid = Array.from({ length: plotRows }, () =>
    Array.from({ length: plotCells }, (): Cell => ({ bits: 0, colour: 'faint' })),
  );
  const dotRow = (value: number) =>
    Math.min(dotRows - 1, Math.max(0, Math.round((1 - value / top) * (dotRows - 1))));
  for (const { values, colour } of series.toReversed()) {
    const shown = values.slice(-dotColumns);
    let before: number | undefined;
    for (const [index, value] of shown.entries()) {
      const column = dotColumns - shown.length + index;
      const row = dotRow(value);
      const from =
        before === undefined ? row : before < row ? before + 1 : before > row ? before - 1 : row;
      for (let dot = Math.min(from, row); dot <= Math.max(from, row); dot++) {
        const cell = grid[Math.floor(dot / down)]![Math.floor(column / across)]!;
        cell.bits |= fine ? BRAILLE[dot % 4]![column % 2]! : 1;
        cell.colour = colour;
      }
      before = row;
    }
  }
  return grid.map((row) => row.map((cell) => cellSpan(cell, fine)));
}

function cellSpan({ bits, colour }: Cell, fine: boolean): Span {
  const character = bits === 0 ? ' ' : fine ? String.fromCharCode(0x2800 + bits) : '*';
  return span(character, { colour });
}

/** Bits of the dots of a braille character, by row and column. */
const BRAILLE: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
