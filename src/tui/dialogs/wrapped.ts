import { cellWidth, truncate } from '../drawing/cell-width.js';
import type { Colour } from '../drawing/frame.js';
import { type Line, span } from '../drawing/line.js';

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
