import { describe, expect, it } from 'vitest';
import { allWords, choicesAt, readCommandLine } from '../../../src/tui/prompt/command-line.js';
import { openedState, pressKeys } from '../../support/dashboard-state.js';

const opened = openedState();
const state = {
  ...opened,
  info: { ...opened.info, parameters: { stability: 1.3 } },
  sample: { ...opened.sample, hasFutures: true },
};

/** Names that every object of JavaScript has. */
const NAMES = ['constructor', 'toString', 'hasOwnProperty', '__proto__'];

describe('a name that there is not', () => {
  it.each(NAMES)('%s has no meaning, and cannot be looked for', (name) => {
    expect(readCommandLine(`help ${name}`)).toEqual({
      problem: `no word of the command line or the screen is ${name}`,
    });
    expect(readCommandLine(`find next ${name}`)).toMatchObject({
      problem: expect.stringMatching(/^use: find next/),
    });
  });

  it.each([...NAMES, 'stab'])('%s is no parameter to try values of', (name) => {
    const { state: after, effects } = pressKeys(state, ':', ...`what-if ${name} 1`, 'enter');
    expect(after.notice?.text).toBe(`there is no parameter ${name}`);
    expect([after.dialog, effects]).toEqual([undefined, []]);
  });
});

describe('after more words than a command takes', () => {
  it.each(allWords().map(({ word }) => word))('%s offers what is text, if anything', (word) => {
    for (let count = 0; count < 6; count++) {
      const choices = choicesAt(`${word} ${'1 '.repeat(count)}`, state);
      expect(choices.every((choice) => typeof choice === 'string')).toBe(true);
    }
  });

  it.each([
    ['kill ', true],
    ['kill 1000 ', true],
    ['kill 1000 TERM ', true],
    ['kill 1000 TERM remote ', false],
    ['migrate 1000 2 ', false],
    ['compare 1 2 ', false],
    ['help x ', false],
    ['nothing ', false],
  ])('"%s" is followed by something: %s', (text, isFollowed) => {
    expect(choicesAt(text, state).length > 0).toBe(isFollowed);
  });
});
