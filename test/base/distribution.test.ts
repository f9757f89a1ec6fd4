import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/base/distribution.js';
import { draw, mean } from '../../src/base/distribution.js';
import { Random } from '../../src/kernel/random.js';
import fc from '../support/properties.js';

const DRAWS = 100_000;

function sample(distribution: Distribution, seed = 1): Float64Array {
  const random = new Random(seed);
  return Float64Array.from({ length: DRAWS }, () => draw(distribution, random));
}

const average = (values: Float64Array) => values.reduce((sum, value) => sum + value, 0) / DRAWS;
const countAbove = (values: Float64Array, bound: number) => values.filter((v) => v > bound).length;

describe('distributions', () => {
  it.each<Distribution>([
    { kind: 'constant', value: 3 },
    { kind: 'uniform', low: 2, high: 8 },
    { kind: 'exponential', mean: 20 },
    { kind: 'hyperexponential', mean: 20, cv2: 10 },
    { kind: 'erlang', mean: 20, stages: 4 },
    { kind: 'lognormal', mean: 20, cv: 1.5 },
    { kind: 'weibull', mean: 20, shape: 0.7 },
    { kind: 'pareto', low: 1, high: 100, alpha: 1 },
    { kind: 'pareto', low: 1, high: 100, alpha: 1.5 },
    { kind: 'pareto', low: 1, high: 100, alpha: 0.5 },
    { kind: 'empirical', values: [1, 1, 5, 20, 100] },
  ])('draws $kind with the mean that it tells', (distribution) => {
    const expected = mean(distribution);
    expect(Math.abs(average(sample(distribution)) / expected - 1)).toBeLessThan(0.02);
  });

  it.each<[Distribution, number, number]>([
    [{ kind: 'uniform', low: 2, high: 8 }, 0.25, 3.5],
    [{ kind: 'exponential', mean: 20 }, 0.75, 20 * Math.log(4)],
    // Below (1 + sqrt((cv2 - 1) / (cv2 + 1))) / 2 = 3/4, one of mean 20 / (2 x 3/4).
    [{ kind: 'hyperexponential', mean: 20, cv2: 5 / 3 }, 0.375, (40 / 3) * Math.log(2)],
    [{ kind: 'hyperexponential', mean: 20, cv2: 5 / 3 }, 0.75, 0],
    [{ kind: 'hyperexponential', mean: 20, cv2: 5 / 3 }, 0.875, 40 * Math.log(2)],
    [{ kind: 'erlang', mean: 20, stages: 3 }, 0.5, 20 * Math.log(2)],
    [{ kind: 'lognormal', mean: 20, cv: Math.sqrt(Math.E - 1) }, 0.5, 20 / Math.sqrt(Math.E)],
    [{ kind: 'weibull', mean: 20, shape: 0.5 }, 1 - Math.exp(-3), 10 * 9],
    [{ kind: 'pareto', low: 2, high: 100, alpha: 1 }, 0.5, 4],
    [{ kind: 'pareto', low: 2, high: 100, alpha: 2 }, 0.75, 4],
    [{ kind: 'pareto', low: 2, high: 100, alpha: 0.5 }, 0.9, 100],
    [{ kind: 'empirical', values: [7, 8, 9, 10] }, 0.5, 9],
    [{ kind: 'empirical', values: [7, 8, 9, 10] }, 0.4999, 8],
  ])('%j makes of a uniform %d what its formula says: %d', (distribution, uniform, value) => {
    expect(draw(distribution, { uniform: () => uniform })).toBeCloseTo(value, 9);
  });

  it('of a lognormal has an end, where the uniform number is 0', () => {
    // The quantile of 2^-53 is -8.21; variance log(1 + 1^2).
    const value = draw({ kind: 'lognormal', mean: 1, cv: 1 }, { uniform: () => 0 });
    const variance = Math.log(2);
    expect((Math.log(value) + variance / 2) / Math.sqrt(variance)).toBeCloseTo(-8.2095, 3);
  });

  it.each<[Distribution, number]>([
    [{ kind: 'pareto', low: 2, high: 2 * Math.E, alpha: 1 }, 4],
    // The integral of P(X > x): 2 + 2^2 x (1/2 - 1/4).
    [{ kind: 'pareto', low: 2, high: 4, alpha: 2 }, 3],
    [{ kind: 'uniform', low: 2, high: 8 }, 5],
    [{ kind: 'empirical', values: [1, 2, 6] }, 3],
    [{ kind: 'constant', value: 3 }, 3],
  ])('%j tells its mean: %d', (distribution, expected) => {
    expect(mean(distribution)).toBeCloseTo(expected, 12);
  });

  it.each<[Distribution, number]>([
    [{ kind: 'exponential', mean: 20 }, 1],
    [{ kind: 'hyperexponential', mean: 20, cv2: 4 }, 4],
    [{ kind: 'hyperexponential', mean: 20, cv2: 1 }, 1],
    [{ kind: 'erlang', mean: 20, stages: 4 }, 1 / 4],
    [{ kind: 'lognormal', mean: 20, cv: 0.8 }, 0.64],
    // Gamma(1 + 2/k) / Gamma(1 + 1/k)^2 - 1 of shape 1/2: 24 / 4 - 1.
    [{ kind: 'weibull', mean: 20, shape: 0.5 }, 5],
  ])('draws %j with a squared coefficient of variation of %d', (distribution, cv2) => {
    const values = sample(distribution);
    const centre = average(values);
    const variance = average(values.map((value) => (value - centre) ** 2));
    expect(Math.abs(variance / centre ** 2 / cv2 - 1)).toBeLessThan(0.08);
  });

  it('has a median of mean / sqrt(1 + cv^2) in a lognormal', () => {
    const values = sample({ kind: 'lognormal', mean: 20, cv: 2 });
    expect(Math.abs(countAbove(values, 20 / Math.sqrt(5)) / DRAWS - 0.5)).toBeLessThan(0.006);
  });

  it('takes the same number of uniform numbers whatever comes out, so that streams stay in step', () => {
    const one: Distribution[] = [
      { kind: 'hyperexponential', mean: 1, cv2: 9 },
      { kind: 'lognormal', mean: 1, cv: 3 },
      { kind: 'weibull', mean: 1, shape: 0.3 },
      { kind: 'pareto', low: 1, high: 9, alpha: 3 },
    ];
    for (const distribution of one) {
      const [random, twin] = [new Random(7), new Random(7)];
      for (let i = 0; i < 100; i++) {
        draw(distribution, random);
        twin.uniform();
      }
      expect(random.uniform()).toBe(twin.uniform());
    }
  });

  it('halves the survivors of a pareto lifetime at every doubling (Harchol-Balter & Downey)', () => {
    const lifetimes = sample({ kind: 'pareto', low: 1, high: 1e9, alpha: 1 });
    for (const age of [1, 2, 5, 20, 50]) {
      const survivors = countAbove(lifetimes, age);
      const share = countAbove(lifetimes, 2 * age) / survivors;
      expect(Math.abs(share - 0.5)).toBeLessThan(4 * Math.sqrt(0.25 / survivors));
    }
  });

  it('puts an atom of low / high at the end of a pareto', () => {
    const atEnd = sample({ kind: 'pareto', low: 1, high: 10, alpha: 1 }).filter(
      (value) => value === 10,
    );
    expect(Math.abs(atEnd.length / DRAWS - 0.1)).toBeLessThan(0.005);
  });

  it('has no memory in an exponential', () => {
    const times = sample({ kind: 'exponential', mean: 1 });
    const share = countAbove(times, 2) / countAbove(times, 1);
    expect(Math.abs(share - Math.exp(-1))).toBeLessThan(0.01);
  });

  it('keeps within its bounds, whatever they are', () => {
    const bounds = fc.tuple(
      fc.double({ min: 1e-3, max: 1e9, noNaN: true }),
      fc.double({ min: 1, max: 1e6, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.maxSafeInteger(), bounds, (seed, [low, factor]) => {
        const high = low * factor;
        const random = new Random(seed);
        for (const kind of ['uniform', 'pareto'] as const) {
          const value = draw({ kind, low, high, alpha: 1.5 } as Distribution, random);
          expect(value >= low && value <= high).toBe(true);
        }
        const value = draw({ kind: 'exponential', mean: low }, random);
        expect(value >= 0 && Number.isFinite(value)).toBe(true);
      }),
    );
  });

  it('lets a constant be infinite: work without end', () => {
    const endless = { kind: 'constant', value: Number.POSITIVE_INFINITY } as const;
    expect(draw(endless, new Random(1))).toBe(Number.POSITIVE_INFINITY);
  });
});
