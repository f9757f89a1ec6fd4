import { describe, expect, it } from 'vitest';
import { paletteColour } from '../../../src/tui/svg/palette.js';
import { contrast } from '../../../src/tui/terminal/contrast.js';

/** The colours of xterm (XTerm-col.ad, 256colres.h): sixteen, a cube of six levels, 24 greys. */
const BASIC =
  '000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff';
const LEVELS = ['00', '5f', '87', 'af', 'd7', 'ff'];
const CUBE = LEVELS.flatMap((red) =>
  LEVELS.flatMap((green) => LEVELS.map((blue) => red + green + blue)),
);
const GREYS = Array.from({ length: 24 }, (_, step) =>
  (8 + 10 * step).toString(16).padStart(2, '0').repeat(3),
);
const XTERM = [...BASIC.split(' '), ...CUBE, ...GREYS];

/** Relative luminance of sRGB (WCAG 2). */
function luminance(hex: string): number {
  const [red, green, blue] = [0, 2, 4].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return part <= 0.040_45 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
}

describe('each of the 256 colours', () => {
  it('has the contrast that its red, green and blue have', () => {
    expect(XTERM).toHaveLength(256);
    const wrong = XTERM.flatMap((hex, colour) => {
      const expected = [(luminance(hex) + 0.05) / 0.05, 1.05 / (luminance(hex) + 0.05)];
      const found = [contrast(colour, 16), contrast(231, colour)];
      const isRight = found.every((one, at) => Math.abs(one - expected[at]!) < 1e-3);
      return isRight ? [] : [`${colour}: ${found}, not ${expected}`];
    });
    expect(wrong).toEqual([]);
  });

  it('is in pictures as it is in xterm', () => {
    expect(XTERM.map((_, colour) => paletteColour(colour))).toEqual(XTERM.map((hex) => `#${hex}`));
  });
});
