/** The colours that a theme leaves to the terminal. */
export interface Paper {
  readonly foreground: string;
  readonly background: string;
}

export const DARK_PAPER: Paper = { foreground: '#d5d9e0', background: '#0f1117' };
export const LIGHT_PAPER: Paper = { foreground: '#1f2328', background: '#ffffff' };

/** Colour `index` of xterm's palette, 0 to 255, as #rrggbb: 16 named ones, a cube, greys. */
export function paletteColour(index: number): string {
  if (index < 16) return NAMED[index]!;
  const grey = 8 + 10 * (index - 232);
  if (index >= 232) return `#${hex([grey, grey, grey])}`;
  const cube = index - 16;
  const steps = [Math.floor(cube / 36), Math.floor(cube / 6) % 6, cube % 6];
  return `#${hex(steps.map((step) => (step === 0 ? 0 : 55 + 40 * step)))}`;
}

function hex(levels: readonly number[]): string {
  return levels.map((level) => level.toString(16).padStart(2, '0')).join('');
}

const NAMED: readonly string[] = [
  ...['#000000', '#cd0000', '#00cd00', '#cdcd00', '#0000ee', '#cd00cd', '#00cdcd', '#e5e5e5'],
  ...['#7f7f7f', '#ff0000', '#00ff00', '#ffff00', '#5c5cff', '#ff00ff', '#00ffff', '#ffffff'],
];
