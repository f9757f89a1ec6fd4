import { describe, expect, it } from 'vitest';
import { charsetOf } from '../../../src/tui/drawing/charset.js';
import type { Background, Colour, Ground } from '../../../src/tui/drawing/frame.js';
import { backgroundIn, backgroundOf } from '../../../src/tui/terminal/background.js';
import { contrast, readableOn } from '../../../src/tui/terminal/contrast.js';
import {
  type ColourDepth,
  colourDepthOf,
  THEMES,
  type ThemeName,
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

  const READ_ON: readonly (readonly [ThemeName, Background | undefined, readonly number[]])[] = [
    ['dark', undefined, [BLACK]],
    ['auto', 'dark', [BLACK]],
    ['colour-blind', undefined, [BLACK]],
    ['light', undefined, [WHITE]],
    ['auto', 'light', [WHITE]],
  ];

  it.each([
    ...READ_ON.flatMap(([name, background, own]) =>
      ([256, 16, 8] as const).map((depth) => [name, background, depth, own] as const),
    ),
    // Of a background that nobody has told, only 256 colours have some that suit any.
    ['auto', undefined, 256, [BLACK, WHITE]] as const,
  ])(
    'of %s on a background that is %s, with %i, are readable: contrast 4.5 at least',
    (name, background, depth, own) => {
      const theme = themeOf(depth, name, background);
      for (const ground of [undefined, ...GROUNDS]) {
        for (const colour of COLOURS) {
          if (colour === 'faint') continue;
          const look = theme.look({ colour, ground });
          for (const back of look.background < 0 ? own : [look.background]) {
            const front = look.foreground < 0 ? (back === BLACK ? WHITE : BLACK) : look.foreground;
            expect(contrast(front, back), `${colour} on ${ground}`).toBeGreaterThanOrEqual(4.5);
          }
          // The terminal's own foreground is for its own background.
          if (look.background >= 0)
            expect(look.foreground, `${colour} on ${ground}`).toBeGreaterThanOrEqual(0);
        }
      }
    },
  );

  it('keep strong text as the terminal has it when its background is not known', () => {
    expect(themeOf(256, 'auto').look({ colour: 'strong' }).foreground).toBe(-1);
  });

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

describe('the background of the terminal', () => {
  it.each([
    ['11;rgb:ffff/ffff/ffff', 'light'],
    ['11;rgb:fd/f6/e3', 'light'],
    ['11;rgba:0000/0000/0000/ffff', 'dark'],
    ['11;rgb:2e2e/3434/3636', 'dark'],
    ['10;rgb:ffff/ffff/ffff', undefined],
    ['11;nonsense', undefined],
  ])('in %s is %s', (answer, background) => {
    expect(backgroundIn(answer)).toBe(background);
  });

  it.each([
    ['0;15', 'light'],
    ['0;default;15', 'light'],
    ['12;7', 'light'],
    ['15;0', 'dark'],
    ['7;8', 'dark'],
    ['default;default', undefined],
    [undefined, undefined],
  ])('by COLORFGBG=%s is %s', (COLORFGBG, background) => {
    expect(backgroundOf({ COLORFGBG })).toBe(background);
  });
});

describe('the contrast', () => {
  it('is 21 between black and white, 1 of a colour with itself', () => {
    expect(contrast(16, 231)).toBeCloseTo(21, 6);
    expect(contrast(110, 110)).toBe(1);
  });

  it('is reached in steps towards white or black, and not beyond', () => {
    expect(readableOn(110, 16)).toBe(110);
    expect(readableOn(110, 238)).toBe(153);
    expect(contrast(readableOn(28, 254), 254)).toBeGreaterThanOrEqual(4.5);
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

const BLACK = 16;
const WHITE = 231;
