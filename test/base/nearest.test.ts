import { describe, expect, it } from 'vitest';
import { nearest } from '../../src/base/nearest.js';

const WORDS = ['count', 'cpus', 'name', 'speed', 'memory', 'htAware', 'htGain'];

describe('nearest', () => {
  it.each([
    ['cpu', 'cpus'],
    ['naem', 'name'],
    ['sped', 'speed'],
    ['htaware', 'htAware'],
    ['memmory', 'memory'],
    ['HTGAIN', 'htGain'],
  ])('takes %s for %s', (written, word) => {
    expect(nearest(written, WORDS)).toBe(word);
  });

  it.each(['colour', '', 'x', 'a-very-long-word-that-nobody-meant'])(
    'has no idea of "%s"',
    (written) => {
      expect(nearest(written, WORDS)).toBeUndefined();
    },
  );

  // One edit in three letters, and one in fewer.
  it.each([
    ['ab', 'a', 'a'],
    ['xy', 'ab', undefined],
    ['', 'a', 'a'],
    ['abxxe', 'abcde', undefined],
    ['abxxef', 'abcdef', 'abcdef'],
    ['abxxxf', 'abcdef', undefined],
    ['badcfe', 'abcdef', undefined],
    ['badcef', 'abcdef', 'abcdef'],
    ['abcdefghixxx', 'abcdefghi', 'abcdefghi'],
    ['abcdefghixxxx', 'abcdefghi', undefined],
  ])('of %j and %j takes %j', (written, word, meant) => {
    expect(nearest(written, [word])).toBe(meant);
  });

  it('takes the fewest edits, and of equals the first word', () => {
    expect(nearest('lock', ['locks', 'lock'])).toBe('lock');
    expect(nearest('bat', ['cat', 'hat'])).toBe('cat');
  });
});
