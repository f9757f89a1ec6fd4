/** Size of a cell, and where in it text stands, in units of the picture. */
export const CELL = { width: 9, height: 18, baseline: 14 } as const;

/**
 * A character that is a drawing of its cell, as part of a path: dots of braille and bars, which
 * fonts draw too narrow, too low or not at all. `x` and `y` are the cell's upper left corner.
 * @returns undefined for all others
 */
export function shapeOf(character: string, x: number, y: number): string | undefined {
  const code = character.codePointAt(0) ?? 0;
  if (code > BRAILLE && code <= BRAILLE + 0xff) {
    return DOTS.filter(({ bit }) => (code & bit) !== 0)
      .map((dot) => rectangle(x + dot.x, y + dot.y, 2, 2))
      .join('');
  }
  if (code >= LOWER_EIGHTH && code <= FULL_BLOCK) {
    const height = ((code - LOWER_EIGHTH + 1) * CELL.height) / 8;
    return rectangle(x, y + CELL.height - height, CELL.width, height);
  }
  return code === UPPER_EIGHTH ? rectangle(x, y, CELL.width, CELL.height / 8) : undefined;
}

/** A rectangle as part of a path. */
export function rectangle(x: number, y: number, width: number, height: number): string {
  return `M${x} ${y}h${width}v${height}h-${width}z`;
}

const BRAILLE = 0x2800;
const UPPER_EIGHTH = 0x2594;
const LOWER_EIGHTH = 0x2581;
const FULL_BLOCK = 0x2588;

/** Bits of a braille character and where in the cell its dots are. */
const DOTS = [
  { bit: 0x01, x: 1, y: 1 },
  { bit: 0x02, x: 1, y: 6 },
  { bit: 0x04, x: 1, y: 10 },
  { bit: 0x40, x: 1, y: 15 },
  { bit: 0x08, x: 6, y: 1 },
  { bit: 0x10, x: 6, y: 6 },
  { bit: 0x20, x: 6, y: 10 },
  { bit: 0x80, x: 6, y: 15 },
] as const;
