import { type Line, span } from '../drawing/line.js';

/** Keys and what they do, in one line: `Enter migrate  Esc cancel`. */
export function hintLine(hints: readonly (readonly [key: string, does: string])[]): Line {
  return hints.flatMap(([key, does], index) => [
    span(index === 0 ? '' : '  '),
    span(key, { colour: 'key', bold: true }),
    span(` ${does}`, { colour: 'dim' }),
  ]);
}
