import { expect, it } from 'vitest';
import { Float64List } from '../../src/base/growable.js';

const numbers = (count: number) => Float64Array.from({ length: count }, (_, index) => index / 2);

it.each([0, 1, 1024, 1025, 5000])('a column of doubles has what was pushed: %i values', (count) => {
  const list = new Float64List();
  for (const value of numbers(count)) list.push(value);
  expect([list.length, list.toArray()]).toEqual([count, numbers(count)]);
});

it.each([2, 1024, 3000])('a column of doubles takes %i others and goes on after them', (count) => {
  const list = new Float64List();
  for (const value of [7, 8, 9]) list.push(value);
  const others = numbers(count);
  list.replace(others);
  list.push(-1);
  others.fill(99);
  expect(list.toArray()).toEqual(Float64Array.from([...numbers(count), -1]));
});
