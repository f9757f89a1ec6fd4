import { fitText } from '../drawing/cell-width.js';
import { type Line, span } from '../drawing/line.js';

/** A name and what it is: `memory     420M`. */
export function fact(name: string, text: string): Line {
  return [span(`${fitText(name, NAME_CELLS)} `, { colour: 'dim' }), span(text)];
}

export function heading(text: string): Line {
  return [span(text, { colour: 'title', bold: true })];
}

const NAME_CELLS = 9;
