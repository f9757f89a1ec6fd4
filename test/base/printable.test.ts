import { describe, expect, it } from 'vitest';
import { printable, printableLines } from '../../src/base/printable.js';

describe('printable', () => {
  it.each([
    ['\u001b[31mred', '?[31mred'],
    ['two\nlines\tand \u0085', 'two?lines?and ?'],
    ['\u202eright to left\u2066', '?right to left?'],
    ['Zürich, 東京, 🚀', 'Zürich, 東京, 🚀'],
  ])('makes %j harmless', (text, shown) => {
    expect(printable(text)).toBe(shown);
  });
});

describe('a text of several lines', () => {
  it('keeps its line ends and tabs and nothing else that a terminal obeys', () => {
    expect(printableLines('a\tb\n\u001b[2Jc\r\u009b2Jd\u202ee\n')).toBe('a\tb\n?[2Jc??2Jd?e\n');
  });
});
