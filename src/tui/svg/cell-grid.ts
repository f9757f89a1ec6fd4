import { characterWidth } from '../drawing/cell-width.js';
import type { Style } from '../drawing/frame.js';
import type { Line } from '../drawing/line.js';
import type { Theme } from '../terminal/theme.js';
import { type Paper, paletteColour } from './palette.js';

/** How a cell looks, in colours of SVG. */
export interface CellLook {
  readonly foreground: string;
  readonly background: string;
  readonly bold: boolean;
  readonly underline: boolean;
}

/** A cell of the screen; the one behind a wide character has no text of its own. */
export interface Cell {
  readonly text: string;
  readonly look: CellLook;
}

export type CellGrid = readonly (readonly Cell[])[];

/** Makes cells of the lines of a screen; cells that look alike share the object that says how. */
export class CellMaker {
  readonly #looks = new Map<string, CellLook>();
  readonly #theme: Theme;
  readonly #paper: Paper;

  constructor(theme: Theme, paper: Paper) {
    this.#theme = theme;
    this.#paper = paper;
  }

  cells(lines: readonly Line[]): CellGrid {
    return lines.map((line) =>
      line.flatMap(({ text, style }) => {
        const look = this.#lookOf(style);
        return [...text].flatMap((character): Cell[] => {
          const width = characterWidth(character);
          if (width === 0) return [];
          const cell = { text: character, look };
          return width === 1 ? [cell] : [cell, { text: '', look }];
        });
      }),
    );
  }

  #lookOf(style: Style): CellLook {
    const { foreground, background, bold, inverse, underline } = this.#theme.look(style);
    const front = foreground < 0 ? this.#paper.foreground : paletteColour(foreground);
    const back = background < 0 ? this.#paper.background : paletteColour(background);
    const look: CellLook = {
      foreground: inverse ? back : front,
      background: inverse ? front : back,
      bold,
      underline,
    };
    const key = Object.values(look).join();
    const known = this.#looks.get(key);
    if (known !== undefined) return known;
    this.#looks.set(key, look);
    return look;
  }
}
