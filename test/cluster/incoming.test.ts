import { expect, it } from 'vitest';
import { nodeSpecs, simulationOf } from '../support/cluster-builder.js';

it('what a node has promised to processes on their way is not free', () => {
  const [node] = simulationOf({ nodes: nodeSpecs(2) }).cluster.nodes;
  const free = node!.freeBytes;
  node!.promise(1, 100, 1);
  expect(free - node!.freeBytes).toBe(100);
  node!.promise(-1, -100, 2);
  expect(node!.freeBytes).toBe(free);
});

it('a node has no room for what would not fit beside those on their way to it', () => {
  const [node] = simulationOf({ nodes: nodeSpecs(2) }).cluster.nodes;
  const { memoryBytes, swapBytes } = node!.spec;
  const all = memoryBytes + swapBytes;
  expect([node!.hasRoomFor(all), node!.hasRoomFor(all + 1)]).toEqual([true, false]);
  node!.promise(1, 100, 1);
  expect([node!.hasRoomFor(all - 100), node!.hasRoomFor(all - 99)]).toEqual([true, false]);
});

it('a node counts the seconds of all that are on their way to it, threads and all', () => {
  const [node] = simulationOf({ nodes: nodeSpecs(2) }).cluster.nodes;
  const counted: number[] = [];
  const count = (now: number) => counted.push(node!.incomingSeconds(now));
  count(1);
  node!.promise(1, 100, 1);
  count(3);
  node!.promise(2, 50, 3);
  count(4);
  node!.promise(-1, -100, 4);
  count(5);
  node!.promise(-2, -50, 5);
  count(9);
  // 1 for two seconds, 3 for one, 2 for one, none.
  expect(counted).toEqual([0, 2, 5, 7, 7]);
  expect([node!.incoming, node!.incomingBytes]).toEqual([0, 0]);
  expect(() => node!.promise(-1, 0, 9)).toThrow('takes back a promise');
});
