import { describe, expect, it } from 'vitest';
import { asNodeIndex, type NodeIndex } from '../../../src/cluster/node-index.js';
import { blankEntry } from '../../../src/scheduler/information/entry.js';
import { Vectors } from '../../../src/scheduler/information/vectors.js';
import type { Entry } from '../../../src/scheduler/policies/policy.js';
import fc from '../../support/properties.js';

const NODES = 6;

function entryOf(node: number, measuredAt: number): Entry {
  const rest = {
    load: 0,
    speed: 1,
    cpus: 1,
    countedCpus: 1,
    memoryBytes: 1,
    freeBytes: 0,
    blocked: false,
  };
  return { node, measuredAt, ...rest };
}

describe('Vectors', () => {
  it('do what a naive merge of messages does', () => {
    const messages = fc.array(
      fc.record({ sender: fc.nat(NODES - 1), step: fc.integer({ min: 1, max: NODES - 1 }) }),
      { maxLength: 60 },
    );
    const settings = fc.record({
      capacity: fc.integer({ min: 1, max: NODES }),
      count: fc.nat(4),
      staleness: fc.integer({ min: 1, max: 20 }),
    });
    fc.assert(
      fc.property(messages, settings, (sent, { capacity, count, staleness }) => {
        const vectors = new Vectors(NODES, capacity);
        const naive: Entry[][] = Array.from({ length: NODES }, () => []);
        for (const [now, { sender, step }] of sent.entries()) {
          const target = (sender + step) % NODES;
          const own = entryOf(sender, now);
          const oldest = now - staleness;
          const [from, to] = [asNodeIndex(sender), asNodeIndex(target)];
          vectors.begin(from, own);
          vectors.send(from, to, count, oldest);
          const told = [own, ...naive[sender]!.slice(0, count)];
          naive[target] = merged(target, [...naive[target]!, ...told], capacity, oldest);
          const found = entriesOf(vectors, to);
          expect(found).toEqual(naive[target]);
        }
      }),
      { numRuns: 300 },
    );
  });
});

it('pass on all that an entry says, of the node with the highest index and of one made up', () => {
  const vectors = new Vectors(65535, 2);
  const [a, b] = [asNodeIndex(0), asNodeIndex(65534)];
  const told = { ...entryOf(65535, 3), load: 0.25, freeBytes: 2 ** 40 + 1, memoryBytes: 2 ** 41 };
  const madeUp = {
    ...entryOf(9, 2),
    load: 1.75,
    speed: 3e5,
    cpus: 2,
    countedCpus: 4,
    blocked: true,
  };
  vectors.begin(asNodeIndex(65535), madeUp);
  vectors.send(a, a, 0, 0);
  vectors.begin(b, told);
  vectors.send(b, a, 0, 0);
  expect(entriesOf(vectors, a)).toEqual([told, madeUp]);
});

it('forget what is older than that, and no more', () => {
  const vectors = new Vectors(4, 4);
  const owner = asNodeIndex(0);
  for (const now of [1, 2, 3]) {
    vectors.begin(asNodeIndex(now), entryOf(now, now));
    vectors.send(asNodeIndex(now), owner, 0, 0);
  }
  for (const [oldest, rest] of [
    [1, [3, 2, 1]],
    [2, [3, 2]],
    [2.5, [3]],
    [4, []],
  ] as const) {
    vectors.prune(owner, oldest);
    expect(entriesOf(vectors, owner).map(({ node }) => node)).toEqual(rest);
  }
});

it('hold no node twice and not themselves after 2^32 messages', () => {
  const vectors = new Vectors(3, 3, 2 ** 32 - 2);
  const [a, b, c] = [asNodeIndex(0), asNodeIndex(1), asNodeIndex(2)];
  let now = 0;
  for (const [from, to] of [
    [a, b],
    [c, b],
    [a, b],
    [b, a],
    [a, b],
    [b, a],
  ] as const) {
    vectors.begin(from, entryOf(from, now));
    vectors.send(from, to, 3, 0);
    now++;
    for (const owner of [a, b]) {
      const known = entriesOf(vectors, owner).map(({ node }) => node);
      expect(new Set(known).size).toBe(known.length);
      expect(known).not.toContain(owner);
    }
  }
});

/** The youngest entry of each node, freshest first. No two are of one time. */
function merged(owner: number, entries: Entry[], capacity: number, oldest: number): Entry[] {
  const youngest = new Map<number, Entry>();
  for (const entry of [...entries].sort((a, b) => a.measuredAt - b.measuredAt)) {
    if (entry.node !== owner && entry.measuredAt >= oldest) youngest.set(entry.node, entry);
  }
  return [...youngest.values()].sort((a, b) => b.measuredAt - a.measuredAt).slice(0, capacity);
}

function entriesOf(vectors: Vectors, index: NodeIndex): Entry[] {
  return Array.from({ length: vectors.length(index) }, (_, position) => {
    const entry = blankEntry();
    vectors.read(index, position, entry);
    return entry;
  });
}
