import { characterWidth } from './cell-width.js';
import type { Charset } from './charset.js';
import type { Colour, Style } from './frame.js';
import { type Line, type Span, span } from './line.js';
import type { Stroke } from './stroke.js';

interface Cell {
  character: string;
  style: Style;
  /** The braille dots of the cell that are set. */
  dots: number;
  /** What the dots are where they are not fine. */
  sign: string;
  /** Whether dots are kept out, for a text to come. */
  reserved: boolean;
}

/** A sheet of cells to draw on: text in cells, curves in dots (2 x 4 a cell; in ASCII 1 x 1). */
export class Canvas {
  /** Dots of a cell, across and down. */
  readonly across: number;
  readonly down: number;
  readonly #cells: Cell[][];

  readonly #charset: Charset;

  constructor(
    readonly width: number,
    readonly height: number,
    charset: Charset,
  ) {
    this.#charset = charset;

    const isFine = charset.name === 'unicode';
    this.across = isFine ? 2 : 1;
    this.down = isFine ? 4 : 1;
    this.#cells = Array.from({ length: height }, () =>
      Array.from({ length: width }, () => ({
        character: '',
        style: {},
        dots: 0,
        sign: '.',
        reserved: false,
      })),
    );
  }

  /**
   * Sets a dot, counted in dots from the top left. Outside of the sheet, and where text stands or
   * will stand, nothing happens.
   */
  dot(x: number, y: number, colour: Colour, sign = '.'): void {
    const cell = this.#cells[Math.floor(y / this.down)]?.[Math.floor(x / this.across)];
    if (cell === undefined || cell.character !== '' || cell.reserved) return;
    cell.sign = sign;
    cell.dots |= this.down === 1 ? 1 : BRAILLE[y % 4]![x % 2]!;
    if (cell.style.colour !== colour) cell.style = { ...cell.style, colour };
  }

  /** A straight line between two dots; with a `gap` only every `gap`th dot is set. */
  line(from: Dot, to: Dot, colour: Colour, gap = 1, sign = '.'): void {
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
    for (let step = 0; step <= steps; step += gap) {
      const x = Math.round(from.x + ((to.x - from.x) * step) / steps);
      const y = Math.round(from.y + ((to.y - from.y) * step) / steps);
      if (x >= 0 && y >= 0) this.dot(x, y, colour, sign);
    }
  }

  /** A piece of a curve; its stroke lies still on the sheet when the curve moves. */
  curve(from: Dot, to: Dot, colour: Colour, { on, off, ascii }: Stroke): void {
    const isFlat = Math.abs(to.x - from.x) >= Math.abs(to.y - from.y);
    const steps = Math.max(Math.abs(to.x - from.x), Math.abs(to.y - from.y), 1);
    for (let step = 0; step <= steps; step++) {
      const x = Math.round(from.x + ((to.x - from.x) * step) / steps);
      const y = Math.round(from.y + ((to.y - from.y) * step) / steps);
      const isDrawn = this.down === 1 || (isFlat ? x : y) % (on + off) < on;
      if (isDrawn && x >= 0 && y >= 0) this.dot(x, y, colour, ascii);
    }
  }

  /** Keeps dots out of a stretch of cells. */
  reserve(column: number, row: number, width: number): void {
    for (let at = column; at < column + width; at++) {
      const cell = this.#cells[row]?.[at];
      if (cell !== undefined) cell.reserved = true;
    }
  }

  /** Whether a cell is kept for a text. */
  isReserved({ column, row }: { readonly column: number; readonly row: number }): boolean {
    return this.#cells[row]?.[column]?.reserved === true;
  }

  /** Writes over what is there; characters of two cells are not for drawings. */
  text(column: number, row: number, text: string, style: Style = {}): void {
    const cells = this.#cells[row];
    let at = column;
    for (const character of text) {
      const width = characterWidth(character);
      if (width === 0) continue;
      const cell = cells?.[at];
      if (cell !== undefined) {
        cell.character = width === 1 ? character : '?';
        cell.style = style;
        cell.dots = 0;
      }
      at++;
    }
  }

  /** The ground of a stretch of cells, whatever stands there. */
  ground(column: number, row: number, width: number, ground: NonNullable<Style['ground']>): void {
    for (let at = column; at < column + width; at++) {
      const cell = this.#cells[row]?.[at];
      if (cell !== undefined) cell.style = { ...cell.style, ground };
    }
  }

  lines(): readonly Line[] {
    return this.#cells.map((row) => this.#line(row));
  }

  #line(row: readonly Cell[]): Line {
    const spans: Span[] = [];
    let text = '';
    let style: Style = {};
    for (const cell of row) {
      if (text !== '' && !isSame(style, cell.style)) {
        spans.push(span(text, style));
        text = '';
      }
      style = cell.style;
      text += this.#glyph(cell);
    }
    return text === '' ? spans : [...spans, span(text, style)];
  }

  #glyph({ character, dots, sign }: Cell): string {
    if (character !== '') return character;
    if (dots === 0) return ' ';
    return this.#charset.name === 'unicode' ? String.fromCharCode(0x2800 + dots) : sign;
  }
}

export interface Dot {
  readonly x: number;
  readonly y: number;
}

function isSame(a: Style, b: Style): boolean {
  return a.colour === b.colour && a.ground === b.ground && a.bold === b.bold;
}

/** Bits of the dots of a braille character, by row and column. */
const BRAILLE: readonly (readonly [number, number])[] = [
  [0x01, 0x08],
  [0x02, 0x10],
  [0x04, 0x20],
  [0x40, 0x80],
];
