import { describe, expect, it } from 'vitest';
import { bindingOf } from '../../src/tui/keymap.js';
import type { DashboardState } from '../../src/tui/state.js';
import { VIEWS } from '../../src/tui/views/registry.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';

const withVim = (): DashboardState => {
  const state = openedState();
  return { ...state, settings: { ...state.settings, vimKeys: true } };
};

describe('habits', () => {
  it('of htop: + - * fold and unfold in the tree, and are time where there is none', () => {
    const tree = pressKeys(openedState(), 'f5').state;
    expect(pressKeys(tree, '-').effects).toEqual([]);
    const pid = tree.views.mtop.listed[0]!.pid;
    const folded = pressKeys(tree, '-').state;
    expect([...folded.views.mtop.folded]).toEqual([pid]);
    expect([...pressKeys(folded, '+').state.views.mtop.folded]).toEqual([]);
    expect([...pressKeys(folded, '*').state.views.mtop.folded]).toEqual([]);
    expect(pressKeys(tree, '=').effects).toMatchObject([{ type: 'pace' }]);
    expect(pressKeys(openedState(), '-').effects).toMatchObject([{ type: 'pace' }]);
    expect(bindingOf('*', openedState())).toBeUndefined();
  });

  it('of htop: s shows the events of the process, e its details, l says why not', () => {
    const events = pressKeys(openedState(), 's').state;
    expect([events.view, events.views.events.filter]).toEqual(['events', '1000']);
    expect(pressKeys(openedState(), 'e').state.dialog).toMatchObject({ kind: 'process-details' });
    expect(pressKeys(openedState(), 'l').state.notice?.text).toContain('no list of open files');
  });

  it('of k9s: Ctrl-D ends and Ctrl-K kills, both after asking, with "no" first', () => {
    for (const [key, signal] of [
      ['C-d', 'TERM'],
      ['C-k', 'KILL'],
    ] as const) {
      const asked = pressKeys(openedState(), key);
      expect([asked.effects, asked.state.dialog]).toMatchObject([
        [],
        { kind: 'confirm', selected: 0 },
      ]);
      expect(pressKeys(asked.state, 'enter').effects).toEqual([]);
      expect(pressKeys(asked.state, 'y').effects).toEqual([
        { type: 'send', command: { do: 'kill', pid: 1000, signal } },
      ]);
    }
    const readOnly = pressKeys({ ...openedState(), readOnly: true }, 'C-k').state;
    expect(readOnly.dialog).toBeUndefined();
  });

  it('of vim: j k g G move the cursor when that is set up, and are what they are else', () => {
    const row = (state: DashboardState) => state.views.mtop.selectedRow;
    const vim = withVim();
    expect(row(pressKeys(vim, 'j', 'j', 'k').state)).toBe(1);
    expect(row(pressKeys(vim, 'S-g').state)).toBe(vim.views.mtop.listed.length - 1);
    expect(row(pressKeys(vim, 'S-g', 'g').state)).toBe(0);
    expect(pressKeys(openedState(), 'k').state.dialog).toMatchObject({ kind: 'signal' });
    // The signals are still there, under the key that the help then names.
    expect(bindingOf('f9', vim)?.label).toBe('F9');
    expect(bindingOf('k', vim)).toBeUndefined();
  });

  it('of vim: collide with no key that a view has of its own, nor with what is written', () => {
    for (const [index, { keys }] of VIEWS.entries()) {
      const state = pressKeys(withVim(), String(index + 1)).state;
      for (const key of ['j', 'k', 'g', 'S-g']) {
        const own = keys.find((one) => one.keys.includes(key) && one.applies === undefined);
        if (own !== undefined) expect(bindingOf(key, state)).toBe(own);
      }
    }
    expect(pressKeys(withVim(), ':', 'k', 'g').state.prompt?.line.text).toBe('kg');
    expect(pressKeys(withVim(), 'C-p', 'j').state.dialog).toMatchObject({ line: { text: 'j' } });
    expect(pressKeys(withVim(), '?', 'j').state.dialog).toMatchObject({ selected: 1 });
  });

  it('of vim are switched in the setup, and kept', () => {
    const { state, effects } = pressKeys(openedState(), 'f2', 'end', 'space', 'escape');
    expect(state.settings.vimKeys).toBe(true);
    expect(effects).toMatchObject([{ type: 'save-settings', settings: { vimKeys: true } }]);
  });
});
