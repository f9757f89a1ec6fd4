import { describe, expect, it } from 'vitest';
import { holm, pairedContrast, wilcoxonP } from '../../../src/lab/statistics/contrast.js';
import { lagOneOf, studentInterval } from '../../../src/lab/statistics/interval.js';
import { quantileInterval } from '../../../src/lab/statistics/quantile.js';
import { ratioOfMeans } from '../../../src/lab/statistics/ratio.js';
import { studentCdf, studentQuantile, twoSidedP } from '../../../src/lab/statistics/student.js';
import { batchesOfFive, mser5, mser5OfBatches } from '../../../src/lab/statistics/truncation.js';
import fc from '../../support/properties.js';

const sum = (values: readonly number[]) => values.reduce((a, b) => a + b, 0);
const meanOf = (values: readonly number[]) => sum(values) / values.length;
const varianceOf = (values: readonly number[]) =>
  sum(values.map((value) => (value - meanOf(values)) ** 2)) / (values.length - 1);
const whole = (most: number) => fc.integer({ min: -most, max: most });

/** Closed forms of the distribution function, by degrees of freedom. */
const CLOSED: Readonly<Record<number, (t: number) => number>> = {
  1: (t) => 0.5 + Math.atan(t) / Math.PI,
  2: (t) => 0.5 + t / (2 * Math.sqrt(2 + t * t)),
  3: (t) => 0.5 + (t / Math.sqrt(3) / (1 + (t * t) / 3) + Math.atan(t / Math.sqrt(3))) / Math.PI,
  4: (t) => {
    const wide = 1 + (t * t) / 4;
    return 0.5 + (3 / 8) * (t / Math.sqrt(wide)) * (1 - (t * t) / wide / 12);
  },
  5: (t) => {
    const wide = 1 + (t * t) / 5;
    const first = (t / (Math.sqrt(5) * wide)) * (1 + 2 / (3 * wide));
    return 0.5 + (first + Math.atan(t / Math.sqrt(5))) / Math.PI;
  },
};

describe("Student's distribution", () => {
  it.each([1, 2, 3, 4, 5])('of %i degrees is its closed form', (degrees) => {
    for (const t of [-9, -2.5, -1, -0.2, 0, 0.01, 0.3, 0.7, 1, 1.5, 2, 3, 5, 9]) {
      expect(studentCdf(t, degrees)).toBeCloseTo(CLOSED[degrees]!(t), 13);
      const tail = 2 * (1 - CLOSED[degrees]!(Math.abs(t)));
      expect(twoSidedP(t, degrees)).toBeCloseTo(tail, 13);
    }
  });

  it('is sure of nothing at 0, and of everything without end', () => {
    for (const degrees of [1, 7, 1e9]) {
      expect([studentCdf(0, degrees), twoSidedP(0, degrees)]).toEqual([0.5, 1]);
      expect(twoSidedP(Infinity, degrees)).toBe(0);
      expect(studentCdf(Infinity, degrees)).toBe(1);
      expect(studentCdf(-Infinity, degrees)).toBe(0);
    }
  });

  it('has quantiles at which its function has the probability, the middle included', () => {
    for (const degrees of [1, 3, 10, 100]) {
      for (const p of [0.51, 0.6, 0.75, 0.9, 0.975, 0.9999]) {
        expect(studentCdf(studentQuantile(p, degrees), degrees)).toBeCloseTo(p, 12);
      }
      expect(studentQuantile(0.5, degrees)).toBeLessThan(1e-15);
    }
    expect(studentQuantile(0.6, 10)).toBeCloseTo(0.260185, 6);
  });
});

