import { describe, expect, it } from 'vitest';
import { holm, pairedContrast } from '../../../src/lab/statistics/contrast.js';
import { studentInterval } from '../../../src/lab/statistics/interval.js';
import { studentCdf, studentQuantile, twoSidedP } from '../../../src/lab/statistics/student.js';

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

  it('has no width when there is one value', () => {
    expect(studentInterval([3])).toMatchObject({ mean: 3, halfWidth: Number.NaN, count: 1 });
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

  it('among others is corrected as Holm says', () => {
    expect(holm([0.01, 0.04, 0.03])).toEqual([0.03, 0.06, 0.06]);
  });
});
