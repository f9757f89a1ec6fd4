import type { Background, Colour, Ground, Style } from '../drawing/frame.js';
import { readableOn } from './contrast.js';
import {
  BLACK,
  type ColourDepth,
  DEFAULT,
  GREY_WHITE,
  NO_COLOURS,
  PALETTES,
  type Palette,
  WHITE,
} from './palettes.js';

export type { ColourDepth };

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

export type ThemeName = 'auto' | 'dark' | 'light' | 'colour-blind' | 'mono';

/** In the order in which they are offered. */
export const THEMES: readonly ThemeName[] = ['auto', 'dark', 'light', 'colour-blind', 'mono'];

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
 * A theme on a terminal with `depth` colours. `auto` suits the background, or, when that is not
 * known, any; `colour-blind` tells good from bad by blue and orange, for dark backgrounds; `mono`
 * uses inversion and bold only.
 */
export function themeOf(
  depth: ColourDepth,
  name: ThemeName = 'auto',
  background?: Background,
): Theme {
  const used = name === 'mono' ? 0 : depth;
  const chosen = name === 'auto' ? (background ?? 'neutral') : name;
  const palette = chosen === 'mono' ? NO_COLOURS : PALETTES[chosen][depth];
  return {
    depth: used,
    look: (style) => lookOf(style, palette, used),
    foreground: (colour) => palette.colours[colour],
  };
}

/** Grounds that are shown by inversion, or by a line below, where there are no colours. */
const INVERSE: ReadonlySet<Ground> = new Set<Ground>(['sorted', 'selected']);
const UNDERLINED: ReadonlySet<Ground> = new Set<Ground>(['head', 'field']);
const EMPHASISED: ReadonlySet<Colour> = new Set<Colour>(['guest', 'moving', 'key', 'title', 'bad']);

/** What is faint carries no text: the empty part of a bar, a rule between columns. */
function onIt(foreground: number, colour: Colour, ground: number, depth: ColourDepth): number {
  if (colour === 'faint') return foreground;
  const readable = readableOn(foreground, ground);
  return depth === 8 && readable === WHITE ? GREY_WHITE : readable;
}

function lookOf(
  { colour = 'text', ground, bold = false }: Style,
  palette: Palette,
  depth: ColourDepth,
): Look {
  const background = ground === undefined ? DEFAULT : palette.grounds[ground];
  const plain = palette.colours[colour];
  const onGround = palette.onGround[colour] ?? plain;
  const onCursor = palette.apartOnSelected[colour] ?? palette.onSelected;
  const isAsCursor =
    ground === 'selected' || (background !== DEFAULT && background === palette.grounds.selected);
  const isHead = ground === 'head';
  return {
    foreground: isAsCursor
      ? onCursor
      : background === DEFAULT
        ? plain
        : onIt(onGround, colour, background, depth),
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
