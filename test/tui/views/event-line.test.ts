import { describe, expect, it } from 'vitest';
import { lineText } from '../../../src/tui/drawing/line.js';
import { answerNotice } from '../../../src/tui/notice.js';
import { eventLine } from '../../../src/tui/views/event-line.js';
import { openedState } from '../../support/dashboard-state.js';

describe('the line of what happened last', () => {
  const lineOf = (columns: number, text?: string, about = 'about') => {
    const state = openedState(undefined, { columns, rows: 30 });
    const notice = text === undefined ? undefined : answerNotice(text);
    return lineText(eventLine({ ...state, notice, info: { ...state.info, about } }));
  };
  const LONG = 'w'.repeat(200);

  it.each([40, 59, 60, 120])('fills %d columns, and a long text ends in an ellipsis', (columns) => {
    const empty = lineOf(columns, '');
    const right = empty.trim();
    const room = columns - empty.trimStart().length;
    for (const line of [lineOf(columns, LONG), lineOf(columns, undefined, LONG)]) {
      expect(line).toHaveLength(columns);
      expect(line).toMatch(/^ w+…/);
      expect(line.trimEnd().endsWith(right)).toBe(true);
      // Where the cursor is has a column for itself before it, from 60 columns on.
      if (columns >= 60) expect(line.indexOf('…')).toBeLessThan(room - 1);
      else expect(line.indexOf('…')).toBe(columns - 1);
    }
  });

  it('says where the cursor is from 60 columns on', () => {
    expect(lineOf(60, 'said')).toMatch(/^ said .*\S $/);
    expect(lineOf(59, 'said').trim()).toBe('said');
  });

  it('says what the scenario is about, else the time, where nothing has happened', () => {
    expect(lineOf(59)).toMatch(/^ about +$/);
    expect(lineOf(59, undefined, '')).toMatch(/^ time 0:00:00 +$/);
  });
});
