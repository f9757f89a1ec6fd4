import { expect, it } from 'vitest';
import type { Cluster } from '../../../src/cluster/cluster.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { Corrections } from '../../../src/scheduler/information/corrections.js';
import { blankEntry } from '../../../src/scheduler/information/entry.js';
import { OPENMOSIX } from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';

const INDEX = asNodeIndex(1);

/** A node's processes sent at these times, and what it knows of nodes 2 to 4 at 20 s. */
const cases = fc.record({
  sent: fc.array(
    fc.record({
      ...{ at: fc.nat(20), node: fc.integer({ min: 2, max: 5 }) },
      ...{ bytes: fc.nat(60), threads: fc.integer({ min: 1, max: 3 }) },
    }),
    { maxLength: 8 },
  ),
  known: fc.tuple(...[2, 3, 4].map(() => fc.integer({ min: 5, max: 20 }))),
  staleness: fc.integer({ min: 3, max: 20 }),
  ownMoves: fc.constantFrom(0, 0.5, 1),
  incomplete: fc.constantFrom(0, 2),
});

// Node n has n - 1 CPUs of speed 20000: each process is a load of 1 / (2 (n - 1)).
it('what a node has sent counts where it was sent, unless that has told of it, or was long ago', () => {
  fc.assert(
    fc.property(cases, ({ sent, known, staleness, ownMoves, incomplete }) => {
      const agenda = { now: 0 };
      const cluster = { nodes: [0, 1, 2], agenda } as unknown as Cluster;
      const parameters = { ...OPENMOSIX, staleness, ownMoves };
      const corrections = new Corrections(cluster, parameters, incomplete);
      const inOrder = sent.toSorted((a, b) => a.at - b.at);
      for (const { at, node, ...process } of inOrder) {
        agenda.now = at;
        corrections.add(INDEX, node, process);
      }
      agenda.now = 20;
      const entries = () =>
        known.map((measuredAt, place) => ({
          ...{ ...blankEntry(), node: place + 2, measuredAt, load: 1, freeBytes: 100 },
          ...{ cpus: place + 1, countedCpus: place + 1, speed: 20_000 },
        }));
      const naive = entries().map((entry) => {
        const counted = inOrder.filter(
          ({ node, at }) =>
            node === entry.node && entry.measuredAt < at + incomplete && at >= 20 - staleness,
        );
        const threads = counted.reduce((sum, one) => sum + one.threads, 0);
        const taken = counted
          .filter(({ at }) => entry.measuredAt < at)
          .reduce((sum, one) => sum + one.bytes, 0);
        return {
          node: entry.node,
          load: 1 + (ownMoves * threads) / (2 * (entry.node - 1)),
          freeBytes: Math.max(0, 100 - taken),
        };
      });
      // However often it is asked.
      for (let time = 0; time < 2; time++) {
        const corrected = entries();
        corrections.apply(INDEX, corrected);
        corrected.forEach(({ node, load, freeBytes }, place) => {
          expect([node, freeBytes]).toEqual([naive[place]!.node, naive[place]!.freeBytes]);
          expect(load).toBeCloseTo(naive[place]!.load, 12);
        });
        const others = entries();
        corrections.apply(asNodeIndex(0), others);
        expect(others).toEqual(entries());
      }
      corrections.forget(INDEX);
      const after = entries();
      corrections.apply(INDEX, after);
      expect(after).toEqual(entries());
    }),
  );
});
