import { expect, it } from 'vitest';
import { doubledCapacity, MOST_PROCESSES } from '../../../src/cluster/cpus/capacity.js';

it('the room for processes doubles, up to 2^23 of them', () => {
  expect(doubledCapacity(64, 144)).toBe(128);
  expect(doubledCapacity(2 ** 22, 144)).toBe(MOST_PROCESSES);
});

it('processes that pile up beyond 2^23 end the run with the memory that more would take', () => {
  expect(() => doubledCapacity(2 ** 23, 144)).toThrow(
    '8388608 processes are alive, the most that a run can have: room for more would take 2.3GB; ' +
      'let fewer of them come, or let them have an end',
  );
});
