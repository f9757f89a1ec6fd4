/** Contrast of two colours of a terminal's palette, 1 to 21, as WCAG 2 defines it. */
export function contrast(a: number, b: number): number {
  const [darker, lighter] = [luminance(a), luminance(b)].sort((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

/** What text needs to be read easily (WCAG 2, level AA). */
export const READABLE = 4.5;

/**
 * The colour nearest to `foreground`, in steps towards white or black, that is readable on a
 * ground. Of the 16 colours that terminals define themselves it is white or black.
 */
export function readableOn(foreground: number, ground: number): number {
  if (contrast(foreground, ground) >= READABLE) return foreground;
  const lighter = contrast(WHITE, ground) >= contrast(BLACK, ground);
  if (foreground < CUBE) return lighter ? WHITE : BLACK;
  let colour = foreground;
  while (contrast(colour, ground) < READABLE) {
    const next = shifted(colour, lighter ? 1 : -1);
    if (next === colour) return lighter ? CUBE_WHITE : CUBE;
    colour = next;
  }
  return colour;
}

const BLACK = 0;
const WHITE = 15;
const CUBE = 16;
const CUBE_WHITE = 231;
const GREYS = 232;
const LAST = 255;

/** A step lighter or darker: each part of a colour of the cube, or the next grey. */
function shifted(colour: number, by: 1 | -1): number {
  if (colour >= GREYS) return Math.max(GREYS, Math.min(LAST, colour + by));
  const part = (step: number) => Math.max(0, Math.min(5, step + by));
  const [red, green, blue] = stepsOf(colour);
  return CUBE + 36 * part(red) + 6 * part(green) + part(blue);
}

function stepsOf(colour: number): readonly [red: number, green: number, blue: number] {
  const index = colour - CUBE;
  return [Math.floor(index / 36), Math.floor(index / 6) % 6, index % 6];
}

function luminance(colour: number): number {
  return relativeLuminance(rgbOf(colour));
}

/** @param rgb parts from 0 to 255 */
export function relativeLuminance(rgb: readonly [number, number, number]): number {
  const [red, green, blue] = rgb.map((level) => {
    const part = level / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}

function rgbOf(colour: number): readonly [number, number, number] {
  if (colour < CUBE) return BASIC_RGB[colour]!;
  if (colour >= GREYS) {
    const grey = 8 + 10 * (colour - GREYS);
    return [grey, grey, grey];
  }
  const [red, green, blue] = stepsOf(colour).map((step) => CUBE_LEVELS[step]!);
  return [red!, green!, blue!];
}

const CUBE_LEVELS: readonly number[] = [0, 95, 135, 175, 215, 255];

/** The first 16 colours as xterm has them; every terminal has its own. */
const BASIC_RGB: readonly (readonly [number, number, number])[] = [
  [0, 0, 0],
  [205, 0, 0],
  [0, 205, 0],
  [205, 205, 0],
  [0, 0, 238],
  [205, 0, 205],
  [0, 205, 205],
  [229, 229, 229],
  [127, 127, 127],
  [255, 0, 0],
  [0, 255, 0],
  [255, 255, 0],
  [92, 92, 255],
  [255, 0, 255],
  [0, 255, 255],
  [255, 255, 255],
];
