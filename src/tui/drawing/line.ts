import { cellWidth, characterWidth } from './cell-width.js';
import type { Style } from './frame.js';

/** A piece of text in one style. */
export interface Span {
  readonly text: string;
  readonly style: Style;
}

/** One row of cells, from left to right. */
export type Line = readonly Span[];

export function span(text: string, style: Style = {}): Span {
  return { text, style };
}

export function lineWidth(line: Line): number {
  return line.reduce((width, { text }) => width + cellWidth(text), 0);
}

export function lineText(line: Line): string {
  return line.map(({ text }) => text).join('');
}

/** Exactly `cells` cells: cut at the right, or filled with spaces in the style given. */
export function fitLine(line: Line, cells: number, filling: Style = {}): Line {
  const missing = cells - lineWidth(line);
  if (missing < 0) return sliceLine(line, 0, cells);
  return missing === 0 ? line : [...line, span(' '.repeat(missing), filling)];
}

/**
 * Cells `from` to `to` (exclusive) of a line. Half of a wide character, where the cut goes through
 * one, becomes a space.
 */
export function sliceLine(line: Line, from: number, to: number): Line {
  if (to <= from) return [];
  const slice: Span[] = [];
  let column = 0;
  for (const { text, style } of line) {
    const end = column + cellWidth(text);
    if (end > from && column < to) {
      const part = column >= from && end <= to ? text : sliceText(text, from - column, to - column);
      slice.push({ text: part, style });
    }
    column = end;
  }
  return slice;
}

/** A line broken at its spaces into lines of at most `cells` cells; a longer word is cut. */
export function wrapLine(line: Line, cells: number): readonly Line[] {
  const width = lineWidth(line);
  if (width <= cells || cells < 1) return [line];
  const words = wordsOf(lineText(line));
  const fitting = words.findLast(({ end }) => end <= cells);
  const rest = words.find(({ start }) => start >= (fitting?.end ?? cells));
  const first = sliceLine(line, 0, fitting?.end ?? cells);
  return rest === undefined
    ? [first]
    : [first, ...wrapLine(sliceLine(line, rest.start, width), cells)];
}

/** Where the words of a text begin and end, in cells. */
function wordsOf(text: string): readonly { readonly start: number; readonly end: number }[] {
  return [...text.matchAll(/\S+/gu)].map(({ 0: word, index }) => {
    const start = cellWidth(text.slice(0, index));
    return { start, end: start + cellWidth(word) };
  });
}

/**
 * `left` and `right` at the two ends of `cells` cells; the left one is cut when both do not fit.
 */
export function spread(left: Line, right: Line, cells: number, filling: Style = {}): Line {
  const room = cells - lineWidth(right);
  if (room < 0) return fitLine(left, cells, filling);
  return [...fitLine(left, room, filling), ...right];
}

/** Every span on the ground given. */
export function onGround(line: Line, ground: NonNullable<Style['ground']>): Line {
  return line.map(({ text, style }) => ({ text, style: { ...style, ground } }));
}

/** As many of the lines, from the first, as fit side by side in `cells` cells. */
export function joinFitting(parts: readonly Line[], cells: number, gap: string): Line {
  const joined: Span[] = [];
  let width = 0;
  for (const part of parts) {
    const space = joined.length === 0 ? '' : gap;
    const more = space.length + lineWidth(part);
    if (width + more > cells) break;
    if (space !== '') joined.push(span(space));
    joined.push(...part);
    width += more;
  }
  return joined;
}

function sliceText(text: string, from: number, to: number): string {
  let column = 0;
  let slice = '';
  for (const character of text) {
    const width = characterWidth(character);
    if (column >= from && column + width <= to) slice += character;
    else if (width === 2 && column + 1 >= from && column < to) slice += ' ';
    column += width;
  }
  return slice;
}
