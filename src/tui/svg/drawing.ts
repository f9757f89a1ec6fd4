import type { Cell, CellLook } from './cell-grid.js';
import type { Stretch } from './damage.js';
import { CELL, rectangle, shapeOf } from './shapes.js';

/** Draws cells as SVG and remembers the styles that it has used. */
export class CellDrawing {
  readonly #classes = new Map<string, string>();

  /** The grounds of the stretches, over them the drawings in their cells and their text. */
  draw(stretches: readonly Stretch[]): string {
    const grounds = new Paths();
    const shapes = new Paths();
    const texts: string[] = [];
    for (const { row, column, cells } of stretches) {
      for (const run of runsOf(cells, (a, b) => a.look.background === b.look.background)) {
        const { left, top } = corner(column + run.from, row);
        const width = run.cells.length * CELL.width;
        grounds.add(run.cells[0]!.look.background, rectangle(left, top, width, CELL.height));
      }
      for (const [index, { text, look }] of cells.entries()) {
        const { left, top } = corner(column + index, row);
        shapes.add(look.foreground, shapeOf(text, left, top) ?? '');
      }
      for (const run of runsOf(cells.map(withoutShape), isOneText)) {
        texts.push(this.#text(row, column, run));
      }
    }
    const paths = [...grounds.entries(), ...shapes.entries()].map(
      ([colour, path]) => `<path class="${this.#class(`fill:${colour}`)}" d="${path}"/>`,
    );
    return [...paths, ...texts].join('');
  }

  /** The styles used so far, as CSS. */
  styles(): string {
    return [...this.#classes].map(([rule, name]) => `.${name}{${rule}}`).join('');
  }

  #text(row: number, column: number, { from, cells }: Run): string {
    const look = cells[0]!.look;
    const whole = cells.map(({ text }) => text).join('');
    const isUnderlined = look.underline;
    const text = isUnderlined ? whole : whole.trim();
    if (text === '') return '';
    const start = isUnderlined ? 0 : cells.findIndex((cell) => cell.text !== ' ');
    const end = isUnderlined ? cells.length : lastVisible(cells) + 1;
    const { left, top } = corner(column + from + start, row);
    const width = (end - start) * CELL.width;
    // Other fonts stand in for what is no ASCII: only stretched it fills its cells.
    const stretched = isAscii(cells[0]!) ? '' : ' lengthAdjust="spacingAndGlyphs"';
    const name = this.#class(ruleOf(look));
    return `<text class="${name}" x="${left}" y="${top + CELL.baseline}" textLength="${width}"${stretched}>${escaped(text)}</text>`;
  }

  #class(rule: string): string {
    const known = this.#classes.get(rule);
    if (known !== undefined) return known;
    const name = `c${this.#classes.size.toString(36)}`;
    this.#classes.set(rule, name);
    return name;
  }
}

/** Parts of paths by their colour. */
class Paths {
  readonly #paths = new Map<string, string>();

  add(colour: string, part: string): void {
    if (part !== '') this.#paths.set(colour, `${this.#paths.get(colour) ?? ''}${part}`);
  }

  entries(): Iterable<readonly [colour: string, path: string]> {
    return this.#paths;
  }
}

function corner(column: number, row: number): { readonly left: number; readonly top: number } {
  return { left: column * CELL.width, top: row * CELL.height };
}

function withoutShape(cell: Cell): Cell {
  return shapeOf(cell.text, 0, 0) === undefined ? cell : { ...cell, text: ' ' };
}

/** Cells that belong together, beginning at `from` of the stretch. */
interface Run {
  readonly from: number;
  readonly cells: readonly Cell[];
}

function runsOf(cells: readonly Cell[], isOne: (a: Cell, b: Cell) => boolean): readonly Run[] {
  const runs: Run[] = [];
  let from = 0;
  for (let index = 1; index <= cells.length; index++) {
    const cell = cells[index];
    if (cell !== undefined && isOne(cells[index - 1]!, cell)) continue;
    runs.push({ from, cells: cells.slice(from, index) });
    from = index;
  }
  return runs;
}

function isOneText(a: Cell, b: Cell): boolean {
  if (b.text === '') return true;
  const { foreground, bold, underline } = a.look;
  const other = b.look;
  return (
    foreground === other.foreground &&
    bold === other.bold &&
    underline === other.underline &&
    isAscii(a) === isAscii(b)
  );
}

function isAscii({ text }: Cell): boolean {
  return /^[ -~]$/.test(text);
}

function lastVisible(cells: readonly Cell[]): number {
  return cells.findLastIndex(({ text }) => text !== ' ');
}

function ruleOf({ foreground, bold, underline }: CellLook): string {
  const weight = bold ? ';font-weight:bold' : '';
  return `fill:${foreground}${weight}${underline ? ';text-decoration:underline' : ''}`;
}

/** Text as it stands in XML. */
export function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
