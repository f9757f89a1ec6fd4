import { describe, expect, it } from 'vitest';
import { mean } from '../../../src/base/statistics.js';
import { holm, pairedContrast, wilcoxonP } from '../../../src/lab/statistics/contrast.js';
import { lagOneOf, studentInterval } from '../../../src/lab/statistics/interval.js';
import { quantileInterval } from '../../../src/lab/statistics/quantile.js';
import { studentCdf, studentQuantile, twoSidedP } from '../../../src/lab/statistics/student.js';
import { mser5 } from '../../../src/lab/statistics/truncation.js';

/** A fixed sequence on [0, 1), not random: (7919 i mod 1000) / 1000. */
const u = (i: number) => ((7919 * i) % 1000) / 1000;
const sequence = (length: number, of: (i: number) => number) =>
  Array.from({ length }, (_, i) => of(i));

describe("Student's distribution", () => {
  // Two-sided 95 % points as every table has them.
  it.each([
    [1, 12.7062],
    [2, 4.30265],
    [5, 2.57058],
    [19, 2.09302],
    [30, 2.04227],
    [120, 1.97993],
    [1e6, 1.95997],
  ])('of %d degrees has its 97.5 %% point at %d', (degrees, point) => {
    expect(studentQuantile(0.975, degrees)).toBeCloseTo(point, 4);
  });

  it('of one degree is the arctangent (Cauchy)', () => {
    for (const t of [-30, -1, 0, 0.3, 2, 100]) {
      expect(studentCdf(t, 1)).toBeCloseTo(0.5 + Math.atan(t) / Math.PI, 14);
    }
  });

  it('of two degrees is algebraic, also far out', () => {
    for (const t of [0.1, 1, 10, 1000]) {
      const tail = 1 / (Math.sqrt(t * t + 2) * (Math.sqrt(t * t + 2) + t));
      expect(twoSidedP(t, 2) / (2 * tail)).toBeCloseTo(1, 12);
    }
  });
});

describe('an interval of independent values', () => {
  it('is 0.5495 +- 0.1264535 for the twenty first values', () => {
    const { mean, halfWidth } = studentInterval(sequence(20, (i) => u(i + 1)));
    expect(mean).toBeCloseTo(0.5495, 10);
    expect(halfWidth).toBeCloseTo(0.1264535, 7);
  });

  // Of 1 and 3: sample deviation sqrt(2), so that the half-width is t(1) = 12.7062 times 1.
  it('of two values is as wide as that of one degree of freedom', () => {
    const { mean, halfWidth, deviation } = studentInterval([1, 3]);
    expect([mean, deviation]).toEqual([2, Math.SQRT2]);
    expect(halfWidth).toBeCloseTo(12.7062, 4);
  });

  it('has no width when there is one value', () => {
    expect(studentInterval([3])).toMatchObject({ mean: 3, halfWidth: Number.NaN, count: 1 });
  });

  it('by batch means is 0.5015001 +- 0.0276938, with neighbours at -0.15057', () => {
    const series = sequence(3200, (i) => Math.sin(i / 7) + u(i));
    const means = sequence(32, (batch) => mean(series.slice(100 * batch, 100 * (batch + 1))));
    const { mean: centre, halfWidth } = studentInterval(means);
    expect(centre).toBeCloseTo(0.5015001, 7);
    expect(halfWidth).toBeCloseTo(0.0276938, 7);
    expect(lagOneOf(means)).toBeCloseTo(-0.15057, 5);
  });
});

describe('MSER-5', () => {
  it('cuts 215 values of a start that decays', () => {
    const series = sequence(5000, (i) => 10 * Math.exp(-i / 50) + u(i));
    const { cut, mean } = mser5(series);
    expect(cut).toBe(215);
    expect(mean).toBeCloseTo(0.5008897, 7);
  });

  it('cuts just the 300 values that are of another kind, and nothing without them', () => {
    const rest = sequence(4700, (i) => 2 + u(i));
    expect(mser5([...Array(300).fill(1), ...rest])).toMatchObject({ cut: 300, doubtful: false });
    expect(mser5([...Array(300).fill(1), ...rest]).mean).toBeCloseTo(2.4996489, 7);
    expect(mser5(rest).cut).toBe(0);
  });

  it('says that it cannot tell when a series never settles', () => {
    expect(mser5(sequence(1000, (i) => i)).doubtful).toBe(true);
  });

  it('cuts nothing of a series too short for a batch', () => {
    expect(mser5([1, 2, 3])).toMatchObject({ cut: 0, mean: 2 });
  });
});

describe('a quantile', () => {
  it('of the whole sequence lies at 0.94905, between the ranks 936 and 964', () => {
    const values = Float64Array.from(sequence(1000, (i) => u(i + 1)));
    const found = quantileInterval(values, 0.95);
    expect(found.value).toBeCloseTo(0.94905, 10);
    expect(found).toMatchObject({ lowRank: 936, highRank: 964, low: 0.935, high: 0.963 });
  });
});

describe('a contrast', () => {
  const before = sequence(20, (i) => 10 + Math.sin(i));
  const after = before.map((value, i) => value + 0.1 + 0.05 * Math.cos(3 * i));

  it('in pairs is 0.1024135 +- 0.0160890, p 4.3e-11', () => {
    const { mean, halfWidth, p, varianceRatio } = pairedContrast(before, after);
    expect(mean).toBeCloseTo(0.1024135, 7);
    expect(halfWidth).toBeCloseTo(0.016089, 6);
    expect(p * 1e11).toBeCloseTo(4.3, 1);
    expect(varianceRatio).toBeGreaterThan(100);
  });

  it('of differences that are all the same leaves nothing to chance', () => {
    expect(pairedContrast([1, 2], [3, 4])).toMatchObject({ mean: 2, p: 0 });
    expect(pairedContrast([1, 2], [1, 2])).toMatchObject({ mean: 0, p: 1 });
  });

  it('without pairs is known to +- 0.4521 only', () => {
    expect(pairedContrast(before, after).halfWidthApart).toBeCloseTo(0.4521, 4);
    expect(pairedContrast([1, 1], [3, 3]).halfWidthApart).toBe(0);
  });

  it('by ranks has the probability of twenty heads or twenty tails: 2 / 2^20', () => {
    expect(pairedContrast(before, after).pWilcoxon).toBeCloseTo(2 ** -19, 12);
  });

  it('by ranks is none when nothing differs', () => {
    expect(wilcoxonP([0, 0])).toBe(1);
    expect(wilcoxonP([])).toBe(1);
  });

  it('by ranks is approximated when there are ties, near to what is exact without', () => {
    const differences = sequence(40, (i) => (i % 4 === 0 ? -1 : 1) * (i + 1));
    const tied = differences.map((value, i) => (i === 1 ? 1 : value));
    expect(wilcoxonP(tied)).toBeCloseTo(wilcoxonP(differences), 2);
  });

  // 1, 1, -2 have the ranks 1.5, 1.5 and 3: 3 against 3, as far in the middle as can be.
  it('by ranks of which none is ahead has a probability of 1, also where it is approximated', () => {
    expect(wilcoxonP([1, 1, -2])).toBe(1);
  });

  it('among others is corrected as Holm says', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });
});
