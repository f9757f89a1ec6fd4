import { describe, expect, it } from 'vitest';
import type { NodeView, ProcessView } from '../../../src/cluster/facts/view.js';
import type { Dialog } from '../../../src/tui/dialogs/dialog.js';
import { dialogBox } from '../../../src/tui/dialogs/dialog-box.js';
import { hintLine, hintLines, wrapped } from '../../../src/tui/dialogs/dialog-lines.js';
import { typeDigit } from '../../../src/tui/dialogs/node/choose-node.js';
import { NODE_ACTS } from '../../../src/tui/dialogs/node/node-acts.js';
import { nodeFactLines } from '../../../src/tui/dialogs/node/node-details.js';
import {
  dialogContent,
  moveInDialog,
  pressInDialog,
} from '../../../src/tui/dialogs/open-dialog.js';
import { bestNode } from '../../../src/tui/dialogs/process/best-node.js';
import { lineText } from '../../../src/tui/drawing/line.js';
import type { Effect } from '../../../src/tui/message.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 12, processes: 30 }));

function dialogAfter(state: DashboardState, ...keys: readonly string[]): Dialog | undefined {
  return pressKeys(state, ...keys).state.dialog;
}

function effectsOf(state: DashboardState, ...keys: readonly string[]): readonly Effect[] {
  return pressKeys(state, ...keys).effects.filter(({ type }) => type.startsWith('send'));
}

function boxText(state: DashboardState): readonly string[] {
  return dialogBox(state, state.dialog!).lines.map(lineText);
}

describe('the keys that all dialogs have', () => {
  const sort = pressKeys(opened, 'f6').state;

  it.each([['escape', 'q', 'f10']])('close it: %s, %s and %s', (...keys) => {
    for (const key of keys) expect(dialogAfter(sort, key)).toBeUndefined();
  });

  it.each<[string, Effect]>([
    ['C-c', { type: 'quit' }],
    ['C-z', { type: 'suspend' }],
    ['C-l', { type: 'redraw' }],
  ])('%s does what it always does', (key, effect) => {
    const { state, effects } = pressKeys(sort, key);
    expect([state.dialog?.kind, effects]).toEqual(['sort', [effect]]);
  });

  // There are sixteen columns to sort by.
  it.each([
    [['home'], 0],
    [['home', 'up'], 0],
    [['home', 'down'], 1],
    [['home', 'down', 'up'], 0],
    [['home', 'pagedown'], 10],
    [['home', 'pagedown', 'pagedown'], 15],
    [['end'], 15],
    [['end', 'pageup'], 5],
    [['end', 'down'], 15],
  ])('move its cursor: %j to %d', (keys, selected) => {
    expect(dialogAfter(sort, ...keys)?.selected).toBe(selected);
  });

  it('leave an empty dialog where it is', () => {
    const dialog = { kind: 'search', what: 'x', at: 0, selected: 0 } as const;
    expect(moveInDialog(opened, dialog, 3).dialog?.selected).toBe(0);
    expect(pressInDialog({ ...opened, dialog }, dialog, 'x').state.dialog).toBe(dialog);
  });

  it.each(['f1', '?'])('%s opens the help over it, which goes back to it', (key) => {
    const help = pressKeys(sort, 'down', key).state;
    expect(help.dialog?.kind).toBe('help');
    for (const back of ['escape', 'enter', 'q', 'h', '?', 'f1', 'f10']) {
      expect(dialogAfter(help, back)).toMatchObject({ kind: 'sort' });
    }
    expect(dialogAfter(help, 'down')).toMatchObject({ kind: 'help', selected: 1 });
  });
});

