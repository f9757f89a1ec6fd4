import { describe, expect, it } from 'vitest';
import type { Dialog } from '../../src/tui/dialogs/dialog.js';
import { dialogBox } from '../../src/tui/dialogs/dialog-box.js';
import { dialogContent } from '../../src/tui/dialogs/open-dialog.js';
import { lineText } from '../../src/tui/drawing/line.js';
import { frameText } from '../../src/tui/drawing/text.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';

function lowestRows(rows: number): readonly string[] {
  const { state } = pressKeys(openedState(new FakeSession(), { columns: 80, rows }), 'f2', 'end');
  return frameText(screenFrame(state), state.charset).trimEnd().split('\n').slice(-2);
}

describe('a long dialog', () => {
  it('leaves the two lowest rows in sight, where its answer and the keys are', () => {
    expect(lowestRows(24)[0]).toContain('A cluster for tests');
    expect(lowestRows(24)[1]).toMatch(/F1 help .*q quit/);
  });

  it('takes them where there are few', () => {
    expect(lowestRows(10)[1]).toContain('╰');
  });
});

describe('a dialog wider than the screen', () => {
  const textAt40 = (...keys: readonly string[]) => {
    const { state } = pressKeys(openedState(new FakeSession(), { columns: 40, rows: 10 }), ...keys);
    return frameText(screenFrame(state), state.charset);
  };

  it('says all its keys, in two lines if need be', () => {
    expect(textAt40('a')).toMatch(/Up Down field .*\n.*Enter start {2}Esc cancel/);
    expect(textAt40('f2')).toMatch(/Space change .*\n.*Esc close and keep/);
  });

  it('shows where a line is cut off', () => {
    expect(textAt40('f2')).toMatch(/why, node and events b?e?…/);
  });
});

describe('every dialog on a screen of 40 x 10', () => {
  const ways: Readonly<Record<Dialog['kind'], readonly string[]>> = {
    migrate: ['m'],
    signal: ['f9'],
    'which-node': ['4', 'escape', '1', 'x'],
    spawn: ['a'],
    help: ['?'],
    palette: ['C-p'],
    confirm: ['x', '1', 'c'],
    'what-if': ['S-w'],
    branches: [':', ...'branches', 'enter'],
    compare: [':', ...'compare 1 2', 'enter'],
    inevitable: [':', ...'inevitable load 2', 'enter'],
    search: [':', ...'find next kill', 'enter'],
    users: ['u'],
    scenarios: ['S-o'],
    'move-off': ['3', 'm'],
    sort: ['f6'],
    standpoint: ['v'],
    setup: ['f2'],
    nodes: ['3', 'x'],
    'why-process': ['w'],
    'why-node': ['3', 'w'],
    'process-details': ['enter'],
    'node-details': ['3', 'd'],
  };

  it.each(Object.entries(ways))(
    'keeps in sight what %s asks, and its first answers',
    (kind, keys) => {
      const session = new FakeSession();
      session.advance(60);
      const { state } = pressKeys(openedState(session, { columns: 40, rows: 10 }), ...keys);
      expect(state.dialog?.kind).toBe(kind);
      const dialog = state.dialog!;
      const { intro, items } = dialogContent(state, dialog);
      const box = dialogBox(state, dialog);
      expect(box.lines.length).toBeLessThanOrEqual(10);
      const shown = box.lines.map((line) => lineText(line));
      const words = (text: string) => text.replace(/[\s│]+/g, ' ').trim();
      for (const line of intro) expect(words(shown.join(' '))).toContain(words(lineText(line)));
      expect(box.itemsInSight).toBeGreaterThanOrEqual(Math.min(2, items.length));
      expect(shown.at(-1)).toMatch(/^╰/);
    },
  );
});
