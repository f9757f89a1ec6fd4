import type { Colour, Ground, Style } from '../drawing/frame.js';

/** How many colours a terminal shows; 0: none, or none wanted. */
export type ColourDepth = 256 | 16 | 8 | 0;

/** A style as a terminal shows it; a colour is an index of its palette, -1 its own default. */
export interface Look {
  readonly foreground: number;
  readonly background: number;
  readonly bold: boolean;
  readonly inverse: boolean;
  readonly underline: boolean;
}

/** Says how styles look. */
export interface Theme {
  readonly depth: ColourDepth;
  look(style: Style): Look;
  /** Palette index for the curves of a chart; -1: the terminal's own foreground. */
  foreground(colour: Colour): number;
}

export type ThemeName = 'dark' | 'light' | 'colour-blind' | 'mono';

/** In the order in which they are offered. */
export const THEMES: readonly ThemeName[] = ['dark', 'light', 'colour-blind', 'mono'];

type Environment = Readonly<Record<string, string | undefined>>;

/** What the environment says of colours: NO_COLOR, then TERM and COLORTERM. */
export function colourDepthOf(environment: Environment): ColourDepth {
  const term = environment.TERM ?? '';
  if (environment.NO_COLOR || /^(vt|dumb|ansi-m)|mono|-m$/.test(term)) return 0;
  if (/256|direct|kitty|alacritty|foot|ghostty|wezterm/.test(term)) return 256;
  if (environment.COLORTERM) return 256;
  return /-16color$/.test(term) ? 16 : 8;
}

/**
 * A theme on a terminal with `depth` colours. `light` is for a light background, `colour-blind`
 * tells good from bad by blue and orange, `mono` uses inversion and bold only.
 */
export function themeOf(depth: ColourDepth, name: ThemeName = 'dark'): Theme {
  const used = name === 'mono' ? 0 : depth;
  const palette = name === 'mono' ? NONE : PALETTES[name][depth];
  return {
    depth: used,
    look: (style) => lookOf(style, palette, used),
    foreground: (colour) => palette.colours[colour],
  };
}

interface Palette {
  readonly colours: Readonly<Record<Colour, number>>;
  readonly grounds: Readonly<Record<Ground, number>>;
  /** Foregrounds on a ground where the usual ones would not be read well; else as without. */
  readonly onGround: Readonly<Partial<Record<Colour, number>>>;
  /** Foreground on the cursor, and of what keeps a colour of its own there. */
  readonly onSelected: number;
  readonly apartOnSelected: Readonly<Partial<Record<Colour, number>>>;
}

const DEFAULT = -1;
const BLACK = 0;

const DEEP: Palette = {
  colours: {
    text: DEFAULT,
    strong: 255,
    dim: 245,
    faint: 239,
    title: 110,
    key: 180,
    low: 108,
    middle: 179,
    high: 167,
    memory: 67,
    guest: 215,
    moving: 176,
    good: 108,
    bad: 203,
  },
  grounds: {
    bar: 236,
    head: 238,
    sorted: 24,
    column: 235,
    selected: 25,
    dialog: 235,
    field: 239,
  },
  onGround: { text: 251, dim: 247, faint: 243 },
  onSelected: 255,
  apartOnSelected: { guest: 222, moving: 225, faint: 110 },
};

const BASIC: Palette = {
  colours: {
    text: DEFAULT,
    strong: DEFAULT,
    dim: 8,
    faint: 8,
    title: 14,
    key: 11,
    low: 10,
    middle: 11,
    high: 9,
    memory: 12,
    guest: 11,
    moving: 13,
    good: 10,
    bad: 9,
  },
  grounds: {
    bar: DEFAULT,
    head: 4,
    sorted: 6,
    column: DEFAULT,
    selected: 6,
    dialog: DEFAULT,
    field: 8,
  },
  onGround: { text: 15, strong: 15, dim: 15, faint: 7 },
  onSelected: 0,
  apartOnSelected: {},
};

const EIGHT: Palette = {
  colours: {
    text: DEFAULT,
    strong: DEFAULT,
    dim: DEFAULT,
    faint: DEFAULT,
    title: 6,
    key: 6,
    low: 2,
    middle: 3,
    high: 1,
    memory: 6,
    guest: 3,
    moving: 5,
    good: 2,
    bad: 1,
  },
  grounds: { ...BASIC.grounds, field: 4 },
  onGround: { text: 7, strong: 7, dim: 7 },
  onSelected: 0,
  apartOnSelected: {},
};

