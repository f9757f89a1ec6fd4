import { nearest } from '../base/nearest.js';
import { THEMES, type ThemeName } from './terminal/theme.js';
import type { Panels } from './views/layout.js';
import type { ColumnId } from './views/mtop/column.js';
import { COLUMNS, DEFAULT_COLUMNS } from './views/mtop/columns.js';

/** What a user has set up; kept in a file between two runs. */
export interface Settings {
  /** The columns of the process list in their order. */
  readonly columns: readonly ColumnId[];
  /** The parts of the screen above the process list. */
  readonly panels: Panels;
  readonly theme: ThemeName;
  readonly framesPerSecond: number;
  /** Whether j, k, g and G move the cursor, as in vim. */
  readonly vimKeys: boolean;
}

export const DEFAULT_SETTINGS: Settings = {
  columns: DEFAULT_COLUMNS,
  panels: { meters: true, nodes: true, chart: true, side: true },
  theme: 'auto',
  framesPerSecond: 2,
  vimKeys: false,
};

/** The frames per second that can be chosen. */
export const FRAME_RATES: readonly number[] = [0.2, 0.5, 1, 2, 4, 8];

/**
 * Reads a settings file; what it leaves out is as by default.
 * @returns a sentence saying what is wrong, when it is no settings file
 */
export function parseSettings(text: string): Settings | string {
  let given: unknown;
  try {
    given = JSON.parse(text);
  } catch {
    return 'it is not JSON';
  }
  if (!isRecord(given)) return 'it must be an object';
  const known = Object.keys(DEFAULT_SETTINGS);
  const unknown = Object.keys(given).find((key) => !known.includes(key));
  if (unknown !== undefined) return unknownText(unknown, known);
  const { columns, panels, theme, framesPerSecond, vimKeys } = {
    ...DEFAULT_SETTINGS,
    ...given,
  } as Record<string, unknown>;
  const ids = COLUMNS.map(({ id }) => id);
  if (!Array.isArray(columns) || columns.length === 0) return 'columns must be a list of names';
  const wrong = columns.find((id) => !ids.includes(id as ColumnId));
  if (wrong !== undefined) return `columns: ${unknownText(String(wrong), ids)}`;
  if (new Set(columns).size < columns.length) return 'columns names one of them twice';
  const parts = Object.keys(DEFAULT_SETTINGS.panels);
  if (!isRecord(panels)) return `panels must be an object with ${parts.join(', ')}`;
  for (const [part, shown] of Object.entries(panels)) {
    if (!parts.includes(part)) return `panels: ${unknownText(part, parts)}`;
    if (typeof shown !== 'boolean') return `panels: ${part} must be true or false`;
  }
  if (!THEMES.includes(theme as ThemeName)) return `theme must be one of ${THEMES.join(', ')}`;
  if (typeof vimKeys !== 'boolean') return 'vimKeys must be true or false';
  if (!FRAME_RATES.includes(framesPerSecond as number)) {
    return `framesPerSecond must be one of ${FRAME_RATES.join(', ')}`;
  }
  return {
    columns: columns as ColumnId[],
    panels: { ...DEFAULT_SETTINGS.panels, ...panels },
    theme: theme as ThemeName,
    framesPerSecond: framesPerSecond as number,
    vimKeys,
  };
}

/** The settings as they are written to their file. */
export function formatSettings(settings: Settings): string {
  return `${JSON.stringify(settings, undefined, 2)}\n`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function unknownText(word: string, known: readonly string[]): string {
  const meant = nearest(word, known);
  const hint = meant === undefined ? '' : `; did you mean ${meant}?`;
  return `unknown ${word}${hint} (allowed: ${known.join(', ')})`;
}
