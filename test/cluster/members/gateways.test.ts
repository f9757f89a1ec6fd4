import { describe, expect, it } from 'vitest';
import { farPairs } from '../../../src/cluster/members/gateways.js';

const node = (gateways: number, address: string, ...aliases: string[]) => ({
  ...{ gateways, spec: { address, aliases } },
});
const ANY = Number.POSITIVE_INFINITY;

/** Networks 1, 2 and 3 in a row, joined by two gateways; network 9 is nowhere. */
function chain(limit: number) {
  return farPairs([
    node(limit, '10.0.1.1'),
    node(ANY, '10.0.1.2', '10.0.2.2'),
    node(ANY, '10.0.2.3', '10.0.3.3'),
    node(ANY, '10.0.3.4'),
    node(ANY, '10.0.9.5'),
  ]).map((pair) => pair.join('-'));
}

describe('pairs with too many gateways between them', () => {
  it.each([
    [ANY, []],
    // Node 0 shares a network with node 1 only.
    [0, ['0-2', '0-3', '0-4']],
    // Over node 1 into network 2, where node 2 is.
    [1, ['0-3', '0-4']],
    [2, ['0-4']],
  ])('with at most %d: %j', (limit, pairs) => {
    expect(chain(limit)).toEqual(pairs);
  });
});
