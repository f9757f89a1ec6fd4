import { describe, expect, it } from 'vitest';
import { type Lane, LINE } from '../../../src/cluster/cpus/cpu-layout.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import { Random } from '../../../src/kernel/random.js';
import { type Fading, faded, rateOf } from '../../../src/scheduler/measuring/fading-sum.js';
import { LaneSums } from '../../../src/scheduler/measuring/lane-sums.js';
import { Metronome } from '../../../src/scheduler/measuring/metronome.js';
import { DECIDE, MEASURE, Rounds, TELL } from '../../../src/scheduler/measuring/rounds.js';
import fc from '../../support/properties.js';

describe('a sum that fades', () => {
  it.each([
    [5, { rate: 1, gain: 1 }, 0, 7, 5],
    [5, { rate: Number.POSITIVE_INFINITY, gain: 1 }, 1, 7, 0],
    [5, { rate: Number.POSITIVE_INFINITY, gain: 1 }, 0, 7, 5],
    [5, { rate: 0, gain: 1 }, 2, 7, 5 + 2 * 7],
    [5, { rate: 0, gain: 3 }, 2, 7, 5 + 2 * 3 * 7],
    [8, { rate: Math.LN2, gain: Math.LN2 }, 1, 0, 4],
    [8, { rate: Math.LN2, gain: Math.LN2 }, 2, 4, 4 + (8 - 4) / 4],
    [8, { rate: Math.LN2, gain: 1 }, 1, 1, 4 + 0.5 / Math.LN2],
  ])(
    '%d that fades as %j is, after %d s in which %d was added, %d',
    (value, fading, seconds, added, after) => {
      expect(faded(value, fading, seconds, added)).toBeCloseTo(after, 12);
    },
  );

  it('does not depend on when it is looked at', () => {
    fc.assert(
      fc.property(fc.double({ min: 0.01, max: 3, noNaN: true }), fc.nat(5), (rate, added) => {
        const fading = { rate, gain: 1 };
        const once = faded(2, fading, 3, added);
        const twice = faded(faded(2, fading, 1.25, added), fading, 1.75, added);
        expect(twice).toBeCloseTo(once, 10);
      }),
      { numRuns: 50 },
    );
  });

  it.each([
    [1, 5, 0],
    [0.5, 1, Math.LN2],
    [0.25, 2, Math.LN2],
    [0, 3, Number.POSITIVE_INFINITY],
  ])('of which %d is left after %d s fades at a rate of %d', (kept, seconds, rate) => {
    expect(rateOf(kept, seconds)).toBeCloseTo(rate, 12);
  });
});

describe('the sums of lanes', () => {
  const FADINGS: readonly Fading[] = [
    { rate: 0, gain: 1 },
    { rate: 0.5, gain: 0.5 },
    { rate: 2, gain: 1 },
  ];
  const laneOf = (line: number) => (line * LINE) as Lane;

  /** Each process has its own sum, integrated step by step. */
  interface Member {
    readonly lane: number;
    readonly fading: number;
    own: number;
    readonly offset: number;
  }

  it('are, less what they were when a process came, what each process has added since', () => {
    const step = fc.record({ kind: fc.nat(4), lane: fc.nat(2), fading: fc.nat(2), use: fc.nat(4) });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        let sums = new LaneSums(FADINGS);
        const uses = [0.5, 0.25, 1];
        const members: Member[] = [];
        const wait = (seconds: number) => {
          for (const one of members) {
            one.own = faded(one.own, FADINGS[one.fading]!, seconds, uses[one.lane]!);
          }
        };
        let now = 0;
        for (const { kind, lane, fading, use } of steps) {
          wait(0.75);
          now += 0.75;
          if (kind < 2) {
            const offset = sums.enter(laneOf(lane), fading, uses[lane]!, now);
            members.push({ lane, fading, own: 0, offset });
            // What was there before it came fades as well.
            Object.assign(members.at(-1)!, { own: offset });
          } else if (kind === 2 && members.length > 0) {
            const [gone] = members.splice(use % members.length, 1);
            sums.leave(laneOf(gone!.lane), gone!.fading);
          } else if (kind === 3) {
            sums.advance(laneOf(lane), uses[lane]!, now);
            uses[lane] = use / 4;
          } else {
            const other = new LaneSums(FADINGS);
            restore(other, saved(sums));
            sums = other;
          }
          for (const one of members) {
            const value = sums.value(laneOf(one.lane), one.fading, uses[one.lane]!, now);
            expect(value).toBeCloseTo(one.own, 9);
          }
        }
      }),
      { numRuns: 100 },
    );
  });

  it('begin again, small, where nobody is left', () => {
    const sums = new LaneSums(FADINGS);
    expect(sums.enter(laneOf(0), 0, 1, 0)).toBe(0);
    expect(sums.enter(laneOf(0), 0, 1, 10)).toBe(10);
    sums.leave(laneOf(0), 0);
    sums.leave(laneOf(0), 0);
    expect(sums.enter(laneOf(0), 1, 1, 20)).toBe(0);
    expect(sums.enter(laneOf(0), 0, 1, 20)).toBe(0);
    expect(sums.value(laneOf(0), 0, 1, 23)).toBe(3);
    const state = saved(sums) as { readonly sums: readonly (readonly object[])[] };
    expect(state.sums[0]).toHaveLength(2);
  });
});

