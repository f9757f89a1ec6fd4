import { expect, it } from 'vitest';
import { kept } from '../../../src/tui/drawing/kept.js';

it('given the same again, a kept function gives the same object and computes nothing', () => {
  let computed = 0;
  const pair = kept((left: object, right: number) => {
    computed++;
    return { left, right };
  });
  const left = {};
  const first = pair(left, 1);
  expect(pair(left, 1)).toBe(first);
  expect(computed).toBe(1);
});

it('a kept function computes again as soon as one of its inputs is another', () => {
  const pair = kept((left: object, right: number) => ({ left, right }));
  const [one, other] = [{ same: 1 }, { same: 1 }];
  expect(pair(one, 1).left).toBe(one);
  expect(pair(other, 1).left).toBe(other);
  expect(pair(other, 2).right).toBe(2);
  expect(pair(one, 1).left).toBe(one);
});
