import { describe, expect, it } from 'vitest';
import { choicesAt, completion } from '../../../src/tui/prompt/command-line.js';
import { bestAnswers, fuzzyScore } from '../../../src/tui/prompt/fuzzy.js';
import { pressInLine } from '../../../src/tui/prompt/line-editor.js';
import type { DashboardState } from '../../../src/tui/state.js';
import { update } from '../../../src/tui/update.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';
import { FakeSession } from '../../support/fake-session.js';

const opened = openedState(new FakeSession({ nodes: 3, processes: 2 }));
const state: DashboardState = {
  ...opened,
  info: { ...opened.info, policies: ['none', 'openmosix'], parameters: { stability: 1.3 } },
  cards: [{ name: 'auckland', about: 'a', notes: [] }],
};

const PIDS = ['1000', '1001'];
const NODES = ['1', '2', '3'];
const OFF = ['off'];
const NONE: readonly string[] = [];

describe('what a command line may continue with', () => {
  it.each<[string, readonly (readonly string[])[]]>([
    ['migrate', [PIDS, ['home', 'balance', ...NODES], NONE]],
    ['lock', [PIDS, NONE]],
    ['unlock', [PIDS, NONE]],
    ['stop', [PIDS, NONE]],
    ['cont', [PIDS, NONE]],
    ['select', [PIDS, NODES, NONE]],
    ['mask', [PIDS, ['allow', 'deny', 'off'], NODES]],
    ['renice', [PIDS, NONE]],
    ['cut', [NODES, NODES, NONE]],
    ['heal', [NODES, NODES, NONE]],
    ['leave', [NODES, NONE]],
    ['setspeed', [NODES, NONE]],
    ['setyard', [NODES, ['this'], NONE]],
    ['setdecay', [NODES, NONE]],
    ['loadlimit', [NODES, OFF, NONE]],
    ['cpulimit', [NODES, OFF, NONE]],
    [
      'settune',
      [NODES, ['call=', 'handling=', 'migration='], ['call=', 'handling=', 'migration=']],
    ],
    ['setmfscosts', [NODES, ['call=', 'handling=']]],
    ['tune', [NODES, NODES, NONE]],
    ['omdiscd', [NODES, ['eth0'], NONE]],
    ['setpe', [NODES, ['-w', '-c', '-r', '-off'], NONE]],
    ['reboot', [NODES, ['noht', 'ht'], NONE]],
    ['mount', [NODES, ['dfsa=0', 'dfsa=1'], NONE]],
    ['policy', [['none', 'openmosix'], NONE]],
    ['set', [['stability'], NONE]],
    ['what-if', [['without', 'stability'], NONE]],
    ['inevitable', [['load'], NONE]],
    ['branch', [['1', '2'], NONE]],
    ['compare', [['1', '2'], ['1', '2'], NONE]],
    ['from', [['cluster', ...NODES], NONE]],
    ['su', [['root', 'maths', 'stats'], NONE]],
    ['scenario', [['auckland'], NONE]],
    ['restart', [['next', 'gossip', 'told', 'perfect'], NONE]],
    ['whois', [NODES, NONE]],
    ['find', [['next', 'last', 'first', 'came']]],
    ['rate', [NONE]],
    ['quit', [NONE]],
  ])('%s takes %j', (word, offers) => {
    offers.forEach((offered, index) => {
      expect(choicesAt(`${word} ${'x '.repeat(index)}`, state)).toEqual(offered);
    });
  });

  it.each([
    ['mig', 'migrate '],
    ['migrate 100', 'migrate 100'],
    ['migrate 1001', 'migrate 1001 '],
    ['migrate 1000 h', 'migrate 1000 home '],
    ['settune 1 c', 'settune 1 call='],
    ['st', 'st'],
    ['sto', 'stop '],
    ['', ''],
    ['migrate 1000 1 ', 'migrate 1000 1 '],
    ['zzzz', 'zzzz'],
  ])('"%s" is completed to "%s"', (text, longer) => {
    expect(completion(text, state).text).toBe(longer);
  });

  it('lists what it may be where that is not certain, 24 words at most', () => {
    const { state: two } = pressKeys(state, ':', ...'migrate ', 'tab');
    expect(two.prompt).toMatchObject({ problem: '1000 1001' });
    const { state: all } = pressKeys(state, ':', 'tab');
    const problem = all.prompt !== undefined && 'problem' in all.prompt ? all.prompt.problem : '';
    expect(problem?.split(' ')).toHaveLength(24);
    expect(pressKeys(state, ':', ...'sto', 'tab').state.prompt).toMatchObject({
      problem: undefined,
    });
  });
});

