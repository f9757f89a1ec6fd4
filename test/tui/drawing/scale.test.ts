import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { scaleTo } from '../../../src/tui/drawing/scale.js';

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
