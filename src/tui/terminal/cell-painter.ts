import { characterWidth } from '../drawing/cell-width.js';
import type { Style } from '../drawing/frame.js';
import type { Line } from '../drawing/line.js';
import type { Look, Theme } from './theme.js';

/** The cells of a screen: an attribute and a character each, a row marked when it has changed. */
export interface CellScreen {
  readonly lines: CellRow[];
}

interface CellRow {
  [column: number]: [attribute: number, character: string];
  readonly length: number;
  dirty: boolean;
}

/** Puts styled lines into the cells of a screen, marking only rows that change. */
export class CellPainter {
  #painted: readonly Line[] = [];
  /** By colour, then by ground: those of plain text, then those of bold text. */
  readonly #attributes: readonly [Attributes, Attributes] = [new Map(), new Map()];

  readonly #screen: CellScreen;
  readonly #theme: Theme;

  constructor(screen: CellScreen, theme: Theme) {
    this.#screen = screen;
    this.#theme = theme;
  }

  /** The cells are no longer those that were painted. */
  forget(): void {
    this.#painted = [];
  }

  /** Paints a screenful; a line that is the same object as before is left as it is. */
  paint(lines: readonly Line[]): void {
    for (const [row, line] of lines.entries()) {
      if (line !== this.#painted[row]) this.#paintRow(row, line);
    }
    this.#painted = lines;
  }

  #paintRow(row: number, line: Line): void {
    const cells = this.#screen.lines[row];
    if (cells === undefined) return;
    let column = 0;
    let changed = false;
    for (const { text, style } of line) {
      const attribute = this.#attributeOf(style);
      for (const character of text) {
        const width = characterWidth(character);
        if (width === 0) continue;
        changed = put(cells, column, attribute, character) || changed;
        // blessed skips the cell behind a wide character.
        if (width === 2) changed = put(cells, column + 1, attribute, ' ') || changed;
        column += width;
      }
    }
    if (changed) cells.dirty = true;
  }

  /** blessed's own form: flags, foreground and background in 9 bits each, 0x1ff for the default. */
  #attributeOf(style: Style): number {
    const { colour, ground, bold } = style;
    const known = this.#attributes[bold ? 1 : 0].get(colour)?.get(ground);
    if (known !== undefined) return known;
    const attribute = attributeOf(this.#theme.look(style));
    const grounds = this.#attributes[bold ? 1 : 0];
    grounds.set(colour, (grounds.get(colour) ?? new Map()).set(ground, attribute));
    return attribute;
  }
}

type Attributes = Map<Style['colour'], Map<Style['ground'], number>>;

function attributeOf({ bold, underline, inverse, foreground, background }: Look): number {
  const flags = (bold ? 1 : 0) | (underline ? 2 : 0) | (inverse ? 8 : 0);
  return (flags << 18) | ((foreground & 0x1ff) << 9) | (background & 0x1ff);
}

function put(cells: CellRow, column: number, attribute: number, character: string): boolean {
  const cell = cells[column];
  if (cell === undefined || (cell[0] === attribute && cell[1] === character)) return false;
  cell[0] = attribute;
  cell[1] = character;
  return true;
}
