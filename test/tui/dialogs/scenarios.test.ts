import { describe, expect, it } from 'vitest';
import { shippedCards } from '../../../src/cli/dashboard/scenario-cards.js';
import { frameText } from '../../../src/tui/drawing/text.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { update } from '../../../src/tui/update.js';
import { screenFrame } from '../../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

function opened(...typed: readonly string[]): DashboardState {
  const { state, effects } = pressKeys(openedState(), 'S-o');
  expect(effects).toEqual([{ type: 'list-scenarios' }]);
  return pressKeys(update(state, { type: 'scenarios', cards: shippedCards() }).state, ...typed)
    .state;
}

describe('the scenarios', () => {
  it('are all there, each with what it shows and something to look at', () => {
    const cards = shippedCards();
    expect(cards.length).toBeGreaterThanOrEqual(34);
    expect(cards.filter(({ about, notes }) => about === '' || notes.join('').length < 40)).toEqual(
      [],
    );
    const text = frameText(screenFrame(opened()), openedState().charset);
    expect(text).toMatch(/autodiscovery +Nodes find each other/);
  });

  it('start with Enter: this one again, with the next seed, or another', () => {
    const start = (...keys: string[]) => pressKeys(opened(...keys), 'enter').effects;
    expect(start()).toEqual([{ type: 'start-scenario', choice: { seed: 1 } }]);
    expect(start('down')).toEqual([{ type: 'start-scenario', choice: { seed: 2 } }]);
    const [effect] = start(...'network-cut');
    expect(effect).toEqual({ type: 'start-scenario', choice: { name: 'network-cut' } });
  });

  it('tell what to look at in the one under the cursor', () => {
    const text = frameText(screenFrame(opened(...'network-cut')), openedState().charset);
    expect(text).toContain('What to look at: during the cut nothing migrates');
  });

  it('start by their words as well', () => {
    const line = (text: string) => pressKeys(openedState(), ':', ...text, 'enter').effects.at(-1);
    expect(line('scenario faults 7')).toMatchObject({ choice: { name: 'faults', seed: 7 } });
    expect(line('restart')).toMatchObject({ choice: { seed: 1 } });
    expect(line('restart next')).toMatchObject({ choice: { seed: 2 } });
    expect(pressKeys(openedState(), ':', ...'restart x', 'enter').state.prompt).toMatchObject({
      problem: 'use: restart [SEED|next|gossip|told|perfect]',
    });
  });

  it('cannot be started where nothing may be changed, or the nodes are real', () => {
    const readOnly = pressKeys(openedState(undefined, undefined, { readOnly: true }), 'S-o').state;
    expect(readOnly.notice?.text).toBe('O: read-only: nothing can be changed');
    const state = openedState();
    const live = { ...state, info: { ...state.info, clock: 'wall' as const } };
    const { state: told, effects } = pressKeys(live, ':', ...'restart', 'enter');
    expect([effects, told.notice?.text]).toEqual([[], 'real nodes are no scenario']);
  });

  it('begin with an empty past; the setup, the view and the lines written stay', () => {
    const session = new FakeSession();
    const before = pressKeys(openedState(session), '4', ':', ...'lock 1000', 'enter').state;
    const sample = sampleOf(new FakeSession({ nodes: 2, processes: 3 }));
    const { state } = update({ ...before, paused: true }, { type: 'opened', sample });
    expect(state.sample.nodes).toHaveLength(2);
    expect(state.views.mtop.listed).toHaveLength(3);
    expect([state.view, state.paused, state.commandLines]).toEqual(['map', false, ['lock 1000']]);
    expect(state.notice?.text).toBe('fake starts, seed 1');
    const problem = 'there is no scenario "x"';
    const failed = update(before, { type: 'not-opened', problem }).state;
    expect([failed.sample, failed.notice?.text]).toEqual([before.sample, problem]);
  });
});
