import { UNICODE } from '../../src/tui/drawing/charset.js';
import type { Size } from '../../src/tui/drawing/frame.js';
import type { Effect } from '../../src/tui/message.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import { type DashboardState, initialState } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { FakeSession } from './fake-session.js';

/** The state of a dashboard that has just opened on a fake session. */
export function openedState(
  session = new FakeSession(),
  size: Size = { columns: 120, rows: 40 },
  more: Partial<DashboardState> = {},
): DashboardState {
  const { info } = session;
  const sample = sampleOf(session);
  const state = initialState({ info, size, charset: UNICODE, readOnly: false, rate: 1, sample });
  return { ...state, ...more };
}

/** What a row of keys leads to; effects are those of all of them. */
export function pressKeys(
  state: DashboardState,
  ...keys: readonly string[]
): { state: DashboardState; effects: Effect[] } {
  const effects: Effect[] = [];
  for (const key of keys) {
    const result = update(state, { type: 'key', key });
    state = result.state;
    effects.push(...result.effects);
  }
  return { state, effects };
}
