import { describe, expect, it } from 'vitest';
import { linearRegex } from '../../src/base/linear-regex.js';

function isFound(source: string, text: string, ignoresCase = false): boolean | string {
  const regex = linearRegex(source, { ignoresCase });
  return 'problem' in regex ? regex.problem : regex.test(text);
}

describe('a regular expression', () => {
  it.each([
    ['map|R$', 'maple', true],
    ['^R$', 'R', true],
    ['^R$', 'Rscript', false],
    ['^R$', 'r', false],
    ['\\bgcc\\b.*-O[23]', '/usr/bin/gcc -O2', true],
    ['\\u00e9t\\u00e9', 'été', true],
    ['^.$', '😀', true],
    ['a\\/b', 'a/b', true],
  ])('%s is found in %s: %s', (source, text, wanted) => {
    expect(isFound(source, text)).toBe(wanted);
  });

  it('can ignore case', () => {
    expect(isFound('MAPLE', 'maple', true)).toBe(true);
  });

  it('answers the same for the same text', () => {
    const regex = linearRegex('a', { ignoresCase: false });
    if ('problem' in regex) throw new Error(regex.problem);
    expect([regex.test('a'), regex.test('b'), regex.test('a')]).toEqual([true, false, true]);
  });

  it.each([
    ['(', 'missing closing ): `(`'],
    ['(?=a)', 'invalid or unsupported Perl syntax: `(?=`'],
    ['(a)\\1', 'invalid escape sequence: `\\1`'],
    ['((a{999}){999}){999}', 'invalid repeat count: `{999}`'],
  ])('%s is none', (source, problem) => {
    expect(isFound(source, '')).toBe(problem);
  });

  it.each(['(a+)+$', '^(a|a)*$', '(a|aa)+$', '^a*a*a*a*a*a*a*a*$', '(.*)*x'])(
    '%s does not hang on a long text that nearly matches',
    (source) => {
      // A backtracking matcher takes 2^400 or 400^8 steps.
      expect(isFound(source, `${'a'.repeat(400)}!`)).toBe(false);
    },
  );
});
