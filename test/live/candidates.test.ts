import { expect, it } from 'vitest';
import { moveSeconds } from '../../src/live/candidates.js';

// 6 ms, and 125 MB a second: a link of 1 Gbit/s.
it.each([
  [0, 0.006],
  [125e6, 1.006],
  [1e9, 8.006],
])('advice takes moving %d bytes to cost %d s', (bytes, seconds) => {
  expect(moveSeconds(bytes)).toBeCloseTo(seconds, 12);
});
