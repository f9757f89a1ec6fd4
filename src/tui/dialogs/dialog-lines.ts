import { cellWidth, fitText, truncate } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, span } from '../drawing/line.js';

/** A name and what it is: `memory     420M`. */
export function fact(name: string, text: string): Line {
  return [span(`${fitText(name, NAME_CELLS)} `, { colour: 'dim' }), span(text)];
}

export function heading(text: string): Line {
  return [span(text, { colour: 'title', bold: true })];
}

const NAME_CELLS = 9;

/** Keys and what they do, in one line: `Enter migrate  Esc cancel`. */
export function hintLine(hints: readonly (readonly [key: string, does: string])[]): Line {
  return hints.flatMap(([key, does], index) => [
    span(index === 0 ? '' : '  '),
    span(key, { colour: 'key', bold: true }),
    span(` ${does}`, { colour: 'dim' }),
  ]);
}

/** A text broken at its spaces into lines of at most `cells` cells. */
export function wrapped(text: string, cells: number, colour: Colour): readonly Line[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(/(?<= )/u)) {
    if (line !== '' && cellWidth((line + word).trimEnd()) > cells) {
      lines.push(line);
      line = '';
    }
    line += word;
  }
  if (line.trim() !== '') lines.push(line);
  return lines.map((whole) => [span(truncate(whole.trimEnd(), cells, '~'), { colour })]);
}
