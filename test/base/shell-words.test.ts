import { describe, expect, it } from 'vitest';
import { quotedWord, shellWord, shellWords } from '../../src/base/shell-words.js';
import fc from '../support/properties.js';

describe('the words of a line', () => {
  it.each([
    ['', []],
    ['  mosrun  -3 R ', ['mosrun', '-3', 'R']],
    [`run='mosrun -3 R'`, ['run=mosrun -3 R']],
    [`a"b c"'d e'f`, ['ab cd ef']],
    [`'it''s' "" x`, ['its', '', 'x']],
    [`a\\ b "say \\"hi\\"" '\\n' "\\n"`, ['a b', 'say "hi"', '\\n', '\\n']],
    [`"it's"`, [`it's`]],
    ['a\\ ', ['a ']],
    ['a\\', ['a\\']],
    ['a\tb\nc', ['a', 'b', 'c']],
    [`'a \\' b`, ['a \\', 'b']],
    [`\\'`, [`'`]],
    [`"\\\\"`, ['\\']],
    [`''`, ['']],
    [`""''`, ['']],
  ])('%j are those of a shell', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it('are none where a quote is not closed', () => {
    for (const line of [`'`, `a "b`, `"it's`]) expect(shellWords(line)).toBeUndefined();
  });
});

describe('a word as a shell needs it', () => {
  it.each([
    ['gcc', 'gcc'],
    ['./a-b_c,d:e=f+g@h%i/j.k', './a-b_c,d:e=f+g@h%i/j.k'],
    ['', `''`],
    ['a b', `'a b'`],
    ['$HOME', `'$HOME'`],
    [`it's`, `'it'\\''s'`],
  ])('%j is %s', (word, written) => {
    expect(shellWord(word)).toBe(written);
  });

  it('is in quotes, whatever it is, where that is asked for', () => {
    expect([quotedWord('gcc'), quotedWord(`'`)]).toEqual([`'gcc'`, `''\\'''`]);
  });

  it('is read as what it was', () => {
    const words = fc.array(fc.string({ unit: fc.constantFrom(...`ab '"\\\n$*`) }));
    fc.assert(
      fc.property(words, (given) => {
        expect(shellWords(given.map(shellWord).join(' '))).toEqual(given);
        expect(shellWords(given.map(quotedWord).join('  '))).toEqual(given);
      }),
    );
  });
});
