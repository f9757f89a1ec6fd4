import { mkdirSync, realpathSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { isSameFile, targetOf } from '../../src/cli/files/file-target.js';
import { manPage } from '../../src/cli/shells/man-page.js';
import type { ValueWords, WordTree } from '../../src/cli/shells/word-tree.js';
import { zshCompletion } from '../../src/cli/shells/zsh.js';
import { temporaryFolder } from '../support/temporary-folder.js';

const value = (changes: Partial<ValueWords>): ValueWords => ({
  ...{ placeholder: '<value>', choices: [], file: false, ...changes },
});
const option = (long: string, words: ValueWords | undefined) => ({
  ...{ short: undefined, long, about: 'says it', value: words },
});
const NOTHING = { options: [], argument: undefined, second: undefined, commands: [] };

/** Two commands, of which the first is meant where none is written. */
const TREE: WordTree = {
  ...{ name: 'prog', about: 'does it', version: '1', tools: ['tool'] },
  commands: [
    {
      ...{ ...NOTHING, name: 'show', about: 'shows it' },
      argument: value({ placeholder: '[file]', file: true }),
      options: [
        option('--plain', undefined),
        option('--count', value({})),
        option('--form', value({ choices: ['a', 'b'] })),
        option('--path', value({ choices: ['a', 'b'], file: true })),
        option('--pid', value({ choices: ['all'], running: 'pids' })),
      ],
    },
    { ...NOTHING, name: 'check', about: 'checks it' },
  ],
};

describe('the completion of zsh', () => {
  const line = zshCompletion(TREE)
    .split('\n')
    .find((one) => one.includes("'show') _arguments"))!;

  it.each([
    ['a word that stands alone', "'--plain[says it]'"],
    ['a value of which nothing is known', "'--count=[says it]:value: '"],
    ['one of some words', "'--form=[says it]:value:(a b)'"],
    ['one of some words, or a file', "'--path=[says it]:value:{ compadd -- a b; _files }'"],
    ['what runs, asked for when it is needed', 'mtop-sim names pids 2>/dev/null)"} all }'],
    ['a file', "'*:file:_files'"],
  ])('offers %s', (_, words) => {
    expect(line).toContain(words);
  });
});

describe('the manual page', () => {
  it('says of the first command that it is the default, and leaves its name out', () => {
    const lines = manPage(TREE).split('\n');
    const below = (line: string) => lines[lines.indexOf(line) + 1];
    expect(below('.SS show [file]')).toBe('Shows it. This is the default command.');
    expect(below('.SS check')).toBe('Checks it.');
    expect(below('.SH SYNOPSIS')).toBe('\\fBprog\\fR \\fI[file]\\fR [\\fIoptions\\fR]');
    expect(lines).toContain('\\fBprog check\\fR [\\fIoptions\\fR]');
  });

  it('says of an option what it may be', () => {
    const text = manPage(TREE);
    expect(text).toContain('\\fB\\-\\-plain\\fR\nSays it.\n');
    expect(text).toContain('\\fB\\-\\-count\\fR \\fI<value>\\fR\nSays it.\n');
    expect(text).toContain('Says it. One of a, b.\n');
    expect(text).toContain('Says it. One of a, b, or the path of a file.\n');
  });
});

describe('the file that a name leads to', () => {
  it('is found through links, there or not; a folder keeps the name it was given', () => {
    const folder = realpathSync(temporaryFolder({ 'a.txt': 'a' }));
    const path = (name: string) => join(folder, name);
    mkdirSync(path('real'));
    symlinkSync('real', path('folder'));
    symlinkSync('a.txt', path('link'));
    symlinkSync('link', path('far'));
    symlinkSync(join('folder', 'new.txt'), path('coming'));
    expect(targetOf(path('far'))).toMatchObject({ name: path('far'), path: path('a.txt') });
    expect(targetOf(path('coming'))).toMatchObject({
      path: path('real/new.txt'),
      found: undefined,
    });
    expect(targetOf(path('folder')).path).toBe(path('folder'));
    const same = (one: string, other: string) =>
      isSameFile(targetOf(path(one)), targetOf(path(other)));
    expect([same('far', 'a.txt'), same('coming', 'real/new.txt')]).toEqual([true, true]);
    expect([same('a.txt', 'folder'), same('coming', 'a.txt')]).toEqual([false, false]);
  });
});
