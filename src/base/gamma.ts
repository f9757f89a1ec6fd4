import { assert } from './assert.js';
import { power } from './power.js';

/** The gamma function of x >= 1, about 1e-14. */
export function gamma(x: number): number {
  assert(x >= 1, `the gamma function is asked for ${x}`);
  return Math.sqrt(2 * Math.PI) * power(x + 6.5, x - 0.5) * Math.exp(-x - 6.5) * lanczos(x);
}

/** Its logarithm, of x >= 0.5. */
export function logGamma(x: number): number {
  assert(x >= 0.5, `the gamma function is asked for ${x}`);
  return Math.log(2 * Math.PI) / 2 + (x - 0.5) * Math.log(x + 6.5) - x - 6.5 + Math.log(lanczos(x));
}

/** Lanczos' series, g = 7. */
function lanczos(x: number): number {
  return LANCZOS.reduce((total, term, k) => total + (k === 0 ? term : term / (x - 1 + k)), 0);
}

const LANCZOS = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406,
  12.507343278686905, -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
];

/** A gamma distribution: mean shape x scale. */
export interface Gamma {
  /** At least 1. */
  readonly shape: number;
  readonly scale: number;
}

/** P(X <= x), by its series. */
export function gammaBelow({ shape, scale }: Gamma, x: number): number {
  if (!(x > 0)) return 0;
  const z = x / scale;
  let term = 1;
  let sum = 1;
  for (let k = 1; term > 1e-17 * sum; k++) {
    term *= z / (shape + k);
    sum += term;
  }
  return Math.min(1, Math.exp(shape * Math.log(z) - z - logGamma(shape + 1)) * sum);
}

/**
 * A value of it. Takes as many random numbers as it needs. Source: Marsaglia & Tsang, "A simple
 * method for generating gamma variables", ACM TOMS 26(3), 2000.
 * @param normal draws from the standard normal distribution
 * @param uniform draws from [0, 1)
 */
export function drawGamma(
  { shape, scale }: Gamma,
  { normal, uniform }: { readonly normal: () => number; readonly uniform: () => number },
): number {
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal();
    const root = 1 + c * x;
    const v = root * root * root;
    if (v <= 0) continue;
    if (Math.log(1 - uniform()) < (x * x) / 2 + d * (1 - v + Math.log(v))) return d * v * scale;
  }
}
