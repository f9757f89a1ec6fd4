import { transformSync } from 'rolldown/utils';
import { afterAll, describe, expect, it } from 'vitest';
import { type NumberedMistake, withSwitches } from './switches.mjs';

const switches = globalThis as { mistakeMade?: number };

afterAll(() => {
  delete switches.mistakeMade;
});

/** A mistake in the text: where its code stands first. */
function mistake(text: string, number: number, kind: string, code: string, becomes: string) {
  const start = text.indexOf(code);
  return { start, end: start + code.length, number, becomes, kind };
}

/** What `f` of the text gives with each of the mistakes made, 0 being none. */
function results(text: string, mistakes: readonly NumberedMistake[]): unknown[] {
  const switched = withSwitches('a.ts', text, mistakes);
  const { code, errors } = transformSync('a.ts', switched.text, {});
  expect(errors).toEqual([]);
  const made = new Function(`${code}; return f;`) as () => () => unknown;
  return [0, ...mistakes.map(({ number }) => number)].map((number) => {
    switches.mistakeMade = number;
    return made()();
  });
}

describe('mistakes behind switches', () => {
  const text = `
function f() {
  let a = 1 as number;
  for (let i = 0; i < 3; i++) a += Math.max(i, 1) * 2;
  if (a > 8) a--;
  return [a, a === 9 ? 'nine' : 'other'];
}`;
  const all = [
    mistake(text, 1, 'constant', '3', '4'),
    mistake(text, 2, 'operator', '<', '<='),
    mistake(text, 3, 'operator', '+=', '-='),
    mistake(text, 4, 'operator', 'max', 'min'),
    mistake(text, 5, 'operator', '*', '/'),
    mistake(text, 6, 'condition', 'a > 8', 'Boolean(0)'),
    mistake(text, 7, 'statement', 'a--;', ';'),
    mistake(text, 8, 'condition', 'a === 9', 'Boolean(1)'),
    mistake(text, 9, 'by hand', "'nine' : 'other'", "'other' : 'nine'"),
  ];

  it('are made one at a time, also one within another, and none without being asked', () => {
    expect(results(text, all)).toEqual([
      [8, 'other'],
      ...[
        [14, 'other'],
        [14, 'other'],
        [-7, 'other'],
        [5, 'other'],
        [3, 'other'],
      ],
      ...[
        [9, 'nine'],
        [9, 'nine'],
        [8, 'nine'],
        [8, 'nine'],
      ],
    ]);
  });

  it('leave out what runs when it is read', () => {
    const constant = 'const a = 1; class A { static b = 2; c = 3; }';
    const three = ['1', '2', '3'].map((code, at) =>
      mistake(constant, at + 1, 'constant', code, '9'),
    );
    expect(withSwitches('a.ts', constant, three).switched).toEqual([3]);
  });
});
