import { expect, it } from 'vitest';
import { intervalText, numberText } from '../../../src/lab/report/numbers.js';

const GAP = '\u202f';

it.each([
  [0, '0'],
  [-0, '0'],
  [1, '1.000'],
  [3.27684, '3.277'],
  [-3.27684, '−3.277'],
  [12.34567, '12.35'],
  [999.96, '1000.0'],
  [1234.4, '1234'],
  [12_345.6, `12${GAP}346`],
  [-1_234_567, `−1${GAP}234${GAP}567`],
  [123_456, `123${GAP}456`],
  [0.0021, '0.002100'],
  [0.00001234, '0.00001234'],
  [0.000001234, '1.23e−6'],
  [-0.000001234, '−1.23e−6'],
  [9.9e12, `9${GAP}900${GAP}000${GAP}000${GAP}000`],
  [1.256e13, '1.26e+13'],
  [Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, '–'],
  [Number.NEGATIVE_INFINITY, '–'],
])('%d is written %s, with four digits', (value, text) => {
  expect(numberText(value)).toBe(text);
});

it.each([
  [3.27684, 2, '3.3'],
  [3.27684, 1, '3'],
  [3.27684, 6, '3.27684'],
  [32_768, 2, `32${GAP}768`],
  [1.256e13, 2, '1.3e+13'],
  [1.256e13, 1, '1e+13'],
])('%d with %i digits is written %s', (value, digits, text) => {
  expect(numberText(value, digits)).toBe(text);
});

it.each([
  [3.2768, 0.0412, '3.277 ± 0.041'],
  [3.2768, 0.412, '3.28 ± 0.41'],
  [3.2768, 4.12, '3.3 ± 4.1'],
  [3.2768, 41.2, '3 ± 41'],
  [3.2768, 412, '3 ± 412'],
  [12_345.67, 412.2, `12${GAP}346 ± 412`],
  [-3, 0.62, '−3.00 ± 0.62'],
  [-0.001, 0.62, '0.00 ± 0.62'],
  [-0.006, 0.62, '−0.01 ± 0.62'],
  [0, 1, '0.0 ± 1.0'],
  [5, 0, '5.000 ± 0'],
  [5, 5e-9, '5.000 ± 0'],
  [5, 6e-9, '5.000 ± 6e-9'],
  [0, 0, '0 ± 0'],
  [1, 0.000012, '1.000000 ± 0.000012'],
  [1, 0.0000012, '1.000 ± 1e-6'],
  [5, Number.NaN, '5.000'],
  [Number.NaN, 1, '–'],
  [Number.NaN, Number.NaN, '–'],
  [Number.POSITIVE_INFINITY, 1, '–'],
])('%d, known to %d, is written %s', (mean, halfWidth, text) => {
  expect(intervalText(mean, halfWidth)).toBe(text);
});
