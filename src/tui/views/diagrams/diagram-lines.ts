import { Canvas, type Dot } from '../../drawing/canvas.js';
import { fitText } from '../../drawing/cell-width.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour } from '../../drawing/frame.js';
import { fitLine, joinFitting, type Line, span } from '../../drawing/line.js';
import { type RowScale, scaleOnRows } from '../../drawing/scale.js';
import { strokeOf, strokeSample } from '../../drawing/stroke.js';
import type { Mark } from '../../past/marks.js';
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
  const plot = new Canvas(Math.max(1, width - SCALE_CELLS), height - 1, charset);
  const scale = scaleOf(diagram, values, plot);
  const scales = scalesOf(plot, window, scale);
  const { x, y, bottom } = scales;
  const drawLimit = () => {
    const { limit } = diagram;
    if (limit === undefined || plot.height < 2) return;
    const [row, right] = [y(limit.at), plot.width * plot.across - 1];
    plot.line({ x: 0, y: row }, { x: right, y: row }, limit.colour, 1 + plot.across, '-');
  };
  // Curves go over the line, but one that is filled would hide it.
  if (diagram.curves.length > 1) drawLimit();
  for (const [index, curve] of [...diagram.curves.entries()].toReversed()) {
    if (diagram.bars) drawBars(plot, curve, values[index]!, scales);
    else drawCurve(plot, curve, index, diagram.curves.length, values[index]!, scales);
  }
  if (diagram.curves.length === 1) drawLimit();
  for (const mark of marks) {
    if (mark.at < window.start || mark.at > window.end) continue;
    plot.line({ x: x(mark.at), y: 0 }, { x: x(mark.at), y: bottom }, mark.colour, 2, ':');
  }
  if (cursor !== undefined) {
    plot.line({ x: x(cursor), y: 0 }, { x: x(cursor), y: bottom }, 'strong', 1, '|');
  }
  const labels = scaleLabels(diagram, scale, (value) => Math.floor(y(value) / plot.down));
  const scaled = plot.lines().map((line, row): Line => {
    const [text, colour] = labels.get(row) ?? ['', 'dim'];
    return [
      span(fitText(text, SCALE_CELLS - 1, 'right'), { colour }),
      span(charset.border.down, { colour: 'faint' }),
      ...line,
    ];
  });
  return [title, ...scaled].map((line) => fitLine(line, width));
}

/** The column of dots in which a time lies. */
export function dotColumn(time: number, { start, end }: TimeWindow, columns: number): number {
  return Math.round(((time - start) / (end - start)) * (columns - 1));
}

function valuesOf(curve: Curve, { points }: TimeWindow): readonly number[] {
  return points.map((point, index) => curve.value(point, points[index - 1]));
}

function scaleOf(
  { leastTop }: Diagram,
  values: readonly (readonly number[])[],
  { height, down }: Canvas,
): RowScale {
  let highest = leastTop;
  for (const all of values) for (const value of all) highest = Math.max(highest, value);
  return scaleOnRows(highest, { rows: height, dotsPerRow: down });
}

/** What stands at which row of the scale; the limit goes before the round numbers. */
function scaleLabels(
  { limit }: Diagram,
  scale: RowScale,
  row: (value: number) => number,
): ReadonlyMap<number, readonly [string, Colour]> {
  const labels = new Map(
    [...scale.labels].map(([at, text]) => [at, [text, 'dim' as Colour] as const]),
  );
  if (limit !== undefined) {
    const at = row(limit.at);
    if (at !== row(0) && at > 0) labels.set(at, [limit.text, limit.colour]);
  }
  return labels;
}

interface PlotScales {
  /** Column and row of dots of a time and a value. */
  readonly x: (time: number) => number;
  readonly y: (value: number) => number;
  /** The last row of dots. */
  readonly bottom: number;
  readonly times: readonly number[];
}

function scalesOf(plot: Canvas, window: TimeWindow, { y }: RowScale): PlotScales {
  return {
    x: (time) => dotColumn(time, window, plot.width * plot.across),
    y,
    bottom: plot.height * plot.down - 1,
    times: window.points.map((point) => point.at),
  };
}

function drawCurve(
  plot: Canvas,
  { colour }: Curve,
  index: number,
  curves: number,
  values: readonly number[],
  { x, y, times, bottom }: PlotScales,
): void {
  const dots = values.map((value, at) => ({ x: x(times[at]!), y: y(value) }));
  if (curves === 1) fillBelow(plot, dots, bottom, colour);
  for (const [at, to] of dots.entries()) {
    plot.curve(dots[at - 1] ?? to, to, colour, strokeOf(index));
  }
}

/** A bar for every interval, from the time before to its own. */
function drawBars(
  plot: Canvas,
  { colour }: Curve,
  values: readonly number[],
  { x, y, times, bottom }: PlotScales,
): void {
  for (const [at, value] of values.entries()) {
    if (value <= 0 || at === 0) continue;
    for (let column = x(times[at - 1]!) + 1; column <= x(times[at]!); column++) {
      for (let row = y(value); row <= bottom; row++) plot.dot(column, row, colour);
    }
  }
}

/** Everything between a curve and the bottom. */
function fillBelow(plot: Canvas, dots: readonly Dot[], bottom: number, colour: Colour): void {
  let filled = -1;
  for (const [at, to] of dots.entries()) {
    const from = dots[at - 1] ?? to;
    for (let x = Math.max(filled + 1, from.x); x <= to.x; x++) {
      const part = to.x === from.x ? 1 : (x - from.x) / (to.x - from.x);
      const top = Math.round(from.y + (to.y - from.y) * part);
      for (let row = top; row <= bottom; row++) plot.dot(x, row, colour);
      filled = x;
    }
  }
}

function titleLine(
  { title, unit, curves, limit }: Diagram,
  values: readonly (number | undefined)[],
  width: number,
  focused: boolean,
  charset: Charset,
): Line {
  const parts = curves.map(({ name, colour }, index): Line => {
    const value = values[index];
    const isHigh = limit !== undefined && index === 0 && value !== undefined && value > limit.at;
    const digits = unit === '' ? 2 : value !== undefined && value < 10 && unit !== '%' ? 1 : 0;
    const text = value === undefined ? '-' : value.toFixed(digits);
    return [
      span(strokeSample(index, charset), { colour }),
      span(` ${name} `, { colour: 'dim' }),
      span(`${text}${value === undefined ? '' : unit}`, {
        colour: isHigh ? limit.colour : 'strong',
        bold: isHigh,
      }),
    ];
  });
  const mark = focused ? charset.selected : ' ';
  return joinFitting(
    [[span(`${mark}${title}`, { colour: 'title', bold: focused })], ...parts],
    width,
    '  ',
  );
}
