import { describe, expect, it } from 'vitest';
import { packedOrders, unpackedOrders } from '../../../src/cluster/members/found-orders.js';
import type { NodeIndex } from '../../../src/cluster/node-index.js';
import fc from '../../support/properties.js';

const lists = (...found: number[][]) => found as NodeIndex[][];

/** Each of `count` nodes has found all others, in this order. */
const heard = (order: readonly number[]) =>
  lists(...order.map((_, index) => order.filter((node) => node !== index)));

describe('whom nodes have found, written compactly', () => {
  it('is the common order, and of each node its runs: (where, how long)', () => {
    expect([...packedOrders(lists([2, 1], [2], []))]).toEqual([
      ...[2, 1, 0],
      ...[1, 0, 2],
      ...[1, 0, 1],
      0,
    ]);
  });

  it('is the same when it is read again, whatever the order', () => {
    const anyLists = fc
      .integer({ min: 1, max: 12 })
      .chain((count) =>
        fc.tuple(
          ...Array.from({ length: count }, () =>
            fc.shuffledSubarray(Array.from({ length: count }, (_, node) => node)),
          ),
        ),
      );
    fc.assert(
      fc.property(anyLists, (found) => {
        const packed = packedOrders(lists(...found));
        expect(unpackedOrders(packed, found.length)).toEqual(found);
      }),
    );
  });

  it.each([
    ['in the order of the nodes', 1],
    ['in the order of their announcements', 37],
  ])('takes a few numbers a node, not one for each that it knows: %s', (_, stride) => {
    const order = Array.from({ length: 200 }, (_, at) => (at * stride) % 200);
    // 1 of the common order, 1 for how many runs, and 4 runs at most: cut at itself and at the first.
    expect(packedOrders(heard(order)).length).toBeLessThanOrEqual(200 * (2 + 4 * 2));
  });
});
