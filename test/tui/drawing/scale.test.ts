import { describe, expect, it } from 'vitest';
import { scaleOnRows, scaleTo } from '../../../src/tui/drawing/scale.js';
import fc from '../../support/properties.js';

describe('the scale of a chart', () => {
  it.each([
    [0.71, 4, ['0.0', '0.2', '0.4', '0.6', '0.8']],
    [0.26, 3, ['0.0', '0.1', '0.2', '0.3']],
    [619, 4, ['0', '200', '400', '600', '800']],
    [100, 2, ['0', '50', '100']],
    [1, 4, ['0.00', '0.25', '0.50', '0.75', '1.00']],
    [1, 1, ['0', '1']],
  ])('up to %d in at most %i steps is %j', (highest, most, labels) => {
    const { ticks, text } = scaleTo(highest, most);
    expect(ticks.map(text)).toEqual(labels);
  });

  it('reaches the highest value in no more steps than there is room for', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.integer({ min: 1, max: 10 }),
        (highest, most) => {
          const { top, ticks, text } = scaleTo(highest, most);
          expect(top).toBeGreaterThanOrEqual(highest * (1 - 1e-6));
          expect(ticks.length - 1).toBeLessThanOrEqual(most);
          expect(new Set(ticks.map(text)).size).toBe(ticks.length);
        },
      ),
    );
  });
});

describe('the labels on rows of text', () => {
  it.each([
    // 8 rows: 7 steps of a row above 0; 5.2 needs 3 steps of 2, and each gets 2 rows.
    [5.2, 8, [1, '6', 3, '4', 5, '2', 7, '0']],
    [2, 4, [0, '2', 3, '0']],
    [100, 6, [1, '100', 3, '50', 5, '0']],
    [4.2, 13, [0, '6', 2, '5', 4, '4', 6, '3', 8, '2', 10, '1', 12, '0']],
  ])('up to %d on %i rows are %j', (highest, rows, expected) => {
    const { labels } = scaleOnRows(highest, { rows, dotsPerRow: 4 });
    expect([...labels].toSorted(([a], [b]) => a - b).flat()).toEqual(expected);
  });

  it('are equally many rows apart, different, and the highest value is below the top', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
        fc.integer({ min: 2, max: 60 }),
        fc.constantFrom(1, 4),
        (highest, rows, dotsPerRow) => {
          const { labels, y } = scaleOnRows(highest, { rows, dotsPerRow });
          const at = [...labels.keys()].toSorted((a, b) => a - b);
          const gaps = at.slice(1).map((row, index) => row - at[index]!);
          expect(at.at(-1)).toBe(rows - 1);
          expect(new Set(gaps).size).toBe(1);
          expect(new Set(labels.values()).size).toBe(labels.size);
          expect(y(highest)).toBeGreaterThanOrEqual(0);
          expect(y(0)).toBe(rows * dotsPerRow - 1);
        },
      ),
    );
  });
});
