import { describe, expect, it } from 'vitest';
import { type Flow, maxMinRates, type Need } from '../../../src/cluster/cpus/max-min.js';
import fc from '../../support/properties.js';

function flow(cap: number, ...needs: Need[]): Flow {
  return { count: 1, cap, needs };
}

function need(resource: number, use = 1, weight = 1): Need {
  return { resource, use, ratePerLevel: weight / use };
}

const ENDLESS = Number.POSITIVE_INFINITY;

describe('the rates of flows', () => {
  it.each<[string, number[], Flow[], number[]]>([
    [
      '100 shared by one that can take 10: the other gets 90',
      [100, 10, 100],
      [flow(ENDLESS, need(0), need(1)), flow(ENDLESS, need(0), need(2))],
      [10, 90],
    ],
    ['what a cap leaves goes to the others', [9], [flow(1, need(0)), flow(9, need(0))], [1, 8]],
    ['weights 2 and 1 share 3', [3], [flow(9, need(0, 1, 2)), flow(9, need(0, 1, 1))], [2, 1]],
    [
      // Shares, not progress, are equal: who needs 4 per unit gets on a quarter as fast.
      'a share of a resource is fair whatever one makes of it',
      [8],
      [flow(9, need(0, 4)), flow(9, need(0, 1))],
      [1, 4],
    ],
    [
      // r + d s = 1 and s + d r = 1 with d = 0.5: both get on at 1 / 1.5.
      'two that serve each other hold each other up',
      [1, 1],
      [flow(ENDLESS, need(0), need(1, 0.5)), flow(ENDLESS, need(1), need(0, 0.5))],
      [2 / 3, 2 / 3],
    ],
    [
      // The second resource is full at 0.5 each; what that leaves of the first goes to the third.
      'who is held up elsewhere leaves its part',
      [2, 1],
      [flow(ENDLESS, need(0), need(1)), flow(ENDLESS, need(0), need(1)), flow(ENDLESS, need(0))],
      [0.5, 0.5, 1],
    ],
    [
      // Links with a tie: 0 is shared by two, 1 by one of them and three that the last holds up.
      'a resource that is full only as long as another one is does not stop the search',
      [1, 2, 1, 1],
      [
        flow(1, need(1), need(0)),
        flow(1, need(2), need(0)),
        flow(1, need(2)),
        ...[1, 2, 3].map(() => flow(1, need(1), need(3))),
      ],
      [0.5, 0.5, 0.5, 1 / 3, 1 / 3, 1 / 3],
    ],
  ])('%s', (_, capacities, flows, expected) => {
    const { rates } = maxMinRates(flows, capacities);
    for (const [index, rate] of expected.entries()) expect(rates[index]).toBeCloseTo(rate, 12);
  });

  it('are the fixpoint: nobody has less than its cap without a bottleneck', () => {
    fc.assert(
      fc.property(problems, ({ capacities, flows }) => {
        const { rates } = maxMinRates(flows, capacities);
        for (const resource of capacities.keys()) {
          expect(used(flows, rates, resource) / capacities[resource]!).toBeLessThan(1 + 1e-12);
        }
        for (const [index, { cap, needs }] of flows.entries()) {
          const slacks = needs.map(({ resource, ratePerLevel }) => {
            const free = 1 - used(flows, rates, resource) / capacities[resource]!;
            const level = highest(flows, rates, resource);
            return Math.max(free, 1 - rates[index]! / ratePerLevel / level);
          });
          // 10 000 sweeps, of which each may still change a level by 1e-15 of it, and rounding.
          expect(Math.min(1 - rates[index]! / cap, ...slacks)).toBeLessThan(1.1e-11);
        }
      }),
      { numRuns: 2000 },
    );
  });

  it('are within what there is, in proportion, where no levels settle', () => {
    // Round and round: with weights 1/2 and 1, the first and the third of a ring leave each other
    // now more, now less. At the end the first two are given 2 x 1 + 1 x 2 = 4 of 3: each 3/4 of it.
    const ring = [
      flow(ENDLESS, need(0, 2, 0.5), need(1, 2, 1)),
      flow(ENDLESS, need(0, 1, 1), need(2, 1, 0.5)),
      flow(ENDLESS, need(1, 2, 0.5), need(2, 2, 1)),
    ];
    const { rates } = maxMinRates(ring, [3, 3, 3]);
    expect([...rates]).toEqual([0.75, 1.5, 0.5]);
  });

  it('are those of a naive solver on links: fill all alike, stop who meets a full one', () => {
    fc.assert(
      fc.property(linkProblems, ({ capacities, flows }) => {
        const { rates } = maxMinRates(flows, capacities);
        for (const [index, rate] of filled(flows, capacities).entries()) {
          expect(rates[index]! / rate).toBeCloseTo(1, 9);
        }
      }),
      { numRuns: 500 },
    );
  });
});

