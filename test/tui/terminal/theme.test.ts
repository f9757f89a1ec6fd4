import { describe, expect, it } from 'vitest';
import { charsetOf } from '../../../src/tui/drawing/charset.js';
import type { Colour, Ground } from '../../../src/tui/drawing/frame.js';
import {
  type ColourDepth,
  colourDepthOf,
  THEMES,
  themeOf,
} from '../../../src/tui/terminal/theme.js';

describe('the colours', () => {
  it.each([
    [{ TERM: 'xterm-256color' }, 256],
    [{ TERM: 'xterm-kitty' }, 256],
    [{ TERM: 'xterm', COLORTERM: 'truecolor' }, 256],
    [{ TERM: 'xterm' }, 8],
    [{ TERM: 'linux' }, 8],
    [{ TERM: 'xterm-16color' }, 16],
    [{ TERM: 'vt100' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '1' }, 0],
    [{ TERM: 'xterm-256color', NO_COLOR: '' }, 256],
  ])('%j shows %i', (environment, depth) => {
    expect(colourDepthOf(environment)).toBe(depth);
  });

  it.each<ColourDepth>([256, 16, 8])('%i stay within the palette', (depth) => {
    const theme = themeOf(depth);
    for (const ground of GROUNDS) {
      const look = theme.look({ colour: 'dim', ground });
      expect(Math.max(look.foreground, look.background)).toBeLessThan(depth);
    }
  });

  it.each<ColourDepth>([256, 16, 8])('of %i never put a text on its own colour', (depth) => {
    const theme = themeOf(depth);
    for (const ground of GROUNDS) {
      for (const colour of ['text', 'strong', 'dim', 'guest', 'moving', 'good', 'bad'] as const) {
        const { foreground, background } = theme.look({ colour, ground });
        if (background >= 0) expect(foreground).not.toBe(background);
      }
    }
  });

  it.each(THEMES.flatMap((name) => ([256, 16, 8] as const).map((depth) => [name, depth] as const)))(
    'of the theme %s with %i are within the palette and never on their own ground',
    (name, depth) => {
      const theme = themeOf(depth, name);
      for (const ground of GROUNDS) {
        for (const colour of ['text', 'strong', 'dim', 'guest', 'moving', 'good', 'bad'] as const) {
          const { foreground, background } = theme.look({ colour, ground });
          expect(Math.max(foreground, background)).toBeLessThan(depth);
          if (background >= 0) expect(foreground).not.toBe(background);
        }
      }
    },
  );

  it.each(THEMES.filter((name) => name !== 'mono'))(
    'of the cursor row are readable in %s',
    (name) => {
      const theme = themeOf(256, name);
      for (const colour of COLOURS) {
        const { foreground, background } = theme.look({ colour, ground: 'selected' });
        // What is faint is only the empty part of a bar.
        const least = colour === 'faint' ? 2 : 4.5;
        expect(contrast(foreground, background), colour).toBeGreaterThanOrEqual(least);
      }
    },
  );

  it('that are missing leave the header and the cursor row apart', () => {
    const theme = themeOf(0);
    expect(theme.look({ ground: 'head' })).toMatchObject({ inverse: false, underline: true });
    expect(theme.look({ ground: 'selected' })).toMatchObject({ inverse: true, underline: false });
  });

  it('of mono are none, whatever the terminal can', () => {
    expect(themeOf(256, 'mono').depth).toBe(0);
  });

  it('are replaced by inversion and bold where there are none', () => {
    const theme = themeOf(0);
    expect(theme.look({ ground: 'selected' })).toMatchObject({ background: -1, inverse: true });
    expect(theme.look({ colour: 'guest' })).toMatchObject({ foreground: -1, bold: true });
  });
});

describe('the characters', () => {
  it.each([
    [{ LANG: 'en_NZ.UTF-8' }, 'unicode'],
    [{ LANG: 'C.utf8' }, 'unicode'],
    [{ LANG: 'C' }, 'ascii'],
    [{}, 'ascii'],
    [{ LANG: 'C.UTF-8', LC_ALL: 'C' }, 'ascii'],
    [{ LANG: 'C.UTF-8', TERM: 'vt100' }, 'ascii'],
  ])('for %j are %s', (environment, name) => {
    expect(charsetOf(environment).name).toBe(name);
  });
});

const GROUNDS: readonly Ground[] = [
  'bar',
  'head',
  'sorted',
  'column',
  'selected',
  'dialog',
  'field',
];

const COLOURS: readonly Colour[] = [
  'text',
  'strong',
  'dim',
  'faint',
  'title',
  'key',
  'low',
  'middle',
  'high',
  'memory',
  'guest',
  'moving',
  'good',
  'bad',
];

/** Contrast of two colours of the palette from 16 on, as WCAG reckons it. */
function contrast(a: number, b: number): number {
  const [light, dark] = [luminance(a), luminance(b)].sort((x, y) => y - x) as [number, number];
  return (light + 0.05) / (dark + 0.05);
}

function luminance(index: number): number {
  const steps = [0, 95, 135, 175, 215, 255];
  const cube = index - 16;
  const grey = 8 + 10 * (index - 232);
  const levels =
    index >= 232
      ? [grey, grey, grey]
      : [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6].map((step) => steps[step]!);
  const [red, green, blue] = levels.map((level) => {
    const part = level / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  }) as [number, number, number];
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
