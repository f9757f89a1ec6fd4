import { describe, expect, it } from 'vitest';
import { fairShares, type Group, weightOf } from '../../../src/cluster/cpus/fair-shares.js';
import fc from '../../support/properties.js';

describe('the weight of a nice value', () => {
  // kernel/sched.c of Linux 2.4 at 100 ticks a second.
  it.each([
    [-20, -20, 11],
    [-19, -16, 10],
    [-15, -12, 9],
    [-11, -8, 8],
    [-7, -4, 7],
    [-3, 0, 6],
    [1, 4, 5],
    [5, 8, 4],
    [9, 12, 3],
    [13, 16, 2],
    [17, 19, 1],
  ])('from %i to %i is that of %i ticks, nice 0 having 6', (first, last, ticks) => {
    for (let nice = first; nice <= last; nice++) expect(weightOf(nice)).toBe(ticks / 6);
  });
});

const group: fc.Arbitrary<Group> = fc.record({
  size: fc.integer({ min: 1, max: 5 }),
  weight: fc.constantFrom(1 / 6, 0.5, 1, 11 / 6, 3),
  cap: fc.constantFrom(0, 0.1, 0.5, 1, 2),
});

/** The level at which all is given, each taking the level by weight up to its cap: by halving. */
function filled(groups: readonly Group[], cpus: number): number[] {
  const at = (level: number) => groups.map(({ weight, cap }) => Math.min(cap, level * weight));
  const given = (shares: readonly number[]) =>
    groups.reduce((sum, { size }, index) => sum + size * shares[index]!, 0);
  let [low, high] = [0, 100];
  for (let step = 0; step < 80; step++) {
    const middle = (low + high) / 2;
    if (given(at(middle)) < cpus) low = middle;
    else high = middle;
  }
  return at(high);
}

describe('fair shares', () => {
  it('are what water finds: all at one level by weight, but for those who have their fill', () => {
    fc.assert(
      fc.property(fc.array(group, { maxLength: 6 }), fc.nat(12), (groups, cpus) => {
        const shares = fairShares(groups, cpus);
        const expected = filled(groups, cpus);
        expect(shares).toHaveLength(groups.length);
        for (const [index, share] of shares.entries()) {
          expect(share).toBeCloseTo(expected[index]!, 9);
        }
      }),
    );
  });

  it('stay in the order of the groups, whoever has his fill first', () => {
    const groups = [
      { size: 1, weight: 1, cap: 2 },
      { size: 2, weight: 1, cap: 0.25 },
    ];
    expect(fairShares(groups, 1)).toEqual([0.5, 0.25]);
    expect(fairShares([...groups].reverse(), 1)).toEqual([0.25, 0.5]);
  });
});