const NONE: Palette = {
  colours: Object.fromEntries(
    Object.keys(DEEP.colours).map((colour) => [colour, DEFAULT]),
  ) as Record<Colour, number>,
  grounds: Object.fromEntries(
    Object.keys(DEEP.grounds).map((ground) => [ground, DEFAULT]),
  ) as Record<Ground, number>,
  onGround: {},
  onSelected: DEFAULT,
  apartOnSelected: {},
};

const DEEP_LIGHT: Palette = {
  colours: {
    text: DEFAULT,
    strong: 16,
    dim: 242,
    faint: 250,
    title: 25,
    key: 94,
    low: 28,
    middle: 130,
    high: 160,
    memory: 25,
    guest: 130,
    moving: 127,
    good: 28,
    bad: 160,
  },
  grounds: {
    bar: 254,
    head: 252,
    sorted: 153,
    column: 255,
    selected: 25,
    dialog: 255,
    field: 252,
  },
  onGround: { text: 236, faint: 245, dim: 240, middle: 94, guest: 94, bad: 124, high: 124 },
  onSelected: 231,
  apartOnSelected: { guest: 222, moving: 225, faint: 110 },
};

const BASIC_LIGHT: Palette = {
  ...BASIC,
  colours: {
    ...BASIC.colours,
    title: 4,
    key: 5,
    low: 2,
    middle: 3,
    high: 1,
    memory: 4,
    guest: 5,
    moving: 5,
    good: 2,
    bad: 1,
  },
  grounds: { ...BASIC.grounds, head: 7, sorted: 6, field: 7 },
  onGround: { text: 0, strong: 0, dim: 0 },
};

const EIGHT_LIGHT: Palette = {
  ...EIGHT,
  colours: { ...EIGHT.colours, title: 4, key: 4, memory: 4, guest: 5 },
  grounds: { ...EIGHT.grounds, head: 7, field: 7 },
  onGround: { text: 0, strong: 0, dim: 0 },
};

/** Blue is good, orange in between, vermilion bad: told apart by all, also by their lightness. */
const SAFE: Partial<Record<Colour, number>> = {
  low: 74,
  good: 74,
  middle: 220,
  high: 202,
  bad: 202,
  memory: 38,
  guest: 220,
  moving: 182,
};
const SAFE_BASIC: Partial<Record<Colour, number>> = { low: 12, good: 12, memory: 14, high: 11 };
const SAFE_EIGHT: Partial<Record<Colour, number>> = { low: 6, good: 6, high: 3, bad: 3 };

function recoloured(palette: Palette, colours: Partial<Record<Colour, number>>): Palette {
  return { ...palette, colours: { ...palette.colours, ...colours } };
}

const PALETTES: Readonly<
  Record<Exclude<ThemeName, 'mono'>, Readonly<Record<ColourDepth, Palette>>>
> = {
  dark: { 256: DEEP, 16: BASIC, 8: EIGHT, 0: NONE },
  light: { 256: DEEP_LIGHT, 16: BASIC_LIGHT, 8: EIGHT_LIGHT, 0: NONE },
  'colour-blind': {
    256: recoloured(DEEP, SAFE),
    16: recoloured(BASIC, SAFE_BASIC),
    8: recoloured(EIGHT, SAFE_EIGHT),
    0: NONE,
  },
};

/** Grounds that are shown by inversion, or by a line below, where there are no colours. */
const INVERSE: ReadonlySet<Ground> = new Set<Ground>(['sorted', 'selected']);
const UNDERLINED: ReadonlySet<Ground> = new Set<Ground>(['head', 'field']);
const EMPHASISED: ReadonlySet<Colour> = new Set<Colour>(['guest', 'moving', 'key', 'title', 'bad']);

function lookOf(
  { colour = 'text', ground, bold = false }: Style,
  palette: Palette,
  depth: ColourDepth,
): Look {
  const background = ground === undefined ? DEFAULT : palette.grounds[ground];
  const plain = palette.colours[colour];
  const onGround = background === DEFAULT ? plain : (palette.onGround[colour] ?? plain);
  const onCursor = palette.apartOnSelected[colour] ?? palette.onSelected;
  const isAsCursor =
    ground === 'selected' || (background !== DEFAULT && background === palette.grounds.selected);
  const isHead = ground === 'head';
  return {
    foreground: isAsCursor ? onCursor : onGround,
    background,
    // Bold black is grey on many terminals.
    bold:
      depth === 0
        ? bold || isHead || EMPHASISED.has(colour)
        : bold && !(isAsCursor && onCursor === BLACK),
    inverse: depth === 0 && ground !== undefined && INVERSE.has(ground),
    underline: depth === 0 && ground !== undefined && UNDERLINED.has(ground),
  };
}
