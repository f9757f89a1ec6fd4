import { expect, it } from 'vitest';
import { frameText } from '../../../src/tui/drawing/text.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { update } from '../../../src/tui/update.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

/** The cluster view with the dialog open for its first node: each would run best on node 5. */
function opened(session: FakeSession): DashboardState {
  const { state, effects } = pressKeys(openedState(session), '3', 'm');
  return effects.reduce((before, effect) => {
    if (effect.type !== 'forecast') return before;
    const forecasts = [1, 5].map((node) => ({ node, load: 1, rate: node, refusal: undefined }));
    return update(before, { type: 'forecast', pid: effect.pid, forecasts }).state;
  }, state);
}

it('m on a node moves as many of its processes as are typed, the busiest first', () => {
  const session = new FakeSession();
  const state = opened(session);
  const busiest = state.sample.processes
    .filter(({ node, cantmove, locked }) => node === 1 && cantmove === 0 && !locked)
    .toSorted((a, b) => b.cpuShare - a.cpuShare || a.pid - b.pid)
    .map(({ pid }) => pid);
  expect(state.dialog).toMatchObject({ kind: 'move-off', node: 1, pids: busiest });
  const two = pressKeys(state, '2').state;
  expect(frameText(screenFrame(two), two.charset)).toContain('move 2 processes off node 1');
  const { effects } = pressKeys(two, 'enter');
  expect(effects).toMatchObject([{ type: 'send-all', commands: { length: 2 } }]);
  const [effect] = effects;
  const commands = effect?.type === 'send-all' ? effect.commands : [];
  expect(commands.map((command) => 'pid' in command && command.pid)).toEqual(busiest.slice(0, 2));
  expect(commands.every((command) => command.do === 'migrate' && command.to === 5)).toBe(true);
});

it('says when no process can be moved, and when none would run better elsewhere', () => {
  const locked = new FakeSession();
  for (const process of locked.processes.values()) process.locked = true;
  const refused = pressKeys(openedState(locked), '3', 'm').state;
  expect(refused.notice?.text).toBe('no process on node 1 can be moved');
  const state = pressKeys(openedState(), '3', 'm').state;
  const pids = state.dialog?.kind === 'move-off' ? state.dialog.pids : [];
  const [pid] = pids;
  const stays = update(state, { type: 'forecast', pid: pid!, forecasts: [] }).state;
  const { effects, state: after } = pressKeys(stays, 'enter');
  expect([effects, after.notice?.text]).toEqual([[], 'all of them run best on node 1']);
});

// Nodes 5 and 6 give a process the same; each that is sent there leaves less for the next one.
it('sends several to where each runs best beside those before it, not all to one node', () => {
  const session = new FakeSession({ nodes: 6, processes: 36 });
  const { state, effects } = pressKeys(openedState(session), '3', 'm');
  const forecasts = [1, 5, 6].map((node) => ({
    node,
    load: 1,
    rate: node === 1 ? 0.5 : 2.8,
    refusal: undefined,
  }));
  const answered = effects.reduce(
    (before, effect) =>
      effect.type === 'forecast'
        ? update(before, { type: 'forecast', pid: effect.pid, forecasts }).state
        : before,
    state,
  );
  const { dialog } = answered;
  const targets = dialog?.kind === 'move-off' ? dialog.pids.map((pid) => dialog.best.get(pid)) : [];
  const first = targets.slice(0, 4);
  expect([first[0], first.filter((to) => to === 6)]).toEqual([5, [6, 6]]);
});
