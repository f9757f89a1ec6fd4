import { Canvas } from '../../canvas.js';
import { fitText } from '../../cell-width.js';
import type { Charset } from '../../charset.js';
import type { Line } from '../../line.js';
import { fitLine, joinFitting, span } from '../../line.js';
import type { Mark } from '../../marks.js';
import type { Curve, Diagram } from './curves.js';
import { pointAt, type TimeWindow } from './time-window.js';

/** Cells of the scale at the left. */
export const SCALE_CELLS = 7;

export interface DiagramFrame {
  readonly window: TimeWindow;
  readonly marks: readonly Mark[];
  /** Time of the cursor; undefined: none is shown. */
  readonly cursor: number | undefined;
  readonly width: number;
  readonly charset: Charset;
}

/** A diagram: a line with its title and the values at the cursor, then the curves. */
export function diagramLines(
  diagram: Diagram,
  { window, marks, cursor, width, charset }: DiagramFrame,
  height: number,
  focused: boolean,
): readonly Line[] {
  const { points } = window;
  const values = diagram.curves.map((curve) => valuesOf(curve, window));
  const at = pointAt(points, cursor ?? window.end);
  const title = titleLine(
    diagram,
    values.map((all) => all[at]),
    width,
    focused,
    charset,
  );
  const rows = height - 1;
  const plot = new Canvas(Math.max(1, width - SCALE_CELLS), rows, charset);
  const top = topOf(diagram, values);
  const [dotColumns, dotRows] = [plot.width * plot.across, rows * plot.down];
  const x = (time: number) => dotColumn(time, window, dotColumns);
  const y = (value: number) => Math.round((1 - value / top) * (dotRows - 1));
  for (const mark of marks) {
    if (mark.at < window.start || mark.at > window.end) continue;
    plot.line({ x: x(mark.at), y: 0 }, { x: x(mark.at), y: dotRows - 1 }, mark.colour, 2);
  }
  if (cursor !== undefined) {
    plot.line({ x: x(cursor), y: 0 }, { x: x(cursor), y: dotRows - 1 }, 'strong', 1);
  }
  if (diagram.warns && rows > 1) {
    plot.line(
      { x: 0, y: y(WARNING) },
      { x: dotColumns - 1, y: y(WARNING) },
      'faint',
      2 * plot.across,
    );
  }
  for (const [index, curve] of [...diagram.curves.entries()].toReversed()) {
    const warns = diagram.warns && index === 0;
    drawCurve(plot, curve, values[index]!, { x, y, times: points.map((point) => point.at) }, warns);
  }
  const scaled = plot
    .lines()
    .map((line, row): Line => [scaleSpan(row, rows, top, charset), ...line]);
  return [title, ...scaled].map((line) => fitLine(line, width));
}

/** The column of dots in which a time lies. */
export function dotColumn(time: number, { start, end }: TimeWindow, columns: number): number {
  return Math.round(((time - start) / (end - start)) * (columns - 1));
}

const WARNING = 75;

function valuesOf(curve: Curve, { points }: TimeWindow): readonly number[] {
  return points.map((point, index) => curve.value(point, points[index - 1]));
}

/** The highest value, rounded up to a number that reads well. */
function topOf({ leastTop }: Diagram, values: readonly (readonly number[])[]): number {
  let highest = leastTop;
  for (const all of values) for (const value of all) highest = Math.max(highest, value);
  if (highest <= leastTop) return leastTop;
  const power = 10 ** Math.floor(Math.log10(highest));
  const step = [1, 1.5, 2, 3, 4, 5, 6, 8, 10].find((times) => times * power >= highest) ?? 10;
  return step * power;
}

interface Placing {
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  readonly times: readonly number[];
}

function drawCurve(
  plot: Canvas,
  { colour }: Curve,
  values: readonly number[],
  { x, y, times }: Placing,
  warns: boolean,
): void {
  for (const [index, value] of values.entries()) {
    const to = { x: x(times[index]!), y: y(value) };
    const from = index === 0 ? to : { x: x(times[index - 1]!), y: y(values[index - 1]!) };
    plot.line(from, to, warns && value > WARNING ? 'high' : colour);
  }
}

function scaleSpan(row: number, rows: number, top: number, charset: Charset) {
  const isLabelled = row === 0 || row === rows - 1 || (rows >= 7 && row === Math.floor(rows / 2));
  const value = rows === 1 ? top : top * (1 - row / (rows - 1));
  const text = isLabelled ? value.toFixed(top < 10 ? 1 : 0) : '';
  return span(`${fitText(text, SCALE_CELLS - 1, 'right')}${charset.border.down}`, {
    colour: 'dim',
  });
}

function titleLine(
  { title, unit, curves }: Diagram,
  values: readonly (number | undefined)[],
  width: number,
  focused: boolean,
  charset: Charset,
): Line {
  const parts = curves.map(({ name, colour }, index): Line => {
    const value = values[index];
    const text = value === undefined ? '-' : value.toFixed(value < 10 && unit !== '%' ? 1 : 0);
    return [
      span(charset.barFull, { colour }),
      span(` ${name} `, { colour: 'dim' }),
      span(`${text}${value === undefined ? '' : unit}`, { colour: 'strong' }),
    ];
  });
  const mark = focused ? charset.selected : ' ';
  return joinFitting(
    [[span(`${mark}${title}`, { colour: 'title', bold: focused })], ...parts],
    width,
    '  ',
  );
}
