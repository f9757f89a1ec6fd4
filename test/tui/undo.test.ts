import { expect, it } from 'vitest';
import type { Command } from '../../src/cluster/facts/command.js';
import type { DashboardState } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';

/** The state after keys whose commands were all accepted. */
function after(state: DashboardState, ...keys: readonly string[]): DashboardState {
  const pressed = pressKeys(state, ...keys);
  return pressed.effects.reduce((before, effect) => {
    const answer = { accepted: true, pid: 4711 } as const;
    switch (effect.type) {
      case 'send':
        return update(before, { type: 'answered', command: effect.command, answer }).state;
      case 'send-all': {
        const answers = effect.commands.map((command) => ({ command, answer }));
        return update(before, { type: 'answered-all', answers }).state;
      }
      default:
        return before;
    }
  }, pressed.state);
}

it.each<[string, readonly string[], Command]>([
  ['leave', ['x', '4', 'v', 'y'], { do: 'join', node: 4 }],
  ['crash', ['x', '4', 'c', 'y'], { do: 'recover', node: 4 }],
  ['block', ['x', '4', 'b'], { do: 'noblock', node: 4 }],
  ['a lock', ['S-n', 'S-l'], { do: 'unlock', pid: 1000 }],
  ['a nice value', ['S-n', 'f8'], { do: 'renice', pid: 1000, nice: 10 }],
  ['a migration', ['m', '5', 'enter'], { do: 'migrate', pid: 1000, to: 1 }],
  ['a policy', [':', ...'policy openmosix', 'enter'], { do: 'policy', name: 'none' }],
  ['a start', ['a', 'enter'], { do: 'kill', pid: 4711, signal: 'KILL' }],
])('z takes back %s', (_, keys, command) => {
  const text = keys.map((key) => (key === ' ' ? 'space' : key));
  const { effects } = pressKeys(after(openedState(), ...text), 'z');
  expect(effects).toContainEqual({ type: 'send', command });
});

it('z takes back all that was sent together, and asks before it ends many', () => {
  const ten = after(openedState(), 'a', 'up', '0', 'enter');
  const asked = pressKeys(ten, 'z').state;
  expect(asked.dialog).toMatchObject({ kind: 'confirm', question: 'end 10 processes?' });
});

it('z says that there is nothing to take back, also after a refusal', () => {
  const { state, effects } = pressKeys(openedState(), 'x', '4', 'b');
  expect(effects).toMatchObject([{ type: 'send' }]);
  const command: Command = { do: 'block', node: 4 };
  const answer = { accepted: false, reason: 'node 4 is down' } as const;
  const refused = update(state, { type: 'answered', command, answer }).state;
  const { state: told, effects: none } = pressKeys(refused, 'z');
  expect([none, told.notice?.text]).toEqual([[], 'z: there is nothing to take back']);
});

it('an Enter after the number of a node does nothing to the node', () => {
  const { state, effects } = pressKeys(openedState(), 'x', '4', 'enter');
  expect(effects).toEqual([]);
  expect(state.dialog).toMatchObject({ kind: 'nodes', nodes: [4] });
});

it('ten processes start with four keys', () => {
  const { effects } = pressKeys(openedState(), 'a', 'up', '0', 'enter');
  expect(effects).toMatchObject([{ type: 'send-all', commands: { length: 10 } }]);
  const wrong = pressKeys(openedState(), 'a', 'up', 'C-u', '0', 'enter').state;
  expect(wrong.dialog).toMatchObject({ problem: 'count: 1 to 1000, not 0' });
});
