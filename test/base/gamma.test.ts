import { describe, expect, it } from 'vitest';
import { drawGamma, gamma, gammaBelow, logGamma } from '../../src/base/gamma.js';
import { normalQuantile } from '../../src/base/normal.js';
import { mean } from '../../src/base/statistics.js';
import { Random } from '../../src/kernel/random.js';

describe('the gamma function', () => {
  it('is (n - 1)! of whole numbers, and half the root of pi at 3/2', () => {
    expect(gamma(1)).toBeCloseTo(1, 14);
    expect(gamma(11) / 3_628_800).toBeCloseTo(1, 13);
    expect(gamma(1.5)).toBeCloseTo(Math.sqrt(Math.PI) / 2, 14);
    for (let n = 1; n < 20; n++) expect(gamma(n + 1) / gamma(n)).toBeCloseTo(n, 12);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.PI) / 2, 13);
    let log311 = 0;
    for (let n = 2; n <= 311; n++) log311 += Math.log(n);
    expect(logGamma(312)).toBeCloseTo(log311, 9);
  });
});

describe('a gamma distribution', () => {
  it.each([0, -1, Number.NaN])('is never below %d', (x) => {
    expect(gammaBelow({ shape: 2, scale: 1 }, x)).toBe(0);
  });

  it('is surely below what is far beyond its mean, and no more than surely', () => {
    for (const shape of [1, 2.5, 40])
      expect(gammaBelow({ shape, scale: 1 }, 500)).toBeCloseTo(1, 11);
    for (let x = 100; x < 600; x++) {
      expect(gammaBelow({ shape: 7, scale: 1 }, x)).toBeLessThanOrEqual(1);
    }
  });

  it.each([
    // 1 - exp(-x) (1 + x + ... + x^(n-1)/(n-1)!) of a whole shape n.
    [1, 0.5, 1 - Math.exp(-0.5)],
    [1, 2, 1 - Math.exp(-2)],
    [3, 2, 1 - Math.exp(-2) * 5],
    [2, 30, 1 - Math.exp(-30) * 31],
  ])('of shape %i is below %f with the probability of Erlang', (shape, x, expected) => {
    expect(gammaBelow({ shape, scale: 1 }, x)).toBeCloseTo(expected, 13);
    expect(gammaBelow({ shape, scale: 7 }, 7 * x)).toBeCloseTo(expected, 13);
  });

  it.each([
    [4.2, 0.94],
    [312, 0.03],
  ])(
    'of shape %f and scale %f has mean shape x scale and variance shape x scale^2',
    (shape, scale) => {
      const random = new Random(1);
      const uniform = () => random.uniform();
      const normal = () => normalQuantile(Math.max(uniform(), 2 ** -53));
      const values = Array.from({ length: 40_000 }, () =>
        drawGamma({ shape, scale }, { uniform, normal }),
      );
      const average = mean(values);
      const variance = mean(values.map((value) => (value - average) ** 2));
      expect(Math.abs(average / (shape * scale) - 1)).toBeLessThan(0.01);
      expect(Math.abs(variance / (shape * scale ** 2) - 1)).toBeLessThan(0.05);
      const median = values.filter((value) => gammaBelow({ shape, scale }, value) < 0.5).length;
      expect(median / values.length).toBeCloseTo(0.5, 2);
    },
  );

  it('throws a number away that leads to none, without a uniform one for it', () => {
    // Of shape 4/3, 1 + x / 3 is negative below -3; of x = 0 the value is shape - 1/3.
    const given = [-4, 0];
    let uniforms = 0;
    const uniform = () => {
      uniforms++;
      return 0.5;
    };
    const value = drawGamma({ shape: 4 / 3, scale: 5 }, { uniform, normal: () => given.shift()! });
    expect([value, uniforms]).toEqual([5, 1]);
  });
});
