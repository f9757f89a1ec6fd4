import type { Charset } from './charset.js';
import type { Colour } from './frame.js';
import { type Line, span } from './line.js';

/**
 * A bar of `cells` cells, `part` (0 to 1) of it filled; more than nothing shows at least a mark.
 */
export function bar(part: number, cells: number, colour: Colour, charset: Charset): Line {
  if (cells <= 0) return [];
  const halves = Math.round(Math.min(1, Math.max(0, part)) * cells * 2);
  const filled = part > 0 ? Math.max(1, halves) : 0;
  const full = Math.floor(filled / 2);
  const half = filled % 2;
  return [
    span(charset.barFull.repeat(full) + (half === 1 ? charset.barHalf : ''), { colour }),
    span(charset.barEmpty.repeat(cells - full - half), { colour: 'faint' }),
  ];
}
