import { formatClock } from '../../../base/units.js';
import { Canvas } from '../../drawing/canvas.js';
import type { Charset } from '../../drawing/charset.js';
import type { Colour } from '../../drawing/frame.js';
import { fitLine, type Line } from '../../drawing/line.js';
import type { Mark } from '../../past/marks.js';
import { dotColumn, SCALE_CELLS } from './diagram-lines.js';
import type { TimeWindow } from './time-window.js';

/**
 * The line below diagrams: the times of its ends, below their places the latest marks that
 * there is room for, and where none is, round parts of the time.
 */
export function axisLine(
  window: TimeWindow,
  marks: readonly Mark[],
  width: number,
  charset: Charset,
): Line {
  const { start, end } = window;
  const plotCells = Math.max(1, width - SCALE_CELLS);
  const column = (time: number) => SCALE_CELLS + dotColumn(time, window, plotCells);
  const axis = new Canvas(width, 1, charset);
  const taken: (readonly [from: number, to: number])[] = [];
  const put = (left: number, text: string, colour: Colour): boolean => {
    const right = left + text.length;
    const isFree = taken.every(([from, to]) => right < from || left > to);
    if (!isFree || left < 0 || right > width) return false;
    taken.push([left, right]);
    axis.text(left, 0, text, { colour });
    return true;
  };
  const last = formatClock(end);
  put(width - last.length, last, 'dim');
  put(SCALE_CELLS, formatClock(start), 'dim');
  for (const { at, text, colour } of marks.toReversed()) {
    if (at < start || at > end) continue;
    const isPut = put(column(at), `${charset.rising}${text}`, colour);
    if (!isPut) put(column(at) - text.length, `${text}${charset.rising}`, colour);
  }
  for (const part of [0.25, 0.5, 0.75]) {
    // A label is in whole seconds, and stands where they are.
    const time = Math.round(start + (end - start) * part);
    put(column(time), formatClock(time), 'dim');
  }
  return fitLine(axis.lines()[0] ?? [], width);
}
