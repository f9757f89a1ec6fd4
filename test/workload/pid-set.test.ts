import { expect, it } from 'vitest';
import { PidSet } from '../../src/workload/pid-set.js';

it('a pid is taken for good, whatever greater ones come after it', () => {
  const pids = new PidSet();
  // Each is beyond the room that there was; the last two are more than any kernel gives.
  const rising = [0, 7, 8, 32_767, 32_768, 1_000_000, 2 ** 27, 2 ** 40];
  expect(rising.map((pid) => pids.add(pid))).toEqual(rising.map(() => true));
  expect(rising.map((pid) => pids.add(pid))).toEqual(rising.map(() => false));
  expect([1, 6, 9, 32_766, 32_769, 2 ** 27 + 1].map((pid) => pids.add(pid))).not.toContain(false);
});
