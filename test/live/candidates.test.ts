import { expect, it } from 'vitest';
import { cantmoveWords } from '../../src/cluster/facts/cantmove.js';
import { moveSeconds } from '../../src/live/candidates.js';
import { cantmoveOf } from '../../src/live/cluster-view.js';

// 6 ms, and 125 MB a second: a link of 1 Gbit/s.
it.each([
  [0, 0.006],
  [125e6, 1.006],
  [1e9, 8.006],
])('advice takes moving %d bytes to cost %d s', (bytes, seconds) => {
  expect(moveSeconds(bytes)).toBeCloseTo(seconds, 12);
});

it.each([
  ['a program', {}, []],
  ['one of two threads', { threads: 2 }, ['clone_vm']],
  ['the first process of all', { pid: 1 }, ['system']],
  ['the second one', { pid: 2 }, []],
  ['a thread of the kernel, which has no arguments', { commandLine: '' }, ['system']],
  ['a thread of the kernel, whose parent is kthreadd', { parent: 2, threads: 2 }, ['system']],
  ['a child of the first process', { parent: 1 }, []],
])('moves, or what holds it, as far as it is seen: %s', (_, changes, words) => {
  const process = { pid: 50, parent: 40, threads: 1, commandLine: 'sort -u', ...changes };
  expect(cantmoveWords(cantmoveOf(process as never))).toEqual(words);
});
