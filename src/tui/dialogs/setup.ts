import { fitText } from '../drawing/cell-width.js';
import { type Line, span } from '../drawing/line.js';
import { clamp } from '../drawing/scale.js';
import { DEFAULT_SETTINGS, FRAME_RATES, type Settings } from '../settings.js';
import type { DashboardState } from '../state.js';
import { THEMES } from '../terminal/theme.js';
import { next, type Update } from '../update-result.js';
import type { Panels } from '../views/layout.js';
import type { ColumnId } from '../views/mtop/column.js';
import { COLUMN_MEANINGS } from '../views/mtop/column-meanings.js';
import { COLUMNS, columnOf } from '../views/mtop/columns.js';
import { relisted } from '../views/mtop/process-list.js';
import type { DialogContent, SetupDialog } from './dialog.js';
import { hintLine } from './dialog-lines.js';

/** Lets the user choose theme, frame rate, panels and columns; a change shows at once. */
export function openSetup(state: DashboardState): Update {
  return next({ ...state, dialog: { kind: 'setup', selected: 0, before: state.settings } });
}

export function setupContent({ settings }: DashboardState): DialogContent {
  return {
    title: 'setup',
    intro: [],
    items: itemsOf(settings).map((item) => itemLine(item, settings)),
    marked: true,
    hints: hintLine([
      ['Space', 'change'],
      ['< >', 'move column'],
      ['d', 'defaults'],
      ['Esc', 'close and keep'],
    ]),
  };
}

export function pressInSetup(
  state: DashboardState,
  dialog: SetupDialog,
  key: string,
): Update | undefined {
  const item = itemsOf(state.settings)[dialog.selected]!;
  switch (key) {
    case 'space':
    case 'enter':
    case 'right':
      return changed(state, dialog, item, 1);
    case 'left':
      return changed(state, dialog, item, -1);
    case '<':
    case ',':
    case '[':
      return moved(state, dialog, item, -1);
    case '>':
    case '.':
    case ']':
      return moved(state, dialog, item, 1);
    case 'd':
      return next(relisted({ ...state, settings: DEFAULT_SETTINGS }));
    case 's':
    case 'f2':
    case 'f10':
    case 'q':
    case 'escape':
      return closeSetup(state, dialog);
    default:
      return undefined;
  }
}

/** As in htop what was changed is kept, without being asked for. */
function closeSetup(state: DashboardState, { before }: SetupDialog): Update {
  const closed = { ...state, dialog: undefined };
  if (state.settings === before) return next(closed);
  return next(closed, { type: 'save-settings', settings: state.settings });
}

type Item =
  | { readonly kind: 'theme' | 'rate' | 'vim' }
  | { readonly kind: 'panel'; readonly panel: keyof Panels }
  | { readonly kind: 'column'; readonly column: ColumnId };

/** The columns shown come first, in their order. */
function itemsOf(settings: Settings): readonly Item[] {
  const hidden = COLUMNS.map(({ id }) => id).filter((id) => !settings.columns.includes(id));
  return [
    { kind: 'theme' },
    { kind: 'rate' },
    ...PANELS.map(([panel]): Item => ({ kind: 'panel', panel })),
    ...[...settings.columns, ...hidden].map((column): Item => ({ kind: 'column', column })),
    { kind: 'vim' },
  ];
}

const PANELS: readonly (readonly [keyof Panels, string])[] = [
  ['meters', 'cluster meters'],
  ['nodes', 'list of nodes'],
  ['chart', 'load chart'],
  ['side', 'why, node and events beside the view, from 180 columns'],
];

function itemLine(item: Item, settings: Settings): Line {
  switch (item.kind) {
    case 'theme':
      return valueLine('theme', settings.theme);
    case 'rate':
      return valueLine('frames/s', String(settings.framesPerSecond));
    case 'vim':
      return checkLine(settings.vimKeys, 'keys', 'j k g G move the cursor, as in vim');
    case 'panel': {
      const about = PANELS.find(([panel]) => panel === item.panel)?.[1] ?? '';
      return checkLine(settings.panels[item.panel], 'panel', about);
    }
    case 'column': {
      const { id, title } = columnOf(item.column);
      const line = checkLine(settings.columns.includes(id), 'column', fitText(title, 10));
      return [...line, span(COLUMN_MEANINGS[id], { colour: 'dim' })];
    }
  }
}

function valueLine(name: string, value: string): Line {
  return [span(` ${fitText(name, 11)}`, { colour: 'dim' }), span(`< ${value} >`, STRONG)];
}

function checkLine(on: boolean, kind: string, name: string): Line {
  return [
    span(` ${fitText(kind, 7)}`, { colour: 'dim' }),
    span(on ? '[x] ' : '[ ] ', { colour: on ? 'good' : 'dim' }),
    span(name, STRONG),
  ];
}

const STRONG = { colour: 'strong' } as const;

function changed(state: DashboardState, dialog: SetupDialog, item: Item, by: 1 | -1): Update {
  const { settings } = state;
  switch (item.kind) {
    case 'theme':
      return withSettings(state, { ...settings, theme: stepped(THEMES, settings.theme, by) });
    case 'rate': {
      const framesPerSecond = stepped(FRAME_RATES, settings.framesPerSecond, by);
      return withSettings(state, { ...settings, framesPerSecond });
    }
    case 'vim':
      return withSettings(state, { ...settings, vimKeys: !settings.vimKeys });
    case 'panel': {
      const { panels } = settings;
      const shown = { ...panels, [item.panel]: !panels[item.panel] };
      return withSettings(state, { ...settings, panels: shown });
    }
    case 'column':
      return toggled(state, dialog, item.column);
  }
}

/** The last column cannot be left out. */
function toggled(state: DashboardState, dialog: SetupDialog, column: ColumnId): Update {
  const { settings } = state;
  const shown = settings.columns.includes(column);
  if (shown && settings.columns.length === 1) return next(state);
  const columns = shown
    ? settings.columns.filter((id) => id !== column)
    : [...settings.columns, column];
  const changedSettings = { ...settings, columns };
  return withSettings(onColumn(state, dialog, column, changedSettings), changedSettings);
}

function moved(state: DashboardState, dialog: SetupDialog, item: Item, by: 1 | -1): Update {
  const { settings } = state;
  if (item.kind !== 'column') return next(state);
  const from = settings.columns.indexOf(item.column);
  if (from < 0) return next(state);
  const to = clamp(from + by, 0, settings.columns.length - 1);
  const columns = settings.columns.toSpliced(from, 1).toSpliced(to, 0, item.column);
  const changedSettings = { ...settings, columns };
  return withSettings(onColumn(state, dialog, item.column, changedSettings), changedSettings);
}

/** The cursor stays on the column, wherever that goes. */
function onColumn(
  state: DashboardState,
  dialog: SetupDialog,
  column: ColumnId,
  settings: Settings,
): DashboardState {
  const selected = itemsOf(settings).findIndex(
    (item) => item.kind === 'column' && item.column === column,
  );
  return { ...state, dialog: { ...dialog, selected } };
}

function withSettings(state: DashboardState, settings: Settings): Update {
  return next(relisted({ ...state, settings }));
}

function stepped<T>(steps: readonly T[], value: T, by: 1 | -1): T {
  const index = steps.indexOf(value) + by + steps.length;
  return steps[index % steps.length]!;
}