describe('the line under the cursor', () => {
  const isMarked = (...keys: readonly string[]) => {
    const { state } = pressKeys(opened, ...keys);
    return state.dialog === undefined ? undefined : dialogContent(state, state.dialog).marked;
  };

  it.each([
    [['m']],
    [['f9']],
    [['a']],
    [['C-p']],
    [['f6']],
    [['v']],
    [['f2']],
    [['u']],
    [['S-o']],
    [['S-w']],
    [['3', 'x']],
    [['3', 'm']],
    [['x']],
    [['C-d']],
    [[':', ...'branches', 'enter']],
  ])('is marked in the dialog of %j, where something is chosen', (keys) => {
    expect(isMarked(...keys)).toBe(true);
  });

  it.each([
    [['?']],
    [['w']],
    [['enter']],
    [['3', 'w']],
    [['3', 'd']],
    [[':', ...'compare 1 2', 'enter']],
  ])('is not in that of %j, which is read', (keys) => {
    expect(isMarked(...keys)).toBe(false);
  });

  it('is not where nothing was found', () => {
    expect([isMarked('C-p', ...'zzzz'), isMarked('S-o', ...'zzzz')]).toEqual([false, false]);
  });
});

describe('a number typed for a node', () => {
  it.each([
    ['', '1', { digits: '1', index: 0 }],
    ['1', '2', { digits: '12', index: 11 }],
    // No node begins with 13: typing starts again.
    ['1', '3', { digits: '3', index: 2 }],
    ['', '0', { digits: '', index: undefined }],
    ['9', '0', { digits: '', index: undefined }],
  ])('after "%s" with %s is %j', (digits, digit, typed) => {
    expect(typeDigit(digits, digit, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12])).toEqual(typed);
  });

  it('is not yet a node that only begins so', () => {
    expect(typeDigit('', '1', [10, 20])).toEqual({ digits: '1', index: undefined });
  });
});

describe('the dialog of a migration', () => {
  const { pid } = opened.views.mtop.listed[0]!;
  const sent = (...keys: readonly string[]) => effectsOf(opened, 'm', ...keys, 'enter');
  const to = (target: unknown) => [{ type: 'send', command: { do: 'migrate', pid, to: target } }];

  it.each([
    [['5'], 5],
    [['1', '2'], 12],
    [['1', 'backspace', '2'], 2],
    [['h'], 'home'],
    [['p'], 'balance'],
    [['home', 'down'], 2],
    [['end'], 'balance'],
    [['end', 'up', 'up'], 'home'],
  ])('sends by %j to %s', (keys, target) => {
    expect(sent(...keys)).toEqual(to(target));
  });

  it('is of those that are tagged, the first of them before all, wherever the cursor is', () => {
    const pids = opened.views.mtop.listed.map((process) => process.pid);
    const tagged = pressKeys(opened, 'down', 'space', 'space').state;
    expect(dialogAfter(tagged, 'home', 'm')).toMatchObject({
      pid: pids[1],
      pids: pids.slice(1, 3),
    });
    expect(dialogAfter(tagged, 'home', 'down', 'down', 'm')).toMatchObject({ pid: pids[2] });
    expect(dialogAfter(opened, 'down', 'm')).toMatchObject({ pid: pids[1], pids: [pids[1]] });
  });

  it('says that nothing is known before a forecast is, and stays open on other keys', () => {
    const { state } = pressKeys(opened, 'm', 'b', 'enter');
    expect([state.notice?.text, state.dialog]).toEqual(['no forecast yet', undefined]);
    expect(dialogAfter(opened, 'm', 'z')?.kind).toBe('migrate');
  });
});

describe('the dialog of signals', () => {
  const { pid } = opened.views.mtop.listed[0]!;
  it.each<[number, object]>([
    [0, { do: 'kill', pid, signal: 'TERM' }],
    [1, { do: 'kill', pid, signal: 'KILL' }],
    [2, { do: 'stop', pid }],
    [3, { do: 'cont', pid }],
    [4, { do: 'kill', pid, signal: 'HUP' }],
    [5, { do: 'kill', pid, signal: 'INT' }],
    [6, { do: 'kill', pid, signal: 'QUIT' }],
    [7, { do: 'kill', pid, signal: 'USR1' }],
    [8, { do: 'kill', pid, signal: 'USR2' }],
    [9, { do: 'kill', pid, signal: 'USR2' }],
  ])('sends %d steps down %j', (steps, command) => {
    const down = Array<string>(steps).fill('down');
    expect(effectsOf(opened, 'f9', ...down, 'enter')).toEqual([{ type: 'send', command }]);
  });
});

