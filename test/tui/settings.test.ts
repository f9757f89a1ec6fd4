import { describe, expect, it } from 'vitest';
import { frameText } from '../../src/tui/drawing/text.js';
import { DEFAULT_SETTINGS, formatSettings, parseSettings } from '../../src/tui/settings.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';

describe('the settings', () => {
  it('come back as they were written', () => {
    const settings = { ...DEFAULT_SETTINGS, theme: 'light', columns: ['node', 'pid'] } as const;
    expect(parseSettings(formatSettings(settings))).toEqual(settings);
  });

  it('may leave out what is as by default', () => {
    expect(parseSettings('{"panels":{"chart":false}}')).toEqual({
      ...DEFAULT_SETTINGS,
      panels: { ...DEFAULT_SETTINGS.panels, chart: false },
    });
  });

  it.each([
    ['{', 'not JSON'],
    ['[]', 'an object'],
    ['{"thme":"dark"}', 'did you mean theme?'],
    ['{"theme":"pink"}', 'theme must be one of auto'],
    ['{"columns":[]}', 'columns must be a list'],
    ['{"columns":["pdi"]}', 'did you mean pid?'],
    ['{"columns":["pid","pid"]}', 'names one of them twice'],
    ['{"panels":{"chart":1}}', 'chart must be true or false'],
    ['{"framesPerSecond":1000}', 'framesPerSecond must be one of'],
  ])('%s are told what is wrong', (text, problem) => {
    expect(parseSettings(text)).toContain(problem);
  });
});

describe('the setup', () => {
  it('changes the theme at once and keeps it when it closes', () => {
    const { state, effects } = pressKeys(openedState(), 'f2', 'right');
    expect(state.settings.theme).toBe('dark');
    expect(effects).toEqual([]);
    for (const key of ['escape', 'f2', 'q', 's']) {
      const closed = pressKeys(state, key);
      expect(closed.state.dialog).toBeUndefined();
      expect(closed.effects).toEqual([{ type: 'save-settings', settings: state.settings }]);
    }
  });

  it('writes nothing when nothing was changed', () => {
    expect(pressKeys(openedState(), 'f2', 'down', 'escape').effects).toEqual([]);
  });

  it('takes panels and columns off the screen', () => {
    const keys = ['f2', 'down', 'down', 'space', 'down', 'space', 'down', 'space', 'escape'];
    const { state } = pressKeys(openedState(), ...keys);
    const text = frameText(screenFrame(state), state.charset);
    expect(text).not.toMatch(/CPU ━|NODE/);
    expect(text.split('\n')[1]).toMatch(/PID .*N# .*COMMAND/);
  });

  it('moves a column, the cursor with it', () => {
    const keys = ['f2', ...Array(6).fill('down'), '>', '>', 'escape'];
    const { state } = pressKeys(openedState(), ...keys);
    expect(state.settings.columns.slice(0, 3)).toEqual(['user', 'home', 'pid']);
  });
});
