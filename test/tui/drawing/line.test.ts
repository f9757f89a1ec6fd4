import { describe, expect, it } from 'vitest';
import { bar } from '../../../src/tui/drawing/bar.js';
import { cellWidth, fitText, truncate } from '../../../src/tui/drawing/cell-width.js';
import { UNICODE } from '../../../src/tui/drawing/charset.js';
import {
  fitLine,
  joinFitting,
  type Line,
  lineText,
  lineWidth,
  onGround,
  sliceLine,
  span,
  spread,
  wrapLine,
} from '../../../src/tui/drawing/line.js';
import { sanitize } from '../../../src/tui/drawing/sanitize.js';
import { loadBar, loadColour, loadPart } from '../../../src/tui/past/load.js';

const line = (...texts: readonly string[]): Line =>
  texts.map((text, index) => span(text, { bold: index % 2 === 1 }));
const textsOf = (of: Line) => of.map(({ text }) => text);

describe('the width of a text', () => {
  it.each([
    ['', 0],
    ['abc', 3],
    ['~', 1],
    ['\u007f', 0],
    ['\u009f', 0],
    ['\u00a0', 1],
    ['a\u001fb', 2],
    ['é', 1],
    ['e\u0301', 1],
    ['\u200d', 0],
    ['━█⠿', 3],
    ['計', 2],
    ['\u1100', 2],
    ['\u1160', 1],
    ['\uffe6', 2],
    ['\uffe7', 1],
    ['\u{20000}', 2],
    ['→x', 2],
  ])('%j takes %d cells', (text, cells) => {
    expect(cellWidth(text)).toBe(cells);
  });

  it.each([
    ['abcd', 4, 'abcd'],
    ['abcd', 3, 'ab…'],
    ['abcd', 1, '…'],
    ['abcd', 0, ''],
    ['計算機', 5, '計算…'],
    ['計算機', 4, '計…'],
    ['計算機', 6, '計算機'],
  ])('%j is cut to %d cells as %j', (text, cells, cut) => {
    expect(truncate(text, cells, '…')).toBe(cut);
  });

  it('is filled on either side, also where half of a wide character is cut off', () => {
    expect(fitText('計算', 3)).toBe('計 ');
    expect(fitText('計算', 3, 'right')).toBe(' 計');
    expect(fitText('計算', 4, 'right', '…')).toBe('計算');
    expect(fitText('ab', 0)).toBe('');
  });

  it('counts a question mark for what would be none', () => {
    expect(sanitize('a\tb\u202ec')).toBe('a?b?c');
  });
});

