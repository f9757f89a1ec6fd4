import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { RATES } from '../../src/tui/acts.js';
import { lineText } from '../../src/tui/drawing/line.js';
import { frameText } from '../../src/tui/drawing/text.js';
import { KEYMAP, keymapMarkdown } from '../../src/tui/keymap.js';
import { offerNotice, shownMilliseconds } from '../../src/tui/notice.js';
import { sampleOf } from '../../src/tui/past/sample.js';
import type { DashboardState } from '../../src/tui/state.js';
import { update } from '../../src/tui/update.js';
import { functionBar } from '../../src/tui/views/function-bar.js';
import { layoutOf } from '../../src/tui/views/layout.js';
import { COLUMN_MEANINGS } from '../../src/tui/views/mtop/column-meanings.js';
import { COLUMNS } from '../../src/tui/views/mtop/columns.js';
import { selectedProcess } from '../../src/tui/views/mtop/process-list.js';
import { screenFrame } from '../../src/tui/views/screen.js';
import { openedState, pressKeys } from '../support/dashboard-state.js';
import { FakeSession } from '../support/fake-session.js';

describe('the keys of the main view', () => {
  it.each([
    ['q', { type: 'quit' }],
    ['f10', { type: 'quit' }],
    ['C-c', { type: 'quit' }],
    ['C-z', { type: 'suspend' }],
    ['C-l', { type: 'redraw' }],
    ['p', { type: 'pace', paused: true, rate: 1 }],
    ['+', { type: 'pace', paused: false, rate: 2 }],
    ['-', { type: 'pace', paused: false, rate: 0.5 }],
  ])('%s has its effect', (key, effect) => {
    expect(pressKeys(openedState(), key).effects).toEqual([effect]);
  });

  it('do not quit on Escape', () => {
    expect(pressKeys(openedState(), 'escape').effects).toEqual([]);
  });

  it('pause before they advance one second', () => {
    expect(pressKeys(openedState(), '.').effects).toEqual([
      { type: 'pace', paused: true, rate: 1 },
      { type: 'step', seconds: 1 },
    ]);
  });

  it('take the rate through all steps and stop at both ends', () => {
    const faster = pressKeys(openedState(), ...Array(20).fill('+')).state;
    expect(faster.rate).toBe(RATES.at(-1));
    expect(pressKeys(faster, ...Array(20).fill('-')).state.rate).toBe(RATES[0]);
  });

  it('are each used for one thing only', () => {
    const keys = KEYMAP.flatMap((binding) => binding.keys);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it('are all in the list for the README', () => {
    for (const { label, description } of KEYMAP) {
      expect(keymapMarkdown()).toContain(`| \`${label}\` | ${description} |`);
    }
  });

  it.each(['m', 'k', 'a', 'x', 'S-l'])('%s says why it cannot act when read-only', (key) => {
    const { state, effects } = pressKeys(
      openedState(undefined, undefined, { readOnly: true }),
      key,
    );
    expect(effects).toEqual([]);
    expect(state.dialog).toBeUndefined();
    expect(state.notice?.text).toContain('read-only');
  });

  it.each(['m', 'k', 'S-l'])('%s says that there is no process', (key) => {
    const { state } = pressKeys(openedState(new FakeSession({ processes: 0 })), key);
    expect(state.notice?.text).toContain('no process');
  });

  it('sort by a menu that says what each column means, in other words than its title', () => {
    const { state } = pressKeys(openedState(), 'f6');
    const text = frameText(screenFrame(state), state.charset);
    expect(text).toMatch(/ PID +number of the process/);
    expect(text).toMatch(/▼ %CPU +CPU that it gets/);
    for (const { id, title } of COLUMNS) {
      expect(COLUMN_MEANINGS[id].toLowerCase()).not.toBe(title.toLowerCase());
    }
  });

  it('sort by a column, and the other way round when pressed again', () => {
    const once = pressKeys(openedState(), 'S-m').state;
    expect(once.views.mtop.sort).toEqual({ column: 'resident', descending: true });
    expect(pressKeys(once, 'S-m').state.views.mtop.sort.descending).toBe(false);
  });
});

describe('the cursor', () => {
  it('stays within the list', () => {
    const state = openedState();
    expect(pressKeys(state, 'up').state.views.mtop.selectedRow).toBe(0);
    expect(pressKeys(state, 'end', 'down').state.views.mtop.selectedRow).toBe(39);
    expect(pressKeys(state, 'end', 'home').state.views.mtop.selectedRow).toBe(0);
    expect(pressKeys(state, 'pagedown', 'pageup').state.views.mtop.selectedRow).toBe(0);
  });

  it('scrolls the list so that it stays in sight', () => {
    const { state } = pressKeys(openedState(undefined, { columns: 80, rows: 24 }), 'end');
    expect(state.views.mtop.scroll).toBeGreaterThan(0);
    expect(pressKeys(state, 'home').state.views.mtop.scroll).toBe(0);
  });

  it('follows its process when the order changes', () => {
    const { state } = pressKeys(openedState(), 'down', 'down');
    const before = selectedProcess(state)?.pid;
    expect(selectedProcess(pressKeys(state, 'S-n', 'S-n').state)?.pid).toBe(before);
  });

  it('stays in its row when its process ends', () => {
    const session = new FakeSession();
    const { state } = pressKeys(openedState(session), 'down', 'down');
    session.processes.delete(selectedProcess(state)!.pid);
    const after = update(state, { type: 'sampled', sample: sampleOf(session) }).state;
    expect(after.views.mtop.selectedRow).toBe(2);
    expect(after.views.mtop.selectedPid).toBe(after.views.mtop.listed[2]?.pid);
  });
});

describe('the migrate dialog', () => {
  it('asks what the process would get and sends it to the node typed', () => {
    const { state, effects } = pressKeys(openedState(), 'down', 'm', '3', 'enter');
    const pid = selectedProcess(state)!.pid;
    expect(effects).toEqual([
      { type: 'forecast', pid },
      expect.objectContaining({ type: 'run-ahead' }),
      { type: 'send', command: { do: 'migrate', pid, to: 3 } },
    ]);
    expect(state.dialog).toBeUndefined();
  });

  it.each([
    ['h', 'home'],
    ['p', 'balance'],
  ])('%s and Enter send it %s', (key, to) => {
    const { effects } = pressKeys(openedState(), 'm', key, 'enter');
    expect(effects.at(-1)).toMatchObject({ type: 'send', command: { do: 'migrate', to } });
  });

  it.each([
    ['node 2', { 1: 1, 2: 2, 3: 1.5 }, 2],
    ['here', { 1: 2, 2: 2, 3: 1.5 }, undefined],
    ['here', { 1: 2, 2: 1, 3: 1.5 }, undefined],
  ])('names %s as best of %j, and b does that', (best, rates, to) => {
    const { state } = pressKeys(openedState(), 'home', 'm', 'b');
    const { pid } = selectedProcess(state)!;
    const forecasts = Object.entries(rates).map(([id, rate]) => {
      const refusal = id === '1' ? 'it is there already' : undefined;
      return { node: Number(id), load: 1, rate, refusal };
    });
    const asked = update(state, { type: 'forecast', pid, forecasts }).state;
    expect(frameText(screenFrame(asked), asked.charset)).toMatch(
      new RegExp(`b best by forecast: ${best} `),
    );
    const { state: later, effects } = pressKeys(asked, 'enter');
    const sent = { type: 'send', command: { do: 'migrate', pid, to } };
    expect(effects).toEqual(to === undefined ? [] : [sent]);
    if (to === undefined) expect(later.notice?.text).toContain('runs best where it is');
  });

  it('shows the forecast of its own process, not of others that move with it, and none of strangers', () => {
    const { state, effects } = pressKeys(openedState(), 'home', 'space', 'space', 'm');
    const pids = effects.flatMap((effect) => (effect.type === 'forecast' ? [effect.pid] : []));
    const stranger = state.sample.processes.find(({ pid }) => !pids.includes(pid))!.pid;
    const told = (before: DashboardState, pid: number, load: number) => {
      const forecasts = [{ node: 2, load, rate: 1, refusal: undefined }];
      return update(before, { type: 'forecast', pid, forecasts }).state;
    };
    const shown = ({ dialog }: DashboardState) =>
      dialog?.kind === 'migrate' ? dialog.forecasts : undefined;
    const own = told(state, pids[0]!, 7.25);
    expect(shown(own)).toMatchObject([{ load: 7.25 }]);
    expect(shown(told(own, pids[1]!, 8.75))).toBe(shown(own));
    expect(told(own, stranger, 9.5).dialog).toEqual(own.dialog);
  });

  it('of several asks the same question for each: where its own forecast is best', () => {
    const { state, effects } = pressKeys(openedState(), 'home', 'space', 'space', 'm', 'b');
    expect(frameText(screenFrame(state), state.charset)).toContain('OF THEM');
    const pids = effects.flatMap((effect) => (effect.type === 'forecast' ? [effect.pid] : []));
    expect(pids).toHaveLength(2);
    // The first would get twice as much on node 2, the second nowhere more than where it is.
    const place = state.sample.processes.find((process) => process.pid === pids[1])!.node;
    const rates = [
      { 1: 1, 2: 2 },
      { [place]: 2, 7: 2 },
    ];
    const asked = pids.reduce((before, pid, index) => {
      const forecasts = Object.entries(rates[index]!).map(([id, rate]) => ({
        node: Number(id),
        load: 1,
        rate,
        refusal: undefined,
      }));
      return update(before, { type: 'forecast', pid, forecasts }).state;
    }, state);
    expect(frameText(screenFrame(asked), asked.charset)).toMatch(
      /b best by forecast: 1 to 2, 1 stay/,
    );
    expect(pressKeys(asked, 'enter').effects).toMatchObject([
      { type: 'send', command: { pid: pids[0], to: 2 } },
    ]);
    expect(pressKeys(asked, 'p', 'enter').effects).toMatchObject([
      { type: 'send-all', commands: [{ to: 'balance' }, { to: 'balance' }] },
    ]);
  });

  it('says that several are on their way, and that it is done when they have arrived', () => {
    const session = new FakeSession();
    const state = openedState(session);
    const [first, second] = state.sample.processes.map(({ pid }) => pid) as [number, number];
    const answers = [first, second].map((pid) => ({
      command: { do: 'migrate', pid, to: 'home' } as const,
      answer: { accepted: true } as const,
    }));
    const sent = update(state, { type: 'answered-all', answers }).state;
    expect(sent.notice?.text).toBe('migrate: 2 of 2 on their way');
    const arrived = (before: DashboardState, pid: number) => {
      const event = { type: 'migrated', at: 1, pid, from: 1, to: 2, bytes: 1, seconds: 1 } as const;
      const events = [{ ...event, cause: 'user', reason: '' } as unknown as ClusterEvent];
      return update(before, { type: 'sampled', sample: sampleOf(session, events) }).state;
    };
    const one = arrived(sent, first);
    expect(one.notice?.text).not.toContain('done');
    expect(arrived(one, second).notice?.text).toBe('migrate: 2 of 2 done');
  });

  it('keeps the cursor on its process while the list goes on', () => {
    const session = new FakeSession();
    const { state } = pressKeys(openedState(session), 'm');
    session.processes.get(1007)!.cpuShare = 2;
    const later = update(state, { type: 'sampled', sample: sampleOf(session) }).state;
    expect(later.views.mtop.listed[0]?.pid).toBe(1007);
    expect(selectedProcess(later)?.pid).toBe(1000);
  });

  it('takes numbers of several digits', () => {
    const state = openedState(new FakeSession({ nodes: 24 }));
    const { effects } = pressKeys(state, 'm', '1', '2', 'enter');
    expect(effects.at(-1)).toMatchObject({ command: { to: 12 } });
  });

  it('changes nothing on Escape', () => {
    const { state, effects } = pressKeys(openedState(), 'm', '3', 'escape');
    expect(effects.map(({ type }) => type)).toEqual(['forecast', 'run-ahead']);
    expect(state.dialog).toBeUndefined();
  });

  it('closes when its process ends', () => {
    const session = new FakeSession();
    const { state } = pressKeys(openedState(session), 'm');
    session.processes.delete(selectedProcess(state)!.pid);
    const after = update(state, { type: 'sampled', sample: sampleOf(session) }).state;
    expect(after.dialog).toBeUndefined();
    expect(after.notice?.text).toContain('has ended');
  });

  it('shows a refusal on the event line', () => {
    const command = { do: 'migrate', pid: 1, to: 2 } as const;
    const answer = { accepted: false, reason: 'process 1 cannot move: clone_vm' } as const;
    const { state } = update(openedState(), { type: 'answered', command, answer });
    expect(state.notice).toMatchObject({ text: answer.reason, colour: 'bad' });
  });
});

describe('the other dialogs', () => {
  it('send the signal chosen', () => {
    const { effects } = pressKeys(openedState(), 'k', 'down', 'enter');
    expect(effects).toEqual([{ type: 'send', command: { do: 'kill', pid: 1000, signal: 'KILL' } }]);
  });

  it('stop and continue by their own commands', () => {
    const { effects } = pressKeys(openedState(), 'k', 'down', 'down', 'enter');
    expect(effects).toEqual([{ type: 'send', command: { do: 'stop', pid: 1000 } }]);
  });

  it.each([
    ['b', 'block'],
    ['e', 'expel'],
  ])('do to a node what %s says', (key, action) => {
    const { effects } = pressKeys(openedState(), 'x', '5', key);
    expect(effects).toEqual([{ type: 'send', command: { do: action, node: 5 } }]);
  });

  it.each([
    ['c', 'crash', /^crash node 1\? \d+ processes would die$/],
    ['v', 'leave', /^node 1: leave the cluster\? \d+ processes would migrate$/],
  ])('ask before %s, "no" first: a doubled Enter changes nothing', (key, action, question) => {
    const asked = pressKeys(openedState(), 'x', '1', key);
    expect(asked.effects).toEqual([]);
    expect(asked.state.dialog).toMatchObject({ kind: 'confirm', selected: 0 });
    expect(asked.state.dialog).toMatchObject({ question: expect.stringMatching(question) });
    expect(pressKeys(asked.state, 'enter').effects).toEqual([]);
    const command = { do: action, node: 1 };
    for (const yes of [['y'], ['down', 'enter']]) {
      expect(pressKeys(asked.state, ...yes).effects).toEqual([{ type: 'send', command }]);
    }
  });

  it('ask nothing before what the session never does: it is refused at once', () => {
    const state = openedState();
    const info = { ...state.info, refused: { crash: 'nodes are not crashed from here' } };
    const after = pressKeys({ ...state, info }, 'x', '1', 'c');
    expect(after.effects).toEqual([]);
    expect(after.state.dialog).toBeUndefined();
    expect(after.state.notice?.text).toBe('nodes are not crashed from here');
  });

  it('lose no word of a question on a screen of 40 x 10', () => {
    const small = openedState(undefined, { columns: 40, rows: 10 });
    const { state } = pressKeys(small, 'x', '1', 'v');
    const words = frameText(screenFrame(state), state.charset).replace(/[\s│]+/g, ' ');
    expect(words).toMatch(/node 1: leave the cluster\? \d+ processes would migrate/);
    expect(words).toContain('no, leave it');
    expect(words).toContain('yes, do it');
  });

  it('refuse to recover a node that is up', () => {
    const { state, effects } = pressKeys(openedState(), 'x', '5', 'r');
    expect(effects).toEqual([]);
    expect(state.notice?.text).toBe('node 5 is a member');
  });

  it('start a process of what the fields say', () => {
    const keys = ['a', 'down', 'C-u', '5', 'm', 'i', 'n', 'down', 'down', 'C-u', 'S-r', 'enter'];
    expect(pressKeys(openedState(), ...keys).effects).toEqual([
      {
        type: 'send',
        command: {
          do: 'spawn',
          home: 1,
          workSeconds: 300,
          memoryBytes: 20 * 1024 ** 2,
          run: 'R',
        },
      },
    ]);
  });

  it('start a process by mosrun and with a profile, which the arrows choose', () => {
    const line = [...'runon 2 R'].map((character) => (character === ' ' ? 'space' : character));
    const command = ['down', 'down', 'down', 'C-u', ...line];
    const opened = pressKeys(openedState(), 'a', ...command, 'down', 'left', 'left').state;
    expect(opened.dialog).toMatchObject({
      values: ['1', '60s', '20MB', 'runon 2 R', 'real-time', '1'],
    });
    const { effects } = pressKeys(opened, 'right', 'right', 'right', 'enter');
    expect(effects).toMatchObject([
      { command: { do: 'spawn', run: 'runon 2 R', profile: 'io-bound' } },
    ]);
  });

  it('name the profiles when there is none of that name', () => {
    const { state } = pressKeys(openedState(), 'a', 'down', 'down', 'down', 'down', 'x', 'enter');
    expect(state.dialog).toMatchObject({
      problem: expect.stringMatching(/^profile: cpu-bound io-/),
    });
  });

  it('say what is wrong with a field and stay open', () => {
    const { state, effects } = pressKeys(openedState(), 'a', '9', 'enter');
    expect(effects).toEqual([]);
    expect(state.dialog).toMatchObject({ kind: 'spawn', problem: 'home: there is no node 19' });
  });

  it('take pasted text into a field, as one line', () => {
    const { state } = pressKeys(openedState(), 'a', 'down', 'down', 'down', 'C-u');
    const after = update(state, { type: 'paste', text: 'a\nb\x1b[31mq' }).state;
    expect(after.dialog).toMatchObject({
      values: ['1', '60s', '20MB', 'a?b?[31mq', 'cpu-bound', '1'],
    });
  });

  it('close the help on any of its keys', () => {
    for (const key of ['?', 'escape', 'q', 'enter']) {
      expect(pressKeys(openedState(), '?', key).state.dialog).toBeUndefined();
    }
  });
});

describe('what the answers and the keys leave alone', () => {
  it('a forecast of another process', () => {
    const { state } = pressKeys(openedState(), 'm');
    const late = { type: 'forecast', pid: 9999, forecasts: [] } as const;
    expect(update(state, late).state.dialog).toMatchObject({ forecasts: undefined });
    expect(update(openedState(), late).state.dialog).toBeUndefined();
  });

  it('the last row, whatever is beyond it', () => {
    const { state } = pressKeys(openedState(), 'end', 'end', 'pagedown');
    expect(state.views.mtop.selectedRow).toBe(39);
  });

  it('the panel of another view', () => {
    const { state } = pressKeys(openedState(), 'tab', '5');
    expect(state.panel).toBe(0);
    expect(pressKeys(state, 'S-tab').state.panel).toBe(3);
    expect(pressKeys(state, 'S-tab', 'tab').state.panel).toBe(0);
  });

  it('a row of the page before, so that the eye keeps its place', () => {
    const state = openedState(undefined, { columns: 80, rows: 24 });
    const { height } = layoutOf(state).list;
    expect(height).toBeGreaterThan(2);
    expect(pressKeys(state, 'pagedown').state.views.mtop.selectedRow).toBe(height - 1);
  });

  it('an offer, whatever happens, until it is answered', () => {
    const session = new FakeSession();
    const offered = { ...openedState(session), notice: offerNotice('new here?') };
    const event: ClusterEvent = { type: 'node-crashed', at: 1, node: 5, killed: 2 };
    let state: DashboardState = offered;
    for (let second = 0; second < 20; second++) {
      state = update(state, { type: 'sampled', sample: sampleOf(session, [event]) }).state;
    }
    expect(state.notice?.text).toBe('new here?');
    expect(pressKeys(state, 'down').state.notice?.text).toBe('new here?');
    expect(pressKeys(state, 'p').state.notice?.text).not.toBe('new here?');
    expect(shownMilliseconds(offered.notice)).toBeGreaterThanOrEqual(20_000);
  });

  it('the dialog under the help', () => {
    for (const keys of [['enter'], ['w'], ['m'], ['x'], ['f6']]) {
      const { dialog } = pressKeys(openedState(), ...keys).state;
      for (const key of ['?', 'f1']) {
        const helped = pressKeys(openedState(), ...keys, key).state;
        expect([keys, helped.dialog?.kind]).toEqual([keys, 'help']);
        expect(pressKeys(helped, 'escape').state.dialog).toEqual(dialog);
        expect(pressKeys(helped, '?').state.dialog).toEqual(dialog);
      }
    }
  });

  it('a message that has changed meanwhile', () => {
    const { state } = pressKeys(openedState(), 'p');
    const { text } = state.notice!;
    expect(update(state, { type: 'expired', text: 'another' }).state.notice?.text).toBe(text);
    expect(update(state, { type: 'expired', text }).state.notice).toBeUndefined();
  });

  it('the cursor of the list while the nodes have the keys: one focus is seen', () => {
    const grounds = (state: DashboardState) =>
      screenFrame(state).lines.filter((line) =>
        line.some(({ style }) => style.ground === 'selected'),
      );
    expect(grounds(openedState())).toHaveLength(1);
    expect(grounds(pressKeys(openedState(), 'tab').state)).toHaveLength(1);
  });
});

describe('the mouse', () => {
  it('selects the process under it', () => {
    const state = openedState(undefined, { columns: 80, rows: 24 });
    const mouse = { type: 'mouse', action: 'press', column: 10, row: 15 } as const;
    expect(update(state, mouse).state.views.mtop.selectedRow).toBe(2);
  });

  it('scrolls by its wheel', () => {
    const mouse = { type: 'mouse', action: 'wheel-down', column: 10, row: 15 } as const;
    expect(update(openedState(), mouse).state.views.mtop.selectedRow).toBe(3);
  });

  it('sorts by the title clicked on', () => {
    const state = openedState(undefined, { columns: 80, rows: 24 });
    const mouse = { type: 'mouse', action: 'press', column: 3, row: 12 } as const;
    expect(update(state, mouse).state.views.mtop.sort.column).toBe('pid');
  });

  it('acts on the function bar', () => {
    const state = openedState(undefined, { columns: 80, rows: 24 });
    const mouse = { type: 'mouse', action: 'press', column: 2, row: 23 } as const;
    expect(update(state, mouse).state.dialog?.kind).toBe('help');
  });

  it('shows the keys that can act before those that cannot, and quitting always', () => {
    const size = { columns: 80, rows: 24 };
    const bar = (state: DashboardState) => lineText(functionBar(state)).trim();
    expect(bar(openedState(undefined, size))).toBe(
      'F1 help F2 setup F3 search F4 filter F5 tree F6 sort m migrate F9 signal q quit',
    );
    expect(bar(openedState(undefined, size, { readOnly: true }))).toBe(
      'F1 help F2 setup F3 search F4 filter F5 tree F6 sort w why Enter details q quit',
    );
  });

  it('says why a key of the function bar that is dim cannot act', () => {
    const state = openedState(undefined, { columns: 200, rows: 24 }, { readOnly: true });
    const column = lineText(functionBar(state)).indexOf('m migrate');
    expect(column).toBeGreaterThan(0);
    const { state: later } = update(state, { type: 'mouse', action: 'press', column, row: 23 });
    expect(later.notice?.text).toBe('m: read-only: nothing can be changed');
  });

  it('chooses in a dialog with one click and acts with a second one', () => {
    const { state } = pressKeys(openedState(), 'k');
    const click = { type: 'mouse', action: 'press', column: 60, row: 18 } as const;
    const chosen = update(state, click);
    expect(chosen.effects).toEqual([]);
    expect(update(chosen.state, click).effects).toMatchObject([{ type: 'send' }]);
  });
});

it('ignores pasted text outside of fields', () => {
  const { state, effects } = update(openedState(), { type: 'paste', text: 'q' });
  expect(effects).toEqual([]);
  expect(state.notice?.text).toContain('ignored');
});

describe('the help', () => {
  const text = (state: DashboardState) => frameText(screenFrame(state), state.charset);

  it('begins with the keys of the view, and breaks what is too long for 80 columns', () => {
    const opened = openedState(undefined, { columns: 80, rows: 60 });
    const { state } = pressKeys(opened, '6', 'f1');
    expect(text(state)).toMatch(
      /help: events[\s\S]*in events[\s\S]*f +all events[\s\S]*everywhere/,
    );
    expect(text(state)).toMatch(/to a node, home, or where it *│\n *│ +runs best/);
  });

  it('scrolls to its end on a small screen, and F1 closes it', () => {
    const opened = openedState(undefined, { columns: 80, rows: 24 });
    expect(text(pressKeys(opened, '?').state)).toContain('End what the words mean');
    const { state } = pressKeys(opened, '?', 'end');
    // What the words on the screen mean, all at once, each apart from what it means.
    expect(text(state)).toContain('HOME ');
    expect(text(state)).toContain('CANTMOVE what keeps');
    expect(text(state)).toContain('the load is spread evenly');
    expect(pressKeys(state, 'f1').state.dialog).toBeUndefined();
  });
});
