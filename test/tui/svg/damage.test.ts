import { describe, expect, it } from 'vitest';
import type { CellGrid, CellLook } from '../../../src/tui/svg/cell-grid.js';
import { damageOf, wholeOf } from '../../../src/tui/svg/damage.js';

const LOOK = { foreground: '#fff', background: '#000', bold: false, underline: false };
/** A row of cells; a wide character is followed by a cell without text. */
const row = (text: string, look: CellLook = LOOK) =>
  [...text].flatMap((letter) => {
    const cell = { text: letter, look };
    return /[\u4e00-\u9fff]/.test(letter) ? [cell, { text: '', look }] : [cell];
  });
const grid = (...texts: readonly string[]): CellGrid => texts.map((text) => row(text));

const stretches = (before: string, after: string) =>
  damageOf(grid(before), grid(after)).map(({ column, cells }) => [
    column,
    cells.map(({ text }) => text).join(''),
  ]);

describe('what has changed on a screen', () => {
  it.each([
    ['abcdef', 'abcdef', []],
    ['abcdef', 'abXdef', [[2, 'X']]],
    [
      'abcdef',
      'XbcdeY',
      [
        [0, 'X'],
        [5, 'Y'],
      ],
    ],
    ['abcdef', 'Xbcdef', [[0, 'X']]],
    ['abcdef', 'abcdeX', [[5, 'X']]],
    // Up to three cells between two stretches are drawn again.
    ['abcdef', 'XbcdYf', [[0, 'XbcdY']]],
    ['abcdef', 'XbcYef', [[0, 'XbcY']]],
    ['abcdef', 'XYZdef', [[0, 'XYZ']]],
  ])('from %s to %s is drawn', (before, after, expected) => {
    expect(stretches(before, after)).toEqual(expected);
  });

  it('has wide characters whole', () => {
    expect(stretches('abcd', 'a計d')).toEqual([[1, '計']]);
    expect(damageOf(grid('abcd'), grid('a計d'))[0]!.cells).toHaveLength(2);
    // Only its second half was another one before.
    expect(stretches('計ab', '計aX')).toEqual([[3, 'X']]);
  });

  it('is also what looks otherwise, in its row', () => {
    const bold = { ...LOOK, bold: true };
    const after = [row('ab'), [...row('c'), ...row('d', bold)]];
    const found = damageOf(
      [row('ab'), row('cd')].map((cells) => cells),
      after,
    );
    expect(found.map(({ row: at, column }) => [at, column])).toEqual([[1, 1]]);
  });

  it('is all of it at first', () => {
    expect(
      wholeOf(grid('ab', 'cd')).map(({ row: at, column, cells }) => [at, column, cells.length]),
    ).toEqual([
      [0, 0, 2],
      [1, 0, 2],
    ]);
  });
});
