import { describe, expect, it } from 'vitest';
import { frameText } from '../../src/tui/drawing/text.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import { allWords } from '../../src/tui/prompt/command-line.js';
import { type DashboardState, withSample } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { VIEWS } from '../../src/tui/views/registry.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';
import { LONG } from '../support/replications.js';

const PRINTABLE = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index));
const NAMED = [
  ...['enter', 'escape', 'tab', 'S-tab', 'backspace', 'delete', 'insert'],
  ...['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown'],
  ...['S-up', 'S-down', 'S-left', 'S-right'],
  ...Array.from({ length: 12 }, (_, index) => `f${index + 1}`),
  ...[...'abcdefghijklmnopqrstuvwxyz'].map((letter) => `C-${letter}`),
];
const KEYS = [
  ...PRINTABLE.map((key) =>
    key === ' ' ? 'space' : /[A-Z]/.test(key) ? `S-${key.toLowerCase()}` : key,
  ),
  ...NAMED,
];
/** Keys that go somewhere: at the edge they stay, and say nothing. */
const GOING = new Set([
  ...['up', 'down', 'left', 'right', 'home', 'end', 'pageup', 'pagedown', 'escape'],
  ...['S-up', 'S-down', 'C-b', 'C-f'],
]);

const BROKEN = /undefined|NaN|\[object/;

/**
 * What the dashboards are on: with a past, read-only, in real time, without processes or members.
 */
const SITUATIONS: readonly (readonly [string, () => DashboardState])[] = [
  ['a cluster with a past', () => lived(new FakeSession())],
  ['a cluster that is only watched', () => ({ ...lived(new FakeSession()), readOnly: true })],
  ['a cluster in real time', () => inRealTime(lived(new FakeSession()))],
  ['a cluster without processes', () => openedState(new FakeSession({ nodes: 2, processes: 0 }))],
  ['a single node that has crashed', () => openedState(crashed())],
];

describe.each(SITUATIONS)('on %s', (name, situation) => {
  const onIt: DashboardState = { ...situation(), notice: undefined };
  const place = SITUATIONS.findIndex(([other]) => other === name);
  /** Each view in one of the situations; in the long form all in each. */
  const views = VIEWS.filter((_, index) => LONG || index % SITUATIONS.length === place);

  it.each(VIEWS.map(({ id }) => id))('%s answers to every key, and says what it means', (view) => {
    const begun = { ...onIt, view };
    const before = textOf(begun);
    const silent: string[] = [];
    for (const key of KEYS) {
      const { state, effects } = update(begun, { type: 'key', key });
      const text = textOf(state);
      expect(text, `${key} in ${view}`).not.toMatch(BROKEN);
      if (GOING.has(key)) continue;
      const isAnswered = effects.length > 0 || state.notice !== undefined || text !== before;
      if (!isAnswered) silent.push(key);
    }
    expect(silent).toEqual([]);
  });

  it.each(allWords().map(({ word }) => word))(':%s is done or refused with a sentence', (word) => {
    const silent: string[] = [];
    for (const { id: view } of views) {
      const begun = { ...onIt, view };
      const before = textOf(begun);
      for (const rest of ['', '1', '99', '1000', '1000 2', '1 2', '1 x', 'x 1', '1 5s 900 700']) {
        const opened = pressKeys(begun, ':').state;
        const written = update(opened, { type: 'paste', text: `${word} ${rest}` }).state;
        const { state, effects } = update(written, { type: 'key', key: 'enter' });
        const line = `:${word} ${rest} in ${view}`;
        const text = textOf(state);
        expect(text, line).not.toMatch(BROKEN);
        const { prompt, notice, dialog } = state;
        const said = prompt?.problem ?? notice?.text;
        expect(said ?? '', line).not.toMatch(BROKEN);
        const isAnswered =
          effects.length > 0 || said !== undefined || dialog !== undefined || text !== before;
        if (!isAnswered) silent.push(line);
      }
    }
    expect(silent).toEqual([]);
  });
});

function lived(session: FakeSession): DashboardState {
  let state = openedState(session);
  session.send({ do: 'migrate', pid: 1000, to: 3 });
  for (let second = 1; second <= 20; second++) {
    session.advance(second);
    state = withSample(state, sampleOf(session));
  }
  return state;
}

function crashed(): FakeSession {
  const session = new FakeSession({ nodes: 1, processes: 0 });
  session.states.set(1, 'down');
  return session;
}

function inRealTime(state: DashboardState): DashboardState {
  return { ...state, info: { ...state.info, clock: 'wall' } };
}

function textOf(state: DashboardState): string {
  return frameText(screenFrame(state), state.charset);
}
