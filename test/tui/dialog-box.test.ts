import { describe, expect, it } from 'vitest';
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
