import { describe, expect, it } from 'vitest';
import { shellWords } from '../../src/base/shell-words.js';

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
  ])('%j are those of a shell', (line, words) => {
    expect(shellWords(line)).toEqual(words);
  });

  it('are none where a quote is not closed', () => {
    for (const line of [`'`, `a "b`, `"it's`]) expect(shellWords(line)).toBeUndefined();
  });
});