describe('the dialog that starts processes', () => {
  const valuesAfter = (...keys: readonly string[]) => {
    const dialog = dialogAfter(opened, 'a', ...keys);
    return dialog?.kind === 'spawn' ? dialog.values : undefined;
  };
  const cleared = (count: number) => Array<string>(count).fill('backspace');

  it('goes through its fields in a circle, and through the profiles', () => {
    const selected = (...keys: readonly string[]) => dialogAfter(opened, 'a', ...keys)?.selected;
    expect([selected('up'), selected('down'), selected('tab', 'S-tab')]).toEqual([5, 1, 0]);
    expect(selected(...Array<string>(6).fill('down'))).toBe(0);
    const profile = (...keys: readonly string[]) => valuesAfter('up', 'up', ...keys)?.[4];
    expect([profile(), profile('right'), profile('right', 'left')]).toEqual([
      ...['cpu-bound', 'io-bound', 'cpu-bound'],
    ]);
    expect(profile('left')).not.toBe('cpu-bound');
    expect(profile('left', 'right')).toBe('cpu-bound');
    // In another field they are no keys.
    expect(valuesAfter('left')).toEqual(valuesAfter());
  });

  it('takes letters and pastes, forty characters at most', () => {
    expect(valuesAfter('down', ...cleared(3), '9', '0', 's')?.[1]).toBe('90s');
    expect(valuesAfter('down', ...Array<string>(50).fill('1'))?.[1]).toHaveLength(40);
  });

  it.each([
    [[...cleared(1), '9', '9'], 'home: there is no node 99'],
    [[...cleared(1)], 'home: there is no node (empty)'],
    [['down', ...cleared(3), '0', 's'], /^work: a duration/],
    [['down', ...cleared(3), 'x'], /^work: a duration/],
    [['down', 'down', 'x'], /^memory: an amount/],
    [['down', 'down', 'down', ...cleared(4)], 'command: a name is needed'],
    [['up', 'up', 'x'], /^profile: cpu-bound /],
    [['up', ...cleared(1), '0'], 'count: 1 to 1000, not 0'],
    [['up', '0', '0', '1'], 'count: 1 to 1000, not 1001'],
    [['up', ...cleared(1)], 'count: 1 to 1000, not (empty)'],
    [['up', 'x'], 'count: 1 to 1000, not 1x'],
  ])('after %j says what is wrong', (keys, problem) => {
    const { state, effects } = pressKeys(opened, 'a', ...keys, 'enter');
    const { dialog } = state;
    const said = dialog?.kind === 'spawn' ? dialog.problem : undefined;
    expect(said).toEqual(typeof problem === 'string' ? problem : expect.stringMatching(problem));
    expect(effects).toEqual([]);
    // A change takes it away.
    expect(dialogAfter(state, '1')).toMatchObject({ problem: undefined });
  });

  it('starts what is written, so many of it', () => {
    const spawn = { do: 'spawn', home: 1, workSeconds: 60, memoryBytes: 20 * 2 ** 20, run: 'loop' };
    expect(effectsOf(opened, 'a', 'enter')).toEqual([{ type: 'send', command: spawn }]);
    const endless = { ...spawn, workSeconds: Infinity, profile: 'io-bound' };
    const keys = [
      'down',
      ...cleared(3),
      ...'endless',
      'up',
      'up',
      'up',
      'right',
      'down',
      ...cleared(1),
      '3',
    ];
    expect(effectsOf(opened, 'a', ...keys, 'enter')).toEqual([
      { type: 'send-all', commands: [endless, endless, endless] },
    ]);
  });
});

