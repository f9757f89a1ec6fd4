import { characterWidth } from '../../../src/tui/drawing/cell-width.js';
import type { Size } from '../../../src/tui/drawing/frame.js';
import { CELL } from '../../../src/tui/svg/shapes.js';

/**
 * What a viewer of the picture reads, line by line: its paths blank the cells that they cover, its
 * texts fill theirs. Shapes of a cell are not read.
 * @param last the layer up to which it has come; 0: the first screen
 */
export function screenOf(svg: string, { columns, rows }: Size, last = 0): readonly string[] {
  const cells = Array.from({ length: rows }, () => Array.from({ length: columns }, () => ' '));
  for (const [, layer, body = ''] of svg.matchAll(LAYER)) {
    if (Number(layer ?? 0) > last) continue;
    for (const [, x, y, width, height] of body.matchAll(RECTANGLE)) {
      if (Number(height) !== CELL.height || Number(width) % CELL.width !== 0) continue;
      const from = Number(x) / CELL.width;
      cells[Number(y) / CELL.height]?.fill(' ', from, from + Number(width) / CELL.width);
    }
    for (const [, x, y, width, text = ''] of body.matchAll(TEXT)) {
      let column = Number(x) / CELL.width;
      const row = cells[(Number(y) - CELL.baseline) / CELL.height]!;
      for (const character of unescaped(text)) {
        row[column] = character;
        const isWide = characterWidth(character) === 2;
        if (isWide) row[column + 1] = '';
        column += isWide ? 2 : 1;
      }
      if (column * CELL.width !== Number(x) + Number(width)) throw new Error(`${text} has no room`);
    }
  }
  return cells.map((row) => row.join('').trimEnd());
}

/** The first screen has no class. */
const LAYER = /^(?:<g class="f(\d+)">)?(<(?:path|text)[^\n]*)$/gm;
const RECTANGLE = /M(\d+) (\d+)h(\d+)v(\d+)h-\d+z/g;
const TEXT = /<text class="\w+" x="(\d+)" y="(\d+)" textLength="(\d+)"[^>]*>([^<]*)<\/text>/g;

function unescaped(text: string): string {
  return text.replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
