import { describe, expect, it } from 'vitest';
import { crowd, only, shipped, show } from '../support/shipped.js';

describe('herd', () => {
  const moves = (information: 'gossip' | 'perfect') => {
    const shown = show(shipped('herd', { information }));
    const ways = only(shown, 'migrated').map(({ from, to }) => [from, to]);
    return {
      shown,
      to: ways.filter(([, to]) => to === 10),
      from: ways.filter(([from]) => from === 10),
    };
  };

  it('sends six processes to the new node, which has room for two, and four away again', () => {
    const { shown, to, from } = moves('gossip');
    expect([to.length, from.length]).toEqual([6, 4]);
    expect(crowd(shown)[9]).toBe(2);
  });

  it('sends one there when all know the truth, and then nothing moves', () => {
    const { to, from } = moves('perfect');
    expect([to.length, from.length]).toEqual([1, 0]);
  });
});
