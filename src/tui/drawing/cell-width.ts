/** Cells that a text takes on a terminal; control characters and combining marks count as none. */
export function cellWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** 0, 1 or 2 cells for one character (one code point). */
export function characterWidth(character: string): 0 | 1 | 2 {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20 || (code >= 0x7f && code < 0xa0)) return 0;
  if (code < 0x300 || isDrawing(code)) return 1;
  if (ZERO_WIDTH.test(character)) return 0;
  return WIDE.some(([first, last]) => code >= first && code <= last) ? 2 : 1;
}

/** At most `cells` cells of the text; a cut is marked by `mark` (one cell). */
export function truncate(text: string, cells: number, mark = ''): string {
  if (cellWidth(text) <= cells) return text;
  const room = cells - cellWidth(mark);
  if (room < 0) return '';
  return take(text, room) + mark;
}

/** Exactly `cells` cells: cut, or filled with spaces on the side named by `align`. */
export function fitText(text: string, cells: number, align: Align = 'left', mark = ''): string {
  const cut = truncate(text, cells, mark);
  const space = ' '.repeat(Math.max(0, cells - cellWidth(cut)));
  return align === 'left' ? cut + space : space + cut;
}

export type Align = 'left' | 'right';

const ZERO_WIDTH = /[\p{M}\p{Cf}]/u;

/** East Asian wide and fullwidth blocks, as wcwidth and xterm count them. */
const WIDE: readonly (readonly [number, number])[] = [
  [0x1100, 0x115f],
  [0x2e80, 0x303e],
  [0x3041, 0xa4cf],
  [0xac00, 0xd7a3],
  [0xf900, 0xfaff],
  [0xfe30, 0xfe6f],
  [0xff00, 0xff60],
  [0xffe0, 0xffe6],
  [0x20000, 0x3fffd],
];

/** Whether every character is of one cell, as a quick look tells. */
function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code < 0x20 || (code > 0x7e && !isDrawing(code))) return false;
  }
  return true;
}

/** Arrows, mathematical signs, lines, blocks, shapes, braille: of what charts and bars are made. */
function isDrawing(code: number): boolean {
  return code >= 0x2190 && code <= 0x2bff;
}

function take(text: string, cells: number): string {
  let width = 0;
  let taken = '';
  for (const character of text) {
    width += characterWidth(character);
    if (width > cells) break;
    taken += character;
  }
  return taken;
}
