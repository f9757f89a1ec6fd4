import { describe, expect, it } from 'vitest';
import { filled, namesIn } from '../../src/lab/study/expression.js';
import fc from '../support/properties.js';

const in$ = (expression: string) => `\${${expression}}`;

/** A text and what it is worth, of numbers alone. */
type Tree = { readonly text: string; readonly value: number };

const { tree } = fc.letrec<{ tree: Tree; leaf: Tree; pair: Tree; minus: Tree }>((tie) => ({
  tree: fc.oneof({ maxDepth: 4 }, tie('leaf'), tie('pair'), tie('minus')),
  leaf: fc.oneof(
    fc.integer({ min: 1, max: 40 }).map((n) => ({ text: String(n / 4), value: n / 4 })),
    fc.constantFrom(
      { text: '2e1', value: 20 },
      { text: '25E-1', value: 2.5 },
      { text: '1e+1', value: 10 },
      { text: 'rho', value: 0.5 },
      { text: 'n_2', value: 3 },
    ),
  ),
  pair: fc
    .tuple(tie('tree'), fc.constantFrom('+', '-', '*', '/'), tie('tree'), fc.constantFrom('', ' '))
    .map(([one, sign, other, gap]) => ({
      text: `(${one.text}${gap}${sign} ${other.text})`,
      value: new Function(`return (${one.value}) ${sign} (${other.value})`)() as number,
    })),
  minus: tie('tree').map(({ text, value }) => ({ text: `-${text}`, value: -value })),
}));

describe('an expression of a study', () => {
  it('is worth what it is worth in arithmetic', () => {
    fc.assert(
      fc.property(tree, ({ text, value }) => {
        fc.pre(Number.isFinite(value));
        expect(Number(filled(in$(text), { rho: 0.5, n_2: 3 }))).toBeCloseTo(value, 9);
      }),
    );
  });

  it.each([
    ['1 - 2 - 3', '-4'],
    ['8 / 4 / 2', '1'],
    ['8 / 4 * 2', '4'],
    ['2 + 3 * 4', '14'],
    ['2 * 3 - 4 / 2', '4'],
    ['10s', '10s'],
    ['1min + 30s', '90s'],
    ['1min - 30s', '30s'],
    ['2 * 10s', '20s'],
    ['10s / 4', '2.5s'],
    ['10s / 5s', '2'],
    ['1 / (1 / 4s)', '4s'],
    ['1MB', '1048576B'],
    ['1KB + 1B', '1025B'],
    ['1KB / 3', '341B'],
    ['2KB / 3', '683B'],
    ['1MB / 1KB', '1024'],
    ['10s * 1KB / 5s', '2048B'],
    ['10s * 1KB / 512B', '20s'],
    ['d', '10s'],
    ['-(3)', '-3'],
    ['--3', '3'],
  ])('%s is %s', (expression, value) => {
    expect(filled(`a ${in$(expression)} b ${in$('1')}`, { d: '10s' })).toBe(`a ${value} b 1`);
  });

  it.each([
    ['', 'ends too early'],
    ['1 +', 'ends too early'],
    ['(1', 'has no ) for its ('],
    ['(1 2)', 'has no ) for its ('],
    ['1 2', 'has 2 where it should end'],
    ['1)', 'has ) where it should end'],
    ['nobody', 'names nobody, which is no factor'],
    ['word', 'has text, which is no number'],
    ['1x', 'has 1x, which is no number'],
    ['%', 'has %, which is no number'],
    ['1 + 1s', 'adds what cannot be added, such as seconds and a number'],
    ['1s - 1B', 'adds what cannot be added, such as seconds and a number'],
    ['1B + 1', 'adds what cannot be added, such as seconds and a number'],
    ['1 / 0', 'is no number'],
    ['0 / 0', 'is no number'],
    ['1s * 1B', 'is neither a number, nor a duration, nor an amount of memory'],
    ['1 / 1s', 'is neither a number, nor a duration, nor an amount of memory'],
    ['1B * 1B', 'is neither a number, nor a duration, nor an amount of memory'],
    ['1B / 1s', 'is neither a number, nor a duration, nor an amount of memory'],
    ['1.2.3', 'is no number'],
  ])('%s is refused: %s', (expression, sentence) => {
    const refused = () => filled(in$(expression), { word: 'text' });
    expect(refused).toThrow(new Error(`\${${expression}} ${sentence}`));
  });

  it('uses the names that stand in it, and no units or numbers', () => {
    const text = `exponential ${in$('10s / (8 * rho)')} and rest ${in$('n-1 + 2e3 + _x')}`;
    expect(namesIn(text)).toEqual(['rho', 'n-1', '_x']);
    expect(namesIn('rho')).toEqual([]);
  });
});
