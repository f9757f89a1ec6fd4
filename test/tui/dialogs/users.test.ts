import { expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

it('u lists the users with their processes; Enter shows those of one', () => {
  const { state } = pressKeys(openedState(), 'u');
  const { processes } = state.sample;
  const users = [...new Set(processes.map(({ user }) => user))].sort();
  const text = frameText(screenFrame(state), state.charset);
  for (const user of users) {
    const count = processes.filter((process) => process.user === user).length;
    expect(text).toMatch(new RegExp(`│ +${user} +${count} +\\d+\\.\\d%`));
  }
  const { listed, filter } = pressKeys(state, 'down', 'enter').state.views.mtop;
  expect(filter?.text).toBe(`user=${users[0]}`);
  expect(new Set(listed.map(({ user }) => user))).toEqual(new Set([users[0]]));
});

it('a letter goes to a user, the other terms of the filter stay, and all users come back', () => {
  const filtered = pressKeys(openedState(), '\\', ...'cpu>0', 'enter').state;
  const [{ user } = { user: '' }] = filtered.sample.processes;
  const one = pressKeys(filtered, 'u', user[0]!, 'enter').state;
  expect(one.views.mtop.filter?.text).toBe(`cpu>0 user=${user}`);
  const again = pressKeys(one, 'u').state;
  expect(again.dialog?.selected).toBeGreaterThan(0);
  expect(pressKeys(again, 'home', 'enter').state.views.mtop.filter?.text).toBe('cpu>0');
});
