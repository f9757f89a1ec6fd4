import { describe, expect, it } from 'vitest';
import { cellWidth, fitText, truncate } from '../../../src/tui/drawing/cell-width.js';
import { lineWidth, sliceLine, span } from '../../../src/tui/drawing/line.js';
import { sanitize } from '../../../src/tui/drawing/sanitize.js';
import fc from '../../support/properties.js';

describe('a name from outside', () => {
  it.each([
    ['plain-name_1', 'plain-name_1'],
    ['\x1b[31mred', '?[31mred'],
    ['{red-fg}x{/}', '{red-fg}x{/}'],
    ['two\nlines\ttab', 'two?lines?tab'],
    ['\u202egnp.exe', '?gnp.exe'],
    ['\u009b31m', '?31m'],
    ['e\u0301', 'é'],
    ['a\u200db', 'ab'],
    ['👍', '?'],
    ['\ud800', '?'],
    ['計算', '計算'],
    ['a\u00a0b', 'a b'],
  ])('%j is shown as %j', (name, shown) => {
    expect(sanitize(name)).toBe(shown);
  });

  it('is one line of visible characters, whatever it was', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), (name) => {
        const shown = sanitize(name);
        expect(shown).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
        expect(sanitize(shown)).toBe(shown);
      }),
    );
  });
});

describe('cells', () => {
  it.each([
    ['abc', 3],
    ['計算', 4],
    ['é', 1],
    ['ｗ', 2],
    ['', 0],
  ])('%j takes %i', (text, cells) => {
    expect(cellWidth(text)).toBe(cells);
  });

  it('are counted exactly when a text is made to fit', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.nat(20), (text, cells) => {
        expect(cellWidth(fitText(sanitize(text), cells, 'right', '…'))).toBe(cells);
      }),
    );
  });

  it('mark a cut', () => {
    expect(truncate('abcdef', 4, '…')).toBe('abc…');
    expect(fitText('計算機', 4, 'left', '…')).toBe('計… ');
  });

  it('are cut out of a line also through a wide character', () => {
    const line = [span('ab'), span('計算'), span('cd')];
    for (let from = 0; from <= 8; from++) {
      for (let to = from; to <= 8; to++) {
        expect(lineWidth(sliceLine(line, from, to))).toBe(to - from);
      }
    }
  });
});