describe('the menu of nodes', () => {
  const [node] = opened.sample.nodes;
  const nodeIn = (state: NodeView['state'], status = 0) =>
    ({ ...node!, state, status }) as NodeView;

  it.each([
    ['up', 'slbufegvc'],
    ['leaving', 'slbufegc'],
    ['left', 'jc'],
    ['down', 'r'],
  ] as const)('offers for a node that is %s %s', (state, keys) => {
    const able = NODE_ACTS.filter(({ whyNot }) => whyNot(nodeIn(state)) === undefined);
    expect(able.map(({ key }) => key).join('')).toBe(keys);
  });

  it.each([
    ['down', 'node 1 is down'],
    ['left', 'node 1 is not a member'],
  ] as const)('says of one that is %s why not', (state, reason) => {
    expect(NODE_ACTS[0]!.whyNot(nodeIn(state))).toBe(reason);
  });

  it('sets a flag that not all have, and takes off one that they have', () => {
    const [stay] = NODE_ACTS;
    const all = 2 ** 16 - 1;
    const commandOf = (...nodes: readonly NodeView[]) => stay!.command(nodes[0]!, nodes);
    expect(commandOf(nodeIn('up', all), nodeIn('up', all))).toEqual({ do: 'nostay', node: 1 });
    expect(commandOf(nodeIn('up', all), nodeIn('up', 0))).toEqual({ do: 'stay', node: 1 });
    const nomfs = NODE_ACTS.find(({ key }) => key === 'f')!;
    expect([nomfs.word([nodeIn('up', all)]), nomfs.word([nodeIn('up', 0)])]).toEqual([
      'mfs',
      'nomfs',
    ]);
  });

  it('is for one node, several or all', () => {
    const menu = (...keys: readonly string[]) => pressKeys(opened, '3', ...keys, 'x').state;
    expect(boxText(menu())[0]).toMatch(/^╭─ node 1 ─/);
    const two = menu('space', 'space');
    expect(
      boxText(two)
        .slice(0, 2)
        .map((text) => text.trimEnd()),
    ).toEqual([expect.stringMatching(/^╭─ 2 nodes ─/), expect.stringMatching(/^│ nodes 1 2 +│$/)]);
    expect(boxText(pressKeys(two, '*').state)[1]).toMatch(/nodes 1 2 3 4 5 6 7 8 9 10 11 12 +│/);
    const thirteen = openedState(new FakeSession({ nodes: 13, processes: 0 }));
    const all = pressKeys(thirteen, '3', '*', 'x').state;
    expect(boxText(all)[1]).toContain('nodes 1 2 3 4 5 6 7 8 9 10 11 12 and 1 more');
  });

  it('does what the letter or the line under the cursor says, if it can', () => {
    const send = (command: object) => [{ type: 'send', command }];
    expect(effectsOf(opened, '3', 'x', 'b')).toEqual(send({ do: 'block', node: 1 }));
    expect(effectsOf(opened, '3', 'x', 'down', 'enter')).toEqual(send({ do: 'lstay', node: 1 }));
    const { state, effects } = pressKeys(opened, '3', 'x', 'j');
    expect([effects, state.notice?.text]).toEqual([[], 'node 1 is a member']);
  });
});

describe('the facts of a node', () => {
  const GB = 2 ** 30;
  const factsOf = (more: Partial<NodeView>) => {
    const node = { ...opened.sample.nodes[0]!, memoryUsedBytes: GB, ...more } as NodeView;
    return nodeFactLines(node, opened);
  };
  const textOf = (name: string, more: Partial<NodeView>) =>
    lineText(factsOf(more).find((line) => lineText(line).startsWith(name))!).trimEnd();

  it.each<[string, Partial<NodeView>, string]>([
    ['cpus', { cpus: 4, threads: 1, speed: 777 }, 'cpus      4, speed 777'],
    ['cpus', { cpus: 4, threads: 2, speed: 777 }, 'cpus      4 (8 logical), speed 777'],
    [
      'load avg',
      { loadAverages: [1, 2.5, 3] },
      'load avg  1.00 2.50 3.00 runnable, over 1, 5 and 15 min',
    ],
    ['cpu use', { cpuUse: 0.5, deputyUse: 0 }, `cpu use   ${'━'.repeat(10)}${'─'.repeat(10)} 50%`],
    [
      'cpu use',
      { cpuUse: 0.5, deputyUse: 0.25 },
      `cpu use   ${'━'.repeat(10)}${'─'.repeat(10)} 50%, 25% of it for deputies and files`,
    ],
    [
      'memory',
      { memoryBytes: 2 * GB },
      `memory    ${'━'.repeat(10)}${'─'.repeat(10)} 1.0G of 2.0G`,
    ],
    ['memory', { memoryBytes: 0 }, `memory    ${'─'.repeat(20)} 1.0G of 0B`],
    [
      'processes',
      { local: 2, guests: 1, away: 0, runnable: 3 },
      'processes 2 local, 1 guest, 0 away, 3 runnable',
    ],
    [
      'processes',
      { local: 2, guests: 2, away: 0, runnable: 3 },
      'processes 2 local, 2 guests, 0 away, 3 runnable',
    ],
  ])('have a line for %s of %j', (name, more, text) => {
    expect(textOf(name, more)).toBe(text);
  });

  it('have what deputies take in another colour, at the end of what is used', () => {
    const line = factsOf({ cpuUse: 0.5, deputyUse: 0.25 }).find((one) =>
      lineText(one).startsWith('cpu use'),
    )!;
    const parts = line.filter(({ text }) => /^━+$/.test(text));
    expect(parts.map(({ text, style }) => [text.length, style.colour])).toEqual([
      [5, 'low'],
      [5, 'guest'],
    ]);
    const high = factsOf({ memoryBytes: 1.1 * GB }).find((one) =>
      lineText(one).startsWith('memory'),
    )!;
    expect(high.find(({ text }) => text.includes('━'))!.style.colour).toBe('high');
  });
});