describe('the command lines of before', () => {
  const line = (of: DashboardState) => of.prompt?.line.text;
  const typed = (of: DashboardState, text: string) =>
    pressKeys(of, ':', ...[...text].map((key) => (key === ' ' ? 'space' : key)), 'enter').state;
  const twice = typed(typed(state, 'rate 2'), 'rate 5');

  it('come back by Up, the last one first, and what was being written by Down', () => {
    const writing = pressKeys(twice, ':', 's').state;
    const led = (...keys: readonly string[]) => line(pressKeys(writing, ...keys).state);
    expect([led('up'), led('up', 'up'), led('up', 'up', 'up')]).toEqual([
      'rate 5',
      'rate 2',
      'rate 2',
    ]);
    expect([led('up', 'down'), led('up', 'up', 'down'), led('down')]).toEqual(['s', 'rate 5', 's']);
  });

  it('are a hundred at most, each once', () => {
    expect(typed(twice, 'rate 2').commandLines).toEqual(['rate 5', 'rate 2']);
    const many = Array.from({ length: 101 }, (_, index) => `rate ${index + 1}`);
    const after = typed({ ...state, commandLines: many.slice(0, 100) }, 'rate 101');
    expect([after.commandLines.length, after.commandLines[0]]).toEqual([100, 'rate 2']);
  });

  it('are not those that are wrong, nor is an empty one', () => {
    const wrong = typed(state, 'rate x');
    expect([wrong.commandLines, wrong.prompt?.kind]).toEqual([[], 'command']);
    const empty = typed(state, '');
    expect([empty.commandLines, empty.prompt]).toEqual([[], undefined]);
  });
});

describe('the search', () => {
  const many = openedState(new FakeSession({ nodes: 3, processes: 12 }));
  const sorted = pressKeys(many, 'S-n').state;
  const rowAfter = (...keys: readonly string[]) =>
    pressKeys(sorted, ...keys).state.views.mtop.selectedRow;

  // Every fourth process is `maple`, from the second one on.
  it('goes on to the next and the previous one, round the ends', () => {
    expect(rowAfter('f3', ...'maple')).toBe(1);
    expect(rowAfter('f3', ...'maple', 'down')).toBe(5);
    expect(rowAfter('f3', ...'maple', 'f3', 'f3')).toBe(9);
    expect(rowAfter('f3', ...'maple', 'f3', 'f3', 'f3')).toBe(1);
    expect(rowAfter('f3', ...'maple', 'up')).toBe(9);
    expect(rowAfter('f3', ...'maple', 'S-f3', 'S-f3')).toBe(5);
    expect(rowAfter('end', 'f3', ...'maple')).toBe(1);
  });

  it('finds pids by how they begin, users, and capital letters as small ones', () => {
    expect(rowAfter('f3', ...'101')).toBe(10);
    expect(rowAfter('f3', ...'stats')).toBe(1);
    expect(rowAfter('f3', 'S-m', 'a', 'p')).toBe(1);
    const { prompt } = pressKeys(sorted, 'f3', '9').state;
    expect(prompt).toMatchObject({ problem: 'no process 9' });
    expect(pressKeys(sorted, 'f3', '9', 'backspace').state.prompt).toMatchObject({
      problem: undefined,
    });
  });

  it('goes back to where it began', () => {
    expect(rowAfter('down', 'down', 'f3', ...'maple', 'escape')).toBe(2);
    expect(rowAfter('f3', ...'maple', 'enter')).toBe(1);
    expect(pressKeys(sorted, 'f3', 'C-c').state.prompt).toBeUndefined();
    expect(pressKeys(sorted, 'f3', 'C-z').effects).toEqual([{ type: 'suspend' }]);
  });

  it('takes a paste', () => {
    const { state: written } = pressKeys(sorted, 'f3');
    const pasted = update(written, { type: 'paste', text: ' povray\n' }).state;
    expect([pasted.prompt?.line.text, pasted.views.mtop.selectedRow]).toEqual(['povray', 2]);
  });
});

