import fc from 'fast-check';
import { expect, it } from 'vitest';
import { nodeSpec, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';

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

it('transfers share links fairly at both ends, as a naive fluid does', () => {
  const bandwidths = fc.array(fc.integer({ min: 1, max: 5 }), { minLength: 4, maxLength: 4 });
  fc.assert(
    fc.property(moves, bandwidths, (list, megabytesPerSecond) => {
      const nodes = megabytesPerSecond.map((rate, index) =>
        nodeSpec(index + 1, { bandwidth: rate * MEGABYTE }),
      );
      const processes = list.map(({ source, megabytes }) =>
        processSpec(source, { memoryBytes: megabytes * MEGABYTE }),
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
    const rate = (i: number) => {
      const { source, target } = list[i]!;
      const sending = active.filter((other) => list[other]!.source === source).length;
      const receiving = active.filter((other) => list[other]!.target === target).length;
      return Math.min(bandwidths[source - 1]! / sending, bandwidths[target - 1]! / receiving);
    };
    const rates = new Map(active.map((i) => [i, rate(i)]));
    const seconds = Math.min(...waiting, ...active.map((i) => left[i]! / rates.get(i)!));
    const done = active.filter((i) => left[i]! / rates.get(i)! <= seconds);
    for (const i of active) left[i]! -= seconds * rates.get(i)!;
    now += seconds;
    for (const i of done) ends[i] = now;
  }
}