describe('the best node for several processes', () => {
  const processes = [1, 2, 3].map((pid) => ({ pid, node: 1 }) as unknown as ProcessView);
  const nodes = [1, 2, 3].map(
    (id) => ({ id, cpus: 1, runnable: id === 1 ? 3 : 0 }) as unknown as NodeView,
  );
  const forecast = (node: number, rate: number, refusal?: string) =>
    ({ node, rate, load: 0, refusal }) as never;
  const best = (
    pid: number,
    forecasts: readonly never[],
    known: readonly [number, number | undefined][] = [],
  ) =>
    bestNode(
      { processes, nodes },
      { pid, forecasts },
      { pids: [1, 2, 3], best: new Map(known) as never },
    );

  it('is one that gives noticeably more, and takes it', () => {
    expect(best(1, [forecast(1, 1), forecast(2, 2)])).toBe(2);
    expect(best(1, [forecast(1, 1), forecast(2, 1.005)])).toBeUndefined();
    expect(best(1, [forecast(1, 1), forecast(2, 1.006)])).toBe(2);
    expect(best(1, [forecast(1, 1), forecast(2, 2, 'it is full'), forecast(3, 1.5)])).toBe(3);
    expect(best(1, [forecast(2, 1)])).toBe(2);
    expect(best(1, [])).toBeUndefined();
  });

  // One process on the one CPU of node 2 leaves half for the next; who has left makes room at home.
  it('counts those that go before, and of two that give as much takes the one to which fewer go', () => {
    const two = [forecast(1, 1 / 3), forecast(2, 1), forecast(3, 1)];
    expect(best(1, two)).toBe(2);
    expect(best(2, two, [[1, 2]])).toBe(3);
    expect(
      best(3, two, [
        [1, 2],
        [2, 3],
      ]),
    ).toBeUndefined();
    // Only those before it count.
    expect(best(1, two, [[2, 2]])).toBe(2);
    // With one gone of three a half is left at home: what node 2 gives still to two is no more.
    const one = [forecast(1, 1 / 3), forecast(2, 1)];
    expect(best(2, one, [[1, 2]])).toBeUndefined();
  });
});

describe('the lines of a dialog', () => {
  it.each([
    [20, ['a quick brown fox']],
    [17, ['a quick brown fox']],
    [16, ['a quick brown', 'fox']],
    [7, ['a quick', 'brown', 'fox']],
    [4, ['a', 'qui~', 'bro~', 'fox']],
  ])('are broken to %d cells', (cells, lines) => {
    expect(wrapped('a quick brown fox', cells, 'text').map(lineText)).toEqual(lines);
  });

  it.each([
    [22, ['Enter go  Esc close']],
    [19, ['Enter go  Esc close']],
    [18, ['Enter go', 'Esc close']],
    [1, ['Enter go', 'Esc close']],
  ])('have in %d cells each key beside what it does', (cells, lines) => {
    const hints = hintLine([
      ['Enter', 'go'],
      ['Esc', 'close'],
    ]);
    expect(hintLines(hints, cells).map(lineText)).toEqual(lines);
  });
});
