import { expect, it } from 'vitest';
import { Heap } from '../../src/base/heap.js';
import fc from '../support/properties.js';

const isLess = (a: number, b: number) => a < b;

it('a heap gives in order what it was made of and what was pushed', () => {
  fc.assert(
    fc.property(fc.array(fc.integer()), fc.array(fc.integer()), (made, pushed) => {
      const heap = new Heap(made, isLess);
      for (const item of pushed) heap.push(item);
      const given: number[] = [];
      for (let item = heap.pop(); item !== undefined; item = heap.pop()) given.push(item);
      expect(given).toEqual([...made, ...pushed].sort((a, b) => a - b));
    }),
  );
});

it('a heap finds the place of a first item that has become a later one', () => {
  const items = [1, 3, 5, 2].map((key) => ({ key }));
  const heap = new Heap(items, (a, b) => a.key < b.key);
  heap.first!.key = 4;
  heap.firstChanged();
  expect([heap.pop(), heap.pop(), heap.pop(), heap.pop()].map((item) => item!.key)).toEqual([
    2, 3, 4, 5,
  ]);
});

// What is compared has a key, so that a place where nothing is cannot be taken for an item.
it('a heap is what a list is that is searched for its first item, whatever is done to both', () => {
  const step = fc.oneof(
    fc.record({ what: fc.constant('push' as const), key: fc.nat(9) }),
    fc.record({ what: fc.constant('pop' as const), key: fc.nat(9) }),
    fc.record({ what: fc.constant('delay' as const), key: fc.nat(9) }),
  );
  fc.assert(
    fc.property(fc.array(fc.nat(9), { maxLength: 8 }), fc.array(step), (made, steps) => {
      const heap = new Heap(
        made.map((key) => ({ key })),
        (a, b) => a.key < b.key,
      );
      const list = [...made];
      const least = () => list.indexOf(Math.min(...list));
      for (const { what, key } of steps) {
        if (what === 'push') {
          heap.push({ key });
          list.push(key);
        } else if (what === 'pop') {
          expect(heap.pop()?.key).toBe(list.splice(least(), 1)[0]);
        } else {
          if (heap.first !== undefined) heap.first.key += key;
          if (list.length > 0) list[least()]! += key;
          heap.firstChanged();
        }
        expect(heap.first?.key).toBe(list[least()]);
      }
    }),
  );
});
