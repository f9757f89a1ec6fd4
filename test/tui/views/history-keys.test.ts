import { describe, expect, it } from 'vitest';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const session = new FakeSession();
session.advance(100);
const opened = openedState(session, undefined, { view: 'history' });
const marks = [20, 50, 80].map((at) => ({ at, text: `mark ${at}` })) as never;
const state = { ...opened, history: { ...opened.history, marks, at: 100 } };

describe('the cursor of the history', () => {
  const cursorAfter = (cursor: number | undefined, ...keys: string[]) => {
    const history = { ...state.views.history, cursor };
    const after = pressKeys({ ...state, views: { ...state.views, history } }, ...keys).state;
    return after.notice?.text ?? after.views.history.cursor;
  };

  it.each([
    [undefined, 'b', 80],
    [undefined, 'n', 'no later mark'],
    [80, 'b', 50],
    [60, 'b', 50],
    [60, 'n', 80],
    [50, 'n', 80],
    [20, 'b', 'no earlier mark'],
    [80, 'n', 'no later mark'],
  ])('at %s goes by %s to the mark at %s', (cursor, key, expected) => {
    expect(cursorAfter(cursor, key)).toBe(expected);
  });
});