describe('a contrast', () => {
  it('is the paired t test, with the interval that Welch has without pairs', () => {
    const pairs = fc.array(fc.tuple(whole(50), whole(50)), { minLength: 3, maxLength: 9 });
    fc.assert(
      fc.property(pairs, fc.constantFrom(0.9, 0.95, 0.99), (values, confidence) => {
        const before = values.map(([one]) => one);
        const after = values.map(([, other]) => other);
        const differences = values.map(([one, other]) => other - one);
        const n = values.length;
        const [one, other] = [varianceOf(before), varianceOf(after)];
        const spread = varianceOf(differences);
        fc.pre(spread > 0 && one + other > 0);
        const found = pairedContrast(before, after, confidence);
        const error = Math.sqrt(spread / n);
        const t = (degrees: number) => studentQuantile((1 + confidence) / 2, degrees);
        expect(found.count).toBe(n);
        expect(found.mean).toBeCloseTo(meanOf(differences), 9);
        expect(found.deviation).toBeCloseTo(Math.sqrt(spread), 9);
        expect(found.halfWidth).toBeCloseTo(t(n - 1) * error, 9);
        expect(found.p).toBeCloseTo(twoSidedP(meanOf(differences) / error, n - 1), 9);
        const degrees = (n - 1) * ((one + other) ** 2 / (one ** 2 + other ** 2));
        expect(found.halfWidthApart).toBeCloseTo(t(degrees) * Math.sqrt((one + other) / n), 9);
        expect(found.varianceRatio).toBeCloseTo((one + other) / spread, 9);
      }),
    );
  });

  it('by ranks is that of all ways to give signs, where sizes differ', () => {
    const sizes = fc.uniqueArray(fc.integer({ min: 1, max: 99 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(sizes, fc.integer({ min: 0, max: 511 }), (values, signs) => {
        const n = values.length;
        const ranks = values.map((value) => values.filter((other) => other <= value).length);
        const positive = (pattern: number) => sum(ranks.filter((_, i) => (pattern >> i) % 2 === 1));
        const least = Math.min(positive(signs), (n * (n + 1)) / 2 - positive(signs));
        const patterns = Array.from({ length: 2 ** n }, (_, pattern) => pattern);
        const asFar = patterns.filter((pattern) => positive(pattern) <= least).length;
        const signed = values.map((value, i) => ((signs >> i) % 2 === 1 ? value : -value));
        const expected = Math.min(1, (2 * asFar) / 2 ** n);
        // Differences of 0 say nothing.
        expect(wilcoxonP([0, ...signed, 0])).toBeCloseTo(expected, 12);
      }),
    );
  });

  it('by ranks is exact up to 50 differences and approximated beyond, with half a rank for the step', () => {
    const signed = (n: number) =>
      Array.from({ length: n }, (_, i) => (i % 3 === 0 ? -1 : 1) * (i + 1));
    const lost = (n: number) => sum(signed(n).filter((value) => value < 0)) * -1;
    let ways = [1n];
    for (let rank = 1; rank <= 50; rank++) {
      const next = Array.from(
        { length: ways.length + rank },
        (_, s) => (ways[s] ?? 0n) + (ways[s - rank] ?? 0n),
      );
      ways = next;
    }
    const asFar = ways.slice(0, lost(50) + 1).reduce((a, b) => a + b);
    expect(wilcoxonP(signed(50))).toBeCloseTo(
      Number((2n * asFar * 10n ** 15n) / 2n ** 50n) / 1e15,
      12,
    );
    const z = (n: number, statistic: number) =>
      ((n * (n + 1)) / 4 - statistic - 0.5) / Math.sqrt((n * (n + 1) * (2 * n + 1)) / 24);
    expect(wilcoxonP(signed(51))).toBeCloseTo(twoSidedP(z(51, lost(51)), 1e9), 12);
    // Sizes 1, 1, 2, 2, 3 have the ranks 1.5, 1.5, 3.5, 3.5, 5: the negative ones 1.5.
    expect(wilcoxonP([1, -1, 2, 2, 3])).toBeCloseTo(twoSidedP(z(5, 1.5), 1e9), 12);
    expect(wilcoxonP([-1, 1, -2, -2, -3])).toBeCloseTo(twoSidedP(z(5, 1.5), 1e9), 12);
  });

  it('among others is corrected as Holm says: by how many are no smaller', () => {
    const p = fc.integer({ min: 0, max: 100 }).map((value) => value / 100);
    fc.assert(
      fc.property(fc.array(p, { maxLength: 8 }), (values) => {
        const corrected = holm(values);
        values.forEach((value, index) => {
          const steps = values
            .map((other, at) => ({ other, at }))
            .filter(({ other, at }) => other < value || (other === value && at <= index))
            .map(({ other, at }) => {
              const before = values.filter((v, i) => v < other || (v === other && i < at)).length;
              return Math.min(1, (values.length - before) * other);
            });
          expect(corrected[index]).toBeCloseTo(Math.max(...steps), 12);
        });
      }),
    );
  });
});

describe('an interval', () => {
  it('is the one by the sample variance and Student, 95 % unless said otherwise', () => {
    fc.assert(
      fc.property(fc.array(whole(99), { minLength: 2, maxLength: 12 }), (values) => {
        const n = values.length;
        const found = studentInterval(values);
        const deviation = Math.sqrt(varianceOf(values));
        expect(found.count).toBe(n);
        expect(found.mean).toBeCloseTo(meanOf(values), 9);
        expect(found.deviation).toBeCloseTo(deviation, 9);
        const t = studentQuantile(0.975, n - 1);
        expect(found.halfWidth).toBeCloseTo((t * deviation) / Math.sqrt(n), 9);
        const other = studentInterval(values, 0.5);
        const quarter = studentQuantile(0.75, n - 1);
        expect(other.halfWidth).toBeCloseTo((quarter * deviation) / Math.sqrt(n), 9);
      }),
    );
  });

  it('of batches has the correlation of each with the next one', () => {
    const values = [3, 1, 4, 1, 5, 9, 2, 6];
    const [one, other] = [values.slice(0, -1), values.slice(1)];
    const product = sum(one.map((v, i) => (v - meanOf(one)) * (other[i]! - meanOf(other))));
    const scale = Math.sqrt(varianceOf(one) * varianceOf(other)) * (one.length - 1);
    expect(lagOneOf(values)).toBeCloseTo(product / scale, 12);
  });
});

describe('a quantile', () => {
  it.each([
    [10, 0.5, 1, 3, 7],
    [10, 0.5, 2, 1, 9],
    [10, 0.05, 1.959964, 1, 2],
    [10, 0.95, 1.959964, 8, 10],
    [100, 0.9, 1.959964, 84, 96],
  ])('of %i values at %d lies, z %d, between the ranks %i and %i', (n, part, z, low, high) => {
    const values = Float64Array.from({ length: n }, (_, i) => 10 * (n - i));
    const before = values.slice();
    const found = quantileInterval(values, part, z);
    expect(found).toMatchObject({ lowRank: low, highRank: high, low: 10 * low, high: 10 * high });
    expect(values).toEqual(before);
    if (z > 1.9 && z < 2) expect(quantileInterval(values, part)).toEqual(found);
  });

  it('of nothing is nothing', () => {
    const nothing = { value: Number.NaN, low: Number.NaN, high: Number.NaN };
    expect(quantileInterval(new Float64Array(), 0.5)).toMatchObject(nothing);
  });
});

describe('a ratio of means', () => {
  // Fieller: (ratio +- t s sqrt(1 - g)) / (1 - g) in the form of Cochran, g = t^2 var / (n mean^2).
  it('lies between the roots of Fieller, in the form of its textbooks', () => {
    const pairs = fc.array(fc.tuple(whole(30), whole(20)), { minLength: 2, maxLength: 8 });
    fc.assert(
      fc.property(pairs, fc.constantFrom(0.8, 0.95), (values, confidence) => {
        const one = values.map(([value]) => value);
        const other = values.map(([, value]) => 100 + value);
        const n = values.length;
        const t = studentQuantile((1 + confidence) / 2, n - 1);
        const covariance =
          sum(values.map((_, i) => (one[i]! - meanOf(one)) * (other[i]! - meanOf(other)))) /
          (n - 1);
        const ratio = meanOf(one) / meanOf(other);
        const g = (t * t * varianceOf(other)) / n / meanOf(other) ** 2;
        fc.pre(Math.abs(g - 1) > 1e-6);
        const found = ratioOfMeans(one, other, confidence);
        expect(found.ratio).toBeCloseTo(ratio, 12);
        if (g > 1) {
          expect([found.low, found.high]).toEqual([Number.NaN, Number.NaN]);
          return;
        }
        const [v1, v2] = [varianceOf(one), varianceOf(other)];
        const inner =
          v1 -
          2 * ratio * covariance +
          ratio ** 2 * v2 -
          g * (v1 - (v2 === 0 ? 0 : covariance ** 2 / v2));
        const half = ((t / meanOf(other)) * Math.sqrt(Math.max(0, inner) / n)) / (1 - g);
        const centre = (ratio - (v2 === 0 ? 0 : (g * covariance) / v2)) / (1 - g);
        expect(found.low).toBeCloseTo(centre - half, 5);
        expect(found.high).toBeCloseTo(centre + half, 5);
      }),
    );
  });
});

describe('MSER-5', () => {
  it('is the cut of at most half after which the squared standard error is the smallest', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { maxLength: 24 }), (values) => {
        const means = Float64Array.from(values);
        const most = Math.floor(values.length / 2);
        const errors = Array.from({ length: Math.min(most, values.length - 1) + 1 }, (_, first) => {
          const rest = values.slice(first);
          return sum(rest.map((v) => (v - meanOf(rest)) ** 2)) / rest.length ** 2;
        });
        const { cut, doubtful } = mser5OfBatches(means);
        if (values.length === 0) {
          expect([cut, doubtful]).toEqual([0, false]);
          return;
        }
        const least = Math.min(...errors);
        expect(cut % 5).toBe(0);
        expect(errors[cut / 5]).toBeCloseTo(least, 9);
        expect(doubtful).toBe(cut / 5 === most);
        // Of cuts that are as good, the one that leaves out the least.
        if (least > 0) {
          expect(errors.findIndex((error) => error < least + 1e-12)).toBe(cut / 5);
        }
      }),
      { numRuns: 300 },
    );
  });

  it('takes five values as one, leaves out what is over, and has the mean of what is left', () => {
    const series = Array.from({ length: 43 }, (_, i) => (i < 10 ? 100 : i % 5));
    expect([...batchesOfFive(series)]).toEqual([100, 100, 2, 2, 2, 2, 2, 2]);
    expect(mser5(series)).toEqual({
      ...{ cut: 10, doubtful: false, mean: meanOf(series.slice(10)) },
    });
    expect(batchesOfFive([1, 2, 3, 4])).toHaveLength(0);
  });
});