it('the sums of lanes take no more places than there are lanes up to theirs', () => {
  const sums = new LaneSums([{ rate: 0, gain: 1 }]);
  const laneOf = (line: number) => (line * LINE) as Lane;
  for (const line of [3, 0, 2]) sums.enter(laneOf(line), 0, 1, line);
  const state = saved(sums) as { readonly sums: readonly (readonly object[])[] };
  expect(state.sums.map(({ length }) => length)).toEqual([1, 0, 1, 1]);
  expect([0, 2, 3].map((line) => sums.value(laneOf(line), 0, 1, 10))).toEqual([10, 8, 7]);
});

describe('the ticks of nodes', () => {
  const taken = (source: Metronome | Rounds, count: number) =>
    Array.from({ length: count }, () => {
      const duties = 'nextDuties' in source ? source.nextDuties : 0;
      return [source.nextTime, duties, source.pop()] as const;
    });

  it('come once a period, each node at its phase', () => {
    const ticks = taken(new Metronome(3, 2, new Random(4)), 9);
    const phases = [0, 1, 2].map((node) => ticks.find(([, , index]) => index === node)![0]);
    expect(phases.every((phase) => phase >= 0 && phase < 2)).toBe(true);
    expect(new Set(phases).size).toBe(3);
    const expected = [0, 1, 2].flatMap((period) =>
      phases.map((phase, node) => [period * 2 + phase, 0, node] as const),
    );
    expect(ticks).toEqual(expected.sort(([a], [b]) => a - b));
  });

  it.each([
    [[1, 1, 1], 1],
    [[2, 1, 2], 2],
    [[1, 2, 3], 3],
    [[1, 1, 4], 2],
    [[4, 2, 2], 2],
  ])('do at once what is done equally often: every %j s', ([measure, tell, decide], kinds) => {
    const periods = { measureSeconds: measure!, tellSeconds: tell!, decideSeconds: decide! };
    const make = () => new Rounds(3, periods, new Random(5));
    const ticks = taken(make(), 60);
    const times = ticks.map(([at]) => at);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(ticks.map(([, duties]) => duties)).size).toBe(kinds);
    const end = times.at(-1)!;
    for (const [seconds, duty] of [
      [measure!, MEASURE],
      [tell!, TELL],
      [decide!, DECIDE],
    ] as const) {
      const own = ticks.filter(([, duties]) => (duties & duty) !== 0);
      for (const node of [0, 1, 2]) {
        const at = own.filter(([, , index]) => index === node).map(([time]) => time);
        // As far into each of its periods as into any other.
        const part =
          ticks.find(([, , index]) => index === node)![0] /
          Math.min(...([measure, tell, decide] as number[]));
        expect(at.length).toBe(
          at.filter((time, n) => Math.abs(time - seconds * (n + part)) < 1e-9).length,
        );
        expect(Math.abs(at.length - end / seconds)).toBeLessThanOrEqual(1);
      }
    }
    for (const [before, over] of [
      [0, 7],
      [11, 30],
      [40, 3],
    ] as const) {
      const [first, second] = [make(), make()];
      taken(first, before);
      taken(second, over);
      restore(second, saved(first));
      expect(taken(second, 60 - before)).toEqual(ticks.slice(before));
    }
  });
});