/** How much of a resource is used. */
function used(flows: readonly Flow[], rates: Float64Array, resource: number): number {
  return sum(flows, ({ count, needs }, index) => {
    const use = needs.find((one) => one.resource === resource)?.use ?? 0;
    return count * use * rates[index]!;
  });
}

/** What by weight the most favoured of a resource's flows gets of it. */
function highest(flows: readonly Flow[], rates: Float64Array, resource: number): number {
  const levels = flows.flatMap(({ needs }, index) => {
    const own = needs.find((one) => one.resource === resource);
    return own === undefined ? [] : [rates[index]! / own.ratePerLevel];
  });
  return Math.max(...levels);
}

/** Progressive filling in small steps, where every flow uses 1 of each of its links. */
function filled(flows: readonly Flow[], capacities: readonly number[]): number[] {
  const rates = flows.map(() => 0);
  const open = new Set(flows.keys());
  while (open.size > 0) {
    const free = (resource: number) => capacities[resource]! - usedBy(flows, rates, resource);
    const growing = (resource: number) => {
      return sum([...open], (index) => (uses(flows[index]!, resource) ? flows[index]!.count : 0));
    };
    const steps = capacities.map((_, link) => free(link) / growing(link));
    const caps = [...open].map((index) => flows[index]!.cap - rates[index]!);
    const step = Math.min(...caps, ...steps.filter((_, link) => growing(link) > 0));
    for (const index of open) rates[index]! += step;
    for (const index of [...open]) {
      const { cap, needs } = flows[index]!;
      const isFull = needs.some(({ resource }) => free(resource) < 1e-9 * capacities[resource]!);
      if (isFull || rates[index]! > cap * (1 - 1e-9)) open.delete(index);
    }
  }
  return rates;
}

function usedBy(flows: readonly Flow[], rates: readonly number[], resource: number): number {
  return sum(flows, (one, index) => (uses(one, resource) ? one.count * rates[index]! : 0));
}

function uses({ needs }: Flow, resource: number): boolean {
  return needs.some((one) => one.resource === resource);
}

function sum<T>(items: readonly T[], of: (item: T, index: number) => number): number {
  return items.reduce((total, item, index) => total + of(item, index), 0);
}

function problemsOf(use: fc.Arbitrary<number>, weight: fc.Arbitrary<number>) {
  const one = fc.record({
    count: fc.integer({ min: 1, max: 3 }),
    cap: fc.oneof(fc.constant(ENDLESS), fc.double({ min: 0.01, max: 1, noNaN: true })),
    needs: fc.uniqueArray(
      fc.record({ resource: fc.nat(5), use, weight }).map((drawn) => {
        return need(drawn.resource, drawn.use, drawn.weight);
      }),
      { minLength: 1, maxLength: 5, selector: ({ resource }) => resource },
    ),
  });
  return fc.record({
    capacities: fc.array(fc.integer({ min: 1, max: 4 }), { minLength: 6, maxLength: 6 }),
    flows: fc.array(one, { minLength: 1, maxLength: 12 }),
  });
}

const problems = problemsOf(
  fc.double({ min: 0.05, max: 2, noNaN: true }),
  fc.constantFrom(1, 1, 0.5, 11 / 6),
);
const linkProblems = problemsOf(fc.constant(1), fc.constant(1));
