import { cellWidth, fitText, truncate } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, lineWidth, span } from '../drawing/line.js';

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

/** The same in as many lines as it takes: a hint is cut neither off nor apart. */
export function hintLines(hints: Line, cells: number): readonly Line[] {
  const lines: Line[] = [];
  let line: Line = [];
  // Each hint is a gap, a key and what it does.
  for (let at = 0; at < hints.length; at += 3) {
    const hint = hints.slice(at, at + 3);
    if (line.length > 0 && lineWidth([...line, ...hint]) > cells) {
      lines.push(line);
      line = [];
    }
    line = line.length === 0 ? hint.slice(1) : [...line, ...hint];
  }
  return [...lines, line];
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
