import { describe, expect, it } from 'vitest';
import { allKnown, whenKnown } from '../../src/base/later.js';

describe('what may take time', () => {
  it('is used at once where it is known', () => {
    expect(whenKnown(3, (known) => known + 1)).toBe(4);
    expect(allKnown([1, 2])).toEqual([1, 2]);
  });

  it('is used as soon as it comes', async () => {
    const later = whenKnown(Promise.resolve(3), (known) => known + 1);
    expect(later).toBeInstanceOf(Promise);
    expect(await later).toBe(4);
  });

  it('is waited for where one of several is not known yet', async () => {
    const all = allKnown([1, Promise.resolve(2)]);
    expect(all).toBeInstanceOf(Promise);
    expect(await all).toEqual([1, 2]);
  });
});
