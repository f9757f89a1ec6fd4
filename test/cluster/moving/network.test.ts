import { expect, it } from 'vitest';
import { nodeSpec, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';

const MEGABYTE = 1e6;

interface Move {
  readonly source: number;
  readonly target: number;
  readonly megabytes: number;
  readonly at: number;
}

const moves = fc.array(
  fc
    .record({
      source: fc.integer({ min: 1, max: 4 }),
      step: fc.integer({ min: 1, max: 3 }),
      megabytes: fc.integer({ min: 1, max: 20 }),
      at: fc.double({ min: 0, max: 10, noNaN: true }),
    })
    .map(({ source, step, ...rest }) => ({
      source,
      target: 1 + ((source - 1 + step) % 4),
      ...rest,
    })),
  { minLength: 1, maxLength: 12 },
);

it('transfers share links max-min fairly, as a naive fluid does', () => {
  const bandwidths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(moves, bandwidths, (list, megabytesPerSecond) => {
      const nodes = megabytesPerSecond.map((rate, index) =>
        nodeSpec(index + 1, { bandwidth: rate * MEGABYTE }),
      );
      const processes = list.map(({ source, megabytes }) =>
        processSpec(source, { residentBytes: megabytes * MEGABYTE }),
      );
      const timeline = list.map(({ target, at }, index) => ({
        atSeconds: at,
        command: { do: 'migrate', pid: 1000 + index, to: target } as const,
      }));
      const simulation = simulationOf({
        nodes,
        processes,
        timeline,
        fixedSeconds: 0,
        measures: false,
      });
      const found: number[] = [];
      simulation.cluster.observe((event) => {
        if (event.type === 'migrated') found[event.pid - 1000] = event.at;
      });
      runUntil(simulation, 1e4);
      for (const [index, at] of fluid(list, megabytesPerSecond).entries()) {
        expect(Math.abs(found[index]! - at)).toBeLessThan(1e-6);
      }
    }),
    { numRuns: 100 },
  );
});

/** When each transfer ends: all rates anew at every beginning and end. */
function fluid(list: readonly Move[], bandwidths: readonly number[]): number[] {
  const left = list.map(({ megabytes }) => megabytes);
  const ends: number[] = [];
  let now = 0;
  for (;;) {
    const active = [...list.keys()].filter((i) => list[i]!.at <= now && ends[i] === undefined);
    const waiting = list.filter(({ at }) => at > now).map(({ at }) => at - now);
    if (active.length === 0 && waiting.length === 0) return ends;
    const rate = filled(
      active.map((i) => list[i]!),
      bandwidths,
    );
    const rates = new Map(active.map((i, index) => [i, rate[index]!]));
    const seconds = Math.min(...waiting, ...active.map((i) => left[i]! / rates.get(i)!));
    const done = active.filter((i) => left[i]! / rates.get(i)! <= seconds);
    for (const i of active) left[i]! -= seconds * rates.get(i)!;
    now += seconds;
    for (const i of done) ends[i] = now;
  }
}

/** All transfers grow alike; those who meet a full link grow no more (Bertsekas & Gallager). */
function filled(active: readonly Move[], bandwidths: readonly number[]): number[] {
  const rates = active.map(() => 0);
  const open = new Set(active.keys());
  while (open.size > 0) {
    let step = Number.POSITIVE_INFINITY;
    const ends = ['source', 'target'] as const;
    const free = (end: 'source' | 'target', node: number) => {
      const over = [...active.keys()].filter((i) => active[i]![end] === node);
      return bandwidths[node - 1]! - over.reduce((sum, i) => sum + rates[i]!, 0);
    };
    for (const end of ends) {
      for (const i of open) {
        const node = active[i]![end];
        const growing = [...open].filter((other) => active[other]![end] === node).length;
        step = Math.min(step, free(end, node) / growing);
      }
    }
    for (const i of open) rates[i]! += step;
    for (const i of [...open]) {
      if (ends.some((end) => free(end, active[i]![end]) < 1e-9)) open.delete(i);
    }
  }
  return rates;
}