describe('how well a text answers', () => {
  // Of a word at the beginning 8 and its letters, of one further on 6, within one 3, of letters 1; a
  // thousandth less for each letter of the text.
  it.each([
    ['mig', 'migrate', 8 + 3 - 0.007],
    ['rate', 'set rate', 6 + 4 - 0.008],
    ['grat', 'migrate', 3 + 4 - 0.007],
    ['mgt', 'migrate', 1 - 0.007],
    ['mig rate', 'migrate', 11 + 7 - 0.007],
    ['MIG', 'Migrate', 11 - 0.007],
    ['x', 'migrate', undefined],
    ['tm', 'migrate', undefined],
    ['', 'abc', -0.003],
    // Two letters may have ten others before and between them.
    ['ab', `a${'x'.repeat(10)}b`, 1 - 0.012],
    ['ab', `a${'x'.repeat(11)}b`, undefined],
  ])('"%s" by "%s": %s', (written, text, score) => {
    if (score === undefined) expect(fuzzyScore(written, text)).toBeUndefined();
    else expect(fuzzyScore(written, text)).toBeCloseTo(score, 9);
  });
});

describe('the keys of a line', () => {
  it.each<[string, string, number]>([
    ['C-b', 'ab cd', 2],
    ['C-f', 'ab cd', 4],
    ['C-a', 'ab cd', 0],
    ['home', 'ab cd', 0],
    ['C-e', 'ab cd', 5],
    ['end', 'ab cd', 5],
    ['C-h', 'abcd', 2],
    ['C-d', 'ab d', 3],
    ['delete', 'ab d', 3],
    ['C-w', 'cd', 0],
    ['C-u', 'cd', 0],
    ['C-k', 'ab ', 3],
  ])('%s behind "ab " of "ab cd" leads to "%s" at %d', (key, text, cursor) => {
    expect(pressInLine({ text: 'ab cd', cursor: 3 }, key)).toEqual({ text, cursor });
  });

  it('go no further than its ends, and it has 400 characters at most', () => {
    expect(pressInLine({ text: 'a', cursor: 0 }, 'left')?.cursor).toBe(0);
    expect(pressInLine({ text: 'a', cursor: 1 }, 'right')?.cursor).toBe(1);
    const full = { text: 'a'.repeat(400), cursor: 400 };
    expect(pressInLine(full, 'b')).toEqual(full);
    expect(pressInLine({ text: 'a'.repeat(399), cursor: 0 }, 'b')?.text).toHaveLength(400);
  });
});

describe('the best answers', () => {
  const named = (name: string, about = '') => ({ name, about });
  const best = (written: string, ...all: readonly { name: string; about: string }[]) =>
    bestAnswers(written, all).map(({ name }) => name);

  it('have names before descriptions, and the better name first', () => {
    // By its name: 1 and 5 for it; by what it is about: 6 and four letters.
    expect(best('rate', named('gravitate'), named('x', 'the rate'))).toEqual(['x', 'gravitate']);
    expect(best('rate', named('set rate'), named('y', 'a rate'), named('rate'))).toEqual([
      ...['rate', 'set rate', 'y'],
    ]);
  });

  it('are none by letters that are only somewhere in a description', () => {
    expect(best('rp', named('x', 'a report'))).toEqual([]);
    expect(best('por', named('x', 'a report'))).toEqual(['x']);
    expect(best('rp', named('report'))).toEqual(['report']);
  });
});
