import type { Colour, Ground } from '../drawing/frame.js';

/** How many colours a terminal shows; 0: none, or none wanted. */
export type ColourDepth = 256 | 16 | 8 | 0;

/** neutral: for a background that is not known. */
export type PaletteName = 'neutral' | 'dark' | 'light' | 'colour-blind';

/** The colours of a theme on a terminal, as indices of the terminal's palette. */
export interface Palette {
  readonly colours: Readonly<Record<Colour, number>>;
  readonly grounds: Readonly<Record<Ground, number>>;
  /** Foregrounds on a ground where the usual ones would not be read well; else as without. */
  readonly onGround: Readonly<Partial<Record<Colour, number>>>;
  /** Foreground on the cursor, and of what keeps a colour of its own there. */
  readonly onSelected: number;
  readonly apartOnSelected: Readonly<Partial<Record<Colour, number>>>;
}

/** The terminal's own foreground or background. */
export const DEFAULT = -1;
export const BLACK = 0;
/** The lightest of 8 colours, and of 16. */
export const GREY_WHITE = 7;
export const WHITE = 15;

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
    memory: 74,
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

/** Read as well on white as on black: colours in the middle, and the terminal's own for text. */
const DEEP_NEUTRAL: Palette = {
  ...DEEP,
  colours: {
    text: DEFAULT,
    strong: DEFAULT,
    dim: 243,
    faint: 245,
    title: 63,
    key: 98,
    low: 29,
    // No yellow is readable on both; brown would look like the red of what is wrong.
    middle: DEFAULT,
    high: 163,
    memory: 63,
    guest: 63,
    moving: 98,
    good: 29,
    bad: 163,
  },
  onGround: { ...DEEP.colours, text: 251, faint: 243 },
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
    memory: 6,
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
    field: 4,
  },
  onGround: { text: 15, strong: 15, dim: 7, faint: 7 },
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
    high: 3,
    memory: 6,
    guest: 3,
    moving: 6,
    good: 2,
    bad: 3,
  },
  grounds: { ...BASIC.grounds, field: 4 },
  onGround: { text: 7, strong: 7, dim: 7 },
  onSelected: 0,
  apartOnSelected: {},
};

/** Nothing but the terminal's own colours. */
export const NO_COLOURS: Palette = {
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

/** Of a terminal's first eight colours those that are dark enough on a light ground. */
const DARK_OF_EIGHT: Partial<Record<Colour, number>> = {
  title: 4,
  low: 4,
  middle: 5,
  high: 1,
  memory: 4,
  guest: 5,
  moving: 5,
  good: 4,
  bad: 1,
};

const BASIC_LIGHT: Palette = {
  ...BASIC,
  colours: { ...BASIC.colours, ...DARK_OF_EIGHT, dim: DEFAULT, key: 5 },
  grounds: { ...BASIC.grounds, head: 7, sorted: 6, field: 7 },
  onGround: { text: 0, strong: 0, dim: 0 },
};

const EIGHT_LIGHT: Palette = {
  ...EIGHT,
  colours: { ...EIGHT.colours, ...DARK_OF_EIGHT, key: 4 },
  grounds: { ...EIGHT.grounds, head: 7, field: 7 },
  onGround: { text: 0, strong: 0, dim: 0 },
};

/** Blue is good, orange in between, vermilion bad: distinct to every eye, by lightness too. */
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
const SAFE_BASIC: Partial<Record<Colour, number>> = { low: 6, good: 6, memory: 14, high: 11 };
const SAFE_EIGHT: Partial<Record<Colour, number>> = { low: 6, good: 6, high: 3, bad: 3 };

function recoloured(palette: Palette, colours: Partial<Record<Colour, number>>): Palette {
  return { ...palette, colours: { ...palette.colours, ...colours } };
}

export const PALETTES: Readonly<Record<PaletteName, Readonly<Record<ColourDepth, Palette>>>> = {
  neutral: { 256: DEEP_NEUTRAL, 16: BASIC, 8: EIGHT, 0: NO_COLOURS },
  dark: { 256: DEEP, 16: BASIC, 8: EIGHT, 0: NO_COLOURS },
  light: { 256: DEEP_LIGHT, 16: BASIC_LIGHT, 8: EIGHT_LIGHT, 0: NO_COLOURS },
  'colour-blind': {
    256: recoloured(DEEP, SAFE),
    16: recoloured(BASIC, SAFE_BASIC),
    8: recoloured(EIGHT, SAFE_EIGHT),
    0: NO_COLOURS,
  },
};
