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
