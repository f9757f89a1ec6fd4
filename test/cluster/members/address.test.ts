import { describe, expect, it } from 'vitest';
import { addressOf, octetsOf, omdiscdId } from '../../../src/cluster/members/address.js';

describe('an address', () => {
  it.each([
    ['192.168.10.220', 2780],
    ['192.168.0.1', 1],
    ['10.0.255.255', 65535],
    ['10.0.0.0', 0],
  ])('%s becomes N# %i, as omdiscd makes it', (address, id) => {
    expect(omdiscdId(address)).toBe(id);
  });

  it.each([1, 255, 256, 2780, 65535])('that a node gets by default is one for N# %i', (id) => {
    expect(omdiscdId(addressOf(id))).toBe(id);
  });

  it.each(['10.0.0', '10.0.0.256', '10.0.0.0.1', 'a.b.c.d', '10.0.0.', '10.0.0.-1', ''])(
    'is none: %j',
    (address) => {
      expect(octetsOf(address)).toBeUndefined();
    },
  );
});
