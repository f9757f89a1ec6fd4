import { describe, expect, it } from 'vitest';
import { setupContent } from '../../../src/tui/dialogs/setup.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import { DEFAULT_SETTINGS, FRAME_RATES, type Settings } from '../../../src/tui/settings.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { THEMES } from '../../../src/tui/terminal/theme.js';
import { bindingAt, functionBar } from '../../../src/tui/views/function-bar.js';
import { DEFAULT_COLUMNS } from '../../../src/tui/views/mtop/columns.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

const opened = openedState();
const times = (count: number, key: string) => Array<string>(count).fill(key);
const led = (...keys: readonly string[]) => pressKeys(opened, 'f2', ...keys).state;
const settingsAfter = (...keys: readonly string[]): Settings => led(...keys).settings;
/** Theme, frame rate and four panels come before the columns, of which the first ones are shown. */
const COLUMN = 6;

describe('the setup', () => {
  it('has all there is to choose, what is shown first', () => {
    const lines = setupContent(opened).items.map(lineText);
    expect(lines).toHaveLength(COLUMN + DEFAULT_COLUMNS.length + 1 + 1);
    expect(lines.slice(0, 7)).toEqual([
      ' theme      < auto >',
      ` frames/s   < ${DEFAULT_SETTINGS.framesPerSecond} >`,
      ' panel  [x] cluster meters',
      ' panel  [x] list of nodes',
      ' panel  [x] load chart',
      ' panel  [x] why, node and events beside the view, from 180 columns',
      expect.stringMatching(/^ column \[x\] PID {7}\S/),
    ]);
    expect(lines.at(-2)).toMatch(/^ column \[ \] PPID/);
    expect(lines.at(-1)).toBe(' keys   [ ] j k g G move the cursor, as in vim');
  });

  it('steps through themes and rates in a circle, forwards and back', () => {
    const theme = (...keys: readonly string[]) => settingsAfter(...keys).theme;
    const at = THEMES.indexOf(DEFAULT_SETTINGS.theme);
    expect(theme('right')).toBe(THEMES[(at + 1) % THEMES.length]);
    expect(theme('left')).toBe(THEMES.at(at - 1));
    expect(theme(...times(THEMES.length, 'space'))).toBe(DEFAULT_SETTINGS.theme);
    const rate = (...keys: readonly string[]) => settingsAfter('down', ...keys).framesPerSecond;
    expect(rate(...times(FRAME_RATES.length, 'enter'))).toBe(DEFAULT_SETTINGS.framesPerSecond);
    expect(rate('right')).not.toBe(rate('left'));
    expect(rate('right', 'left')).toBe(DEFAULT_SETTINGS.framesPerSecond);
  });

  it.each(['meters', 'nodes', 'chart', 'side'] as const)('hides and shows %s', (panel) => {
    const row = 2 + ['meters', 'nodes', 'chart', 'side'].indexOf(panel);
    const panels = settingsAfter(...times(row, 'down'), 'space').panels;
    expect(panels).toEqual({ ...DEFAULT_SETTINGS.panels, [panel]: false });
    expect(settingsAfter(...times(row, 'down'), 'space', 'left').panels[panel]).toBe(true);
  });

  it('has the keys of vim', () => {
    expect(settingsAfter('end', 'space').vimKeys).toBe(true);
    expect(settingsAfter('end', 'space', 'space').vimKeys).toBe(false);
  });

  const columnsAfter = (...keys: readonly string[]) =>
    settingsAfter(...times(COLUMN, 'down'), ...keys).columns;

  it('takes columns out and puts them at the end, the cursor with them', () => {
    const [first, ...others] = DEFAULT_COLUMNS;
    expect(columnsAfter('space')).toEqual(others);
    // It is among those not shown, and goes to the end when it is again.
    expect(columnsAfter('space', 'space')).toEqual([...others, first]);
    const { settings } = opened;
    const one = { ...opened, settings: { ...settings, columns: ['pid'] } } as DashboardState;
    const { state } = pressKeys(one, 'f2', ...times(COLUMN, 'down'), 'space');
    expect(state.settings.columns).toEqual(['pid']);
  });

  it.each(['>', '.', ']'])('%s moves a column to the right, no further than to the end', (key) => {
    const [first, second, ...others] = DEFAULT_COLUMNS;
    expect(columnsAfter(key)).toEqual([second, first, ...others]);
    expect(columnsAfter(...times(40, key))).toEqual([second, ...others, first]);
  });

  it.each(['<', ',', '['])('%s moves it to the left, and nothing that is not shown', (key) => {
    const [first, second, third, ...others] = DEFAULT_COLUMNS;
    expect(columnsAfter('down', 'down', key)).toEqual([first, third, second, ...others]);
    expect(columnsAfter('down', 'down', ...times(5, key))).toEqual([
      third,
      first,
      second,
      ...others,
    ]);
    expect(settingsAfter('end', 'up', key).columns).toEqual(DEFAULT_COLUMNS);
    expect(settingsAfter(key)).toBe(DEFAULT_SETTINGS);
  });

  it('goes back to what is usual, and is kept when it closes', () => {
    expect(settingsAfter('right', 'd')).toEqual(DEFAULT_SETTINGS);
    const { effects } = pressKeys(opened, 'f2', 'right', 'escape');
    expect(effects).toEqual([{ type: 'save-settings', settings: settingsAfter('right') }]);
    expect(led('z').dialog?.kind).toBe('setup');
  });
});

describe('the last line', () => {
  const barOf = (columns: number, more: Partial<DashboardState> = {}) => {
    const state = { ...openedState(undefined, { columns, rows: 24 }), ...more };
    return { state, text: lineText(functionBar(state)) };
  };

  it.each([
    [5, '     '],
    [6, ' w why'],
    [7, ' q quit'],
    [12, ' q quit     '],
    [13, ' w why q quit'],
    [15, ' F1 help q quit'],
  ])('has in %d columns quitting first, then what there is room for', (columns, text) => {
    expect(barOf(columns).text).toBe(text);
  });

  it('leads by each cell of a word to its key, and to none beside', () => {
    const { state, text } = barOf(80);
    expect(bindingAt(0, state)).toBeUndefined();
    for (const word of ['F1 help ', 'F2 setup ', 'q quit']) {
      const left = text.indexOf(word);
      const cells = Array.from(
        { length: word.length },
        (_, at) => bindingAt(left + at, state)?.short,
      );
      expect(new Set(cells)).toEqual(new Set([word.trim().split(' ')[1]]));
    }
    expect(bindingAt(200, state)).toBeUndefined();
  });

  it('has what cannot be done dim, and leaves it out first', () => {
    const { state, text } = barOf(80, { readOnly: true });
    expect(text).not.toContain('m migrate');
    expect(barOf(80).text).toContain('m migrate');
    const wide = functionBar({ ...state, size: { columns: 300, rows: 24 } });
    const at = wide.findIndex(({ text: one }) => one === ' migrate ');
    expect([wide[at - 1]!.style, wide[at]!.style.colour]).toEqual([
      { colour: 'dim', ground: 'bar', bold: false },
      'dim',
    ]);
    expect(wide[1]!.style).toEqual({ colour: 'key', ground: 'bar', bold: true });
  });
});
