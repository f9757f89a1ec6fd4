import { describe, expect, it } from 'vitest';
import { printable } from '../../src/base/printable.js';

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
