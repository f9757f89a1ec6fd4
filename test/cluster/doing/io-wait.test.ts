import { describe, expect, it } from 'vitest';
import { cpusOf, receivingOf, sendingOf } from '../../../src/cluster/cpus/resources.js';
import {
  type AccessNodes,
  callWays,
  type Paths,
  usesElsewhere,
  waitPerWork,
} from '../../../src/cluster/doing/io-wait.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { asNodeIndex, type NodeIndex } from '../../../src/cluster/node-index.js';

const [NODE, HOME, FILES] = [0, 1, 2].map(asNodeIndex) as [NodeIndex, NodeIndex, NodeIndex];

/** A thousand calls and a megabyte per second of work. */
const IO = { ...CPU_BOUND, callsPerWork: 1000, bytesPerWork: 1e6 };

/** Between two nodes: their numbers added, in ms one way and MB/s. */
function paths(...cuts: readonly (readonly [NodeIndex, NodeIndex])[]): Paths {
  return {
    latencySeconds: (a, b) => (a + b) / 1000,
    bandwidth: (a, b) => (a + b) * 1e6,
    isCut: (a, b) => cuts.some((cut) => cut.includes(a) && cut.includes(b)),
  };
}

/** By default a process, its home and its files are on three nodes, and calls go through home. */
function access(changes: Partial<AccessNodes> = {}): AccessNodes {
  const usual = { node: NODE, home: HOME, files: FILES, isDirect: false, isServed: true };
  return { ...usual, isDown: false, part: 1, ...changes };
}

/** "0>1 1>2"; none: nothing is asked of another node; no way: it waits for ever. */
function waysOf(
  changes: Partial<AccessNodes>,
  { profile = IO, cuts = [] }: { profile?: typeof IO; cuts?: [NodeIndex, NodeIndex][] } = {},
): string {
  const ways = callWays(profile, access(changes), paths(...cuts));
  if (ways === undefined) return 'no way';
  return ways.map(({ from, to }) => `${from}>${to}`).join(' ') || 'none';
}

describe('the ways of calls', () => {
  it.each<[string, Partial<AccessNodes>, string]>([
    ['at home, on its files', { node: HOME, files: HOME }, 'none'],
    ['at home, on those of another node', { node: HOME }, '1>2'],
    ['away, on those of home', { files: HOME }, '0>1'],
    ['away, on those of a third node', {}, '0>1 1>2'],
    ['away, on those of the node where it is: through home and back', { files: NODE }, '0>1 1>0'],
    ['straight to a third node', { isDirect: true }, '0>2'],
    ['straight to those where it is', { isDirect: true, files: NODE }, 'none'],
    ['at home, straight', { isDirect: true, node: HOME }, '1>2'],
    ['to a node that is down', { isDown: true }, 'no way'],
    ['to home that is down', { isDown: true, files: HOME }, 'no way'],
    ['to one that serves no others', { isServed: false }, 'no way'],
    ['straight to one that serves no others', { isServed: false, isDirect: true }, 'no way'],
    ['back to its node, which serves no others', { isServed: false, files: NODE }, 'no way'],
    [
      'where it is, which serves no others: it asks itself',
      { isServed: false, isDirect: true, files: NODE },
      'none',
    ],
    ['to its home, which serves no others', { isServed: false, files: HOME }, '0>1'],
  ])('%s', (_, changes, expected) => {
    expect(waysOf(changes)).toBe(expected);
  });

  it.each<[string, Partial<AccessNodes>, [NodeIndex, NodeIndex], string]>([
    ['the first half', {}, [NODE, HOME], 'no way'],
    ['the second half', {}, [HOME, FILES], 'no way'],
    ['another way', {}, [NODE, FILES], '0>1 1>2'],
    ['the straight way', { isDirect: true }, [FILES, NODE], 'no way'],
    ['the way home, of one that goes straight', { isDirect: true }, [NODE, HOME], '0>2'],
    ['a way that nothing takes', { files: HOME }, [HOME, FILES], '0>1'],
  ])('where %s is cut', (_, changes, cut, expected) => {
    expect(waysOf(changes, { cuts: [cut] })).toBe(expected);
  });

  it('are none for who asks for nothing, whatever is down or cut', () => {
    const profile = { ...IO, callsPerWork: 0, bytesPerWork: 0 };
    expect(waysOf({ isDown: true }, { profile })).toBe('none');
    expect(waysOf({}, { profile, cuts: [[NODE, HOME]] })).toBe('none');
    expect(waysOf({}, { profile: { ...IO, callsPerWork: 0 } })).toBe('0>1 1>2');
    expect(waysOf({}, { profile: { ...IO, bytesPerWork: 0 } })).toBe('0>1 1>2');
  });

  it('carry the part that is for these files', () => {
    const ways = callWays(IO, access({ part: 0.25 }), paths());
    expect(ways!.map(({ part }) => part)).toEqual([0.25, 0.25]);
  });
});

describe('the wait for calls and bytes', () => {
  const toHome = { from: NODE, to: HOME, part: 1 };
  const onward = { from: HOME, to: FILES, part: 1 };

  // A call of 0>1 takes 2 x 1 ms and 1 ms of handling, one of 1>2 2 x 3 ms and 1 ms; a megabyte
  // takes 1 s and 1/3 s.
  it.each([
    [[], 0],
    [[toHome], 3 + 1],
    [[onward], 7 + 1 / 3],
    [[toHome, onward], 11 + 1 / 3],
    [[{ ...toHome, part: 0.5 }], 2],
    [undefined, Number.POSITIVE_INFINITY],
  ])('of %j is %f s per second of work', (ways, seconds) => {
    expect(waitPerWork(IO, ways, 1e-3, paths())).toBeCloseTo(seconds, 12);
  });

  it('is that of calls alone or of bytes alone', () => {
    expect(waitPerWork({ ...IO, bytesPerWork: 0 }, [toHome], 1e-3, paths())).toBeCloseTo(3, 12);
    expect(waitPerWork({ ...IO, callsPerWork: 0 }, [toHome], 1e-3, paths())).toBe(1);
  });

  it('takes CPU time where a call is carried out, and bytes from there', () => {
    const half = { ...toHome, part: 0.5 };
    expect(usesElsewhere(IO, [half], 1e-3)).toEqual([
      { resource: cpusOf(HOME), perWork: 0.5, isCpu: true },
      { resource: sendingOf(HOME), perWork: 5e5, isCpu: false },
      { resource: receivingOf(NODE), perWork: 5e5, isCpu: false },
    ]);
  });

  it('takes more of a node that is asked twice', () => {
    const found = usesElsewhere(IO, [toHome, { from: FILES, to: HOME, part: 2 }], 1e-3);
    expect(found.map(({ resource, perWork }) => [resource, perWork])).toEqual([
      [cpusOf(HOME), 3],
      [sendingOf(HOME), 3e6],
      [receivingOf(NODE), 1e6],
      [receivingOf(FILES), 2e6],
    ]);
  });

  it('takes nothing of what costs nothing', () => {
    expect(usesElsewhere(IO, [toHome], 0).map(({ isCpu }) => isCpu)).toEqual([false, false]);
    expect(usesElsewhere({ ...IO, bytesPerWork: 0 }, [toHome], 1e-3)).toHaveLength(1);
    expect(usesElsewhere(IO, [], 1e-3)).toEqual([]);
    expect(usesElsewhere(IO, undefined, 1e-3)).toEqual([]);
  });
});