describe('a line', () => {
  const ABC = line('ab', 'cd', 'ef');

  it.each([
    [0, 6, ['ab', 'cd', 'ef']],
    [2, 4, ['cd']],
    [1, 5, ['b', 'cd', 'e']],
    [0, 2, ['ab']],
    [4, 9, ['ef']],
    [6, 9, []],
    [3, 3, []],
    [4, 3, []],
  ])('from cell %d to %d is %j, without empty pieces', (from, to, texts) => {
    expect(textsOf(sliceLine(ABC, from, to))).toEqual(texts);
  });

  it('keeps its styles when it is cut', () => {
    expect(sliceLine(ABC, 1, 3)).toEqual([span('b', { bold: false }), span('c', { bold: true })]);
  });

  it.each([
    [0, 1, ' '],
    [1, 2, ' '],
    [1, 3, ' a'],
    [0, 2, '計'],
    [0, 4, '計a '],
    [2, 5, 'a算'],
    [4, 5, ' '],
    [0, 5, '計a算'],
  ])('has from cell %d to %d a space for half of a wide character: %j', (from, to, text) => {
    expect(lineText(sliceLine(line('計a算'), from, to))).toBe(text);
  });

  it('is made as wide as it is to be', () => {
    expect(textsOf(fitLine(ABC, 6))).toEqual(['ab', 'cd', 'ef']);
    expect(fitLine(line('ab'), 4, { ground: 'bar' }).at(-1)).toEqual(span('  ', { ground: 'bar' }));
    expect(textsOf(fitLine(ABC, 3))).toEqual(['ab', 'c']);
    expect(lineWidth(fitLine(line('計算'), 3))).toBe(3);
  });

  it.each([
    [10, 'ab cd ef', ['ab cd ef']],
    [8, 'ab cd ef', ['ab cd ef']],
    [7, 'ab cd ef', ['ab cd', 'ef']],
    [5, 'ab cd ef', ['ab cd', 'ef']],
    [4, 'ab cd ef', ['ab', 'cd', 'ef']],
    // What a longer word has beyond that is left out.
    [2, 'abcde f', ['ab', 'f']],
    [3, 'ab   cd', ['ab', 'cd']],
    [4, '計算 機', ['計算', '機']],
    [0, 'ab cd', ['ab cd']],
  ])('is broken to at most %d cells at the spaces of %j: %j', (cells, text, lines) => {
    expect(wrapLine(line(text), cells).map((each) => lineText(each).trimEnd())).toEqual(lines);
  });

  it.each([
    [8, 'abc   ef'],
    [5, 'abcef'],
    [4, 'abef'],
    [2, 'ef'],
    [1, 'a'],
  ])('has in %d cells something at both ends: %j', (cells, text) => {
    expect(lineText(spread(line('abc'), line('ef'), cells))).toBe(text);
  });

  it.each([
    [9, 'ab, cd, e'],
    [8, 'ab, cd'],
    [6, 'ab, cd'],
    [5, 'ab'],
    [2, 'ab'],
    [1, ''],
  ])('joins in %d cells what fits: %j', (cells, text) => {
    const parts = [line('ab'), line('cd'), line('e')];
    const joined = joinFitting(parts, cells, ', ');
    expect(lineText(joined)).toBe(text);
    expect(textsOf(joined)).not.toContain('');
  });

  it('ends with the first part that does not fit, also where a later one would', () => {
    expect(lineText(joinFitting([line('a'), line('long'), line('b')], 4, ' '))).toBe('a');
  });

  it('can be put on a ground, whatever its colours', () => {
    expect(onGround([span('a', { colour: 'bad', ground: 'bar' })], 'head')).toEqual([
      span('a', { colour: 'bad', ground: 'head' }),
    ]);
  });
});

describe('a bar', () => {
  const texts = (part: number, cells: number) => textsOf(bar(part, cells, 'low', UNICODE));

  // Ten cells have twenty halves.
  it.each([
    [0, ['', '──────────']],
    [-1, ['', '──────────']],
    [0.001, ['╸', '─────────']],
    [0.05, ['╸', '─────────']],
    [0.074, ['╸', '─────────']],
    [0.075, ['━', '─────────']],
    [0.5, ['━━━━━', '─────']],
    [0.55, ['━━━━━╸', '────']],
    [1, ['━━━━━━━━━━', '']],
    [7, ['━━━━━━━━━━', '']],
  ])('of %d is filled by half cells: %j', (part, expected) => {
    expect(texts(part, 10)).toEqual(expected);
  });

  it('of no cells is nothing', () => {
    expect([bar(1, 0, 'low', UNICODE), bar(1, -1, 'low', UNICODE)]).toEqual([[], []]);
    expect(texts(1, 1)).toEqual(['━', '']);
  });
});

describe('a bar of load', () => {
  const text = (load: number, cells: number) => lineText(loadBar(load, cells, UNICODE));

  it.each([
    [3, 1, '━╸─'],
    [4, 1, '━━┼─'],
    [5, 1, '━━╋──'],
    [4, 1.5, '━━╋─'],
    [4, 0, '──┼─'],
  ])(
    'of %d cells has at a load of %d the mark of 1.00 from four cells on: %s',
    (cells, load, bars) => {
      expect(text(load, cells)).toBe(bars);
    },
  );

  it('is in the colour of what waits from what is written as 1.01 on', () => {
    expect([1.0049, 1.005, 1.0051].map(loadColour)).toEqual(['low', 'middle', 'middle']);
    const colours = (load: number) => loadBar(load, 8, UNICODE).map(({ style }) => style.colour);
    expect(colours(0.5)).toEqual(['low', 'faint', 'dim', 'faint']);
    expect(colours(2)).toEqual(['middle', 'middle', 'middle', 'faint']);
  });

  it('is no less than empty, and 1.00 is its middle from both sides', () => {
    expect([loadPart(-1), loadPart(1 - 1e-12), loadPart(1 + 1e-12)]).toEqual([
      0,
      expect.closeTo(0.5, 9),
      expect.closeTo(0.5, 9),
    ]);
  });
});
