import { mean as meanOf } from '../../dist/base/statistics.js';
import { pairedContrast } from '../../dist/lab/statistics/contrast.js';
import { lagOneOf, studentInterval } from '../../dist/lab/statistics/interval.js';
import { quantileInterval } from '../../dist/lab/statistics/quantile.js';
import { mser5 } from '../../dist/lab/statistics/truncation.js';

/** @param {number} i a fixed sequence on [0, 1), not random */
const u = (i) => ((7919 * i) % 1000) / 1000;

/** @type {(length: number, of: (i: number) => number) => number[]} */
const sequence = (length, of) => Array.from({ length }, (_, i) => of(i));

/** @type {Record<number, (check: import('./check.mjs').Check) => void>} */
export const STATISTICS = {
  1: (check) => {
    const { mean, halfWidth } = studentInterval(sequence(20, (i) => u(i + 1)));
    check.exact('t interval: mean', { expected: 0.5495, measured: mean, digits: 4 });
    const measured = halfWidth;
    check.exact('t interval: half-width', { expected: 0.1264535, measured, digits: 7 });
  },
  2: (check) => {
    const series = sequence(5000, (i) => 10 * Math.exp(-i / 50) + u(i));
    const { cut, mean } = mser5(series);
    check.exact('MSER-5 of a start that decays: cut', { expected: 215, measured: cut, digits: 0 });
    check.exact('mean of the others', { expected: 0.5008897, measured: mean, digits: 7 });
  },
  3: (check) => {
    const rest = sequence(4700, (i) => 2 + u(i));
    const { cut, mean } = mser5([...Array(300).fill(1), ...rest]);
    check.exact('MSER-5 of another start: cut', { expected: 300, measured: cut, digits: 0 });
    check.exact('mean of the others', { expected: 2.4996489, measured: mean, digits: 7 });
    const { cut: none } = mser5(rest);
    check.exact('without that start: cut', { expected: 0, measured: none, digits: 0 });
  },
  4: (check) => {
    const series = sequence(3200, (i) => Math.sin(i / 7) + u(i));
    const means = sequence(32, (batch) => meanOf(series.slice(100 * batch, 100 * (batch + 1))));
    const { mean, halfWidth } = studentInterval(means);
    const lagOne = lagOneOf(means);
    check.exact('32 batch means: mean', { expected: 0.5015001, measured: mean, digits: 7 });
    check.exact('half-width', { expected: 0.0276938, measured: halfWidth, digits: 7 });
    check.exact('lag-1 correlation', { expected: -0.15057, measured: lagOne, digits: 5 });
  },
  5: (check) => {
    const values = Float64Array.from(sequence(1000, (i) => u(i + 1)));
    const { value, lowRank, highRank, low, high } = quantileInterval(values, 0.95);
    check.exact('p95 (type 7)', { expected: 0.94905, measured: value, digits: 5 });
    const found = `ranks ${lowRank}, ${highRank}: ${low} to ${high}`;
    check.words('its interval by order statistics', 'ranks 936, 964: 0.935 to 0.963', found);
  },
  6: (check) => {
    const before = sequence(20, (i) => 10 + Math.sin(i));
    const after = before.map((value, i) => value + 0.1 + 0.05 * Math.cos(3 * i));
    const { mean, halfWidth, p, pWilcoxon, halfWidthApart } = pairedContrast(before, after);
    check.exact('in pairs: difference', { expected: 0.1024135, measured: mean, digits: 7 });
    check.exact('half-width', { expected: 0.016089, measured: halfWidth, digits: 7 });
    check.exact('p, in 1e-11', { expected: 4.3, measured: p * 1e11, digits: 1 });
    check.exact('Wilcoxon: p, in 1e-6', { expected: 1.9, measured: pWilcoxon * 1e6, digits: 1 });
    check.exact('not in pairs: half-width', {
      expected: 0.4521,
      measured: halfWidthApart,
      digits: 4,
    });
  },
};
