import { gamma } from './gamma.js';
import { normalQuantile } from './normal.js';
import { power } from './power.js';

/** A positive random quantity: seconds or bytes. */
export type Distribution =
  | { readonly kind: 'constant'; readonly value: number }
  | { readonly kind: 'uniform'; readonly low: number; readonly high: number }
  | { readonly kind: 'exponential'; readonly mean: number }
  /** Mostly short, sometimes long: squared coefficient of variation `cv2`, at least 1. */
  | { readonly kind: 'hyperexponential'; readonly mean: number; readonly cv2: number }
  /** More regular than exponential: `stages` of them, one after the other. */
  | { readonly kind: 'erlang'; readonly mean: number; readonly stages: number }
  /** `cv`: standard deviation over mean. */
  | { readonly kind: 'lognormal'; readonly mean: number; readonly cv: number }
  /** Shape below 1: a heavy tail; 1: exponential. */
  | { readonly kind: 'weibull'; readonly mean: number; readonly shape: number }
  /** P(X > x) = (low / x)^alpha up to an atom at `high`; alpha 1: Harchol-Balter & Downey 1997. */
  | {
      readonly kind: 'pareto';
      readonly low: number;
      readonly high: number;
      readonly alpha: number;
    }
  /** The values of a file, each with the same probability. */
  | { readonly kind: 'empirical'; readonly values: readonly number[] };

/** Where random numbers come from. */
interface Uniform {
  /** On [0, 1). */
  uniform(): number;
}

/**
 * One value. A kind takes as many uniform numbers whatever comes out: none for a constant, one for
 * each stage of an Erlang distribution, otherwise one; so two runs with the same seed stay in step.
 */
export function draw(distribution: Distribution, random: Uniform): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return distribution.low + (distribution.high - distribution.low) * random.uniform();
    case 'exponential':
      return exponential(distribution.mean, random.uniform());
    case 'hyperexponential':
      return hyperexponential(distribution, random.uniform());
    case 'erlang': {
      const { stages } = distribution;
      let total = 0;
      for (let stage = 0; stage < stages; stage++) total += exponential(1, random.uniform());
      return (distribution.mean * total) / stages;
    }
    case 'lognormal': {
      // The smallest uniform number but 0: its quantile is about -8.2.
      const p = Math.max(random.uniform(), 2 ** -53);
      const variance = Math.log1p(distribution.cv ** 2);
      return distribution.mean * Math.exp(Math.sqrt(variance) * normalQuantile(p) - variance / 2);
    }
    case 'weibull': {
      const { shape } = distribution;
      const scale = distribution.mean / gamma(1 + 1 / shape);
      return scale * power(-Math.log(1 - random.uniform()), 1 / shape);
    }
    case 'empirical': {
      const { values } = distribution;
      return values[Math.floor(random.uniform() * values.length)]!;
    }
    case 'pareto': {
      const { low, high, alpha } = distribution;
      const above = 1 - random.uniform();
      return Math.min(alpha === 1 ? low / above : low * power(above, -1 / alpha), high);
    }
  }
}

/** The expected value. */
export function mean(distribution: Distribution): number {
  switch (distribution.kind) {
    case 'constant':
      return distribution.value;
    case 'uniform':
      return (distribution.low + distribution.high) / 2;
    case 'exponential':
    case 'hyperexponential':
    case 'erlang':
    case 'lognormal':
    case 'weibull':
      return distribution.mean;
    case 'empirical': {
      const { values } = distribution;
      return values.reduce((total, value) => total + value, 0) / values.length;
    }
    case 'pareto': {
      const { low, high, alpha } = distribution;
      const ratio = low / high;
      return alpha === 1
        ? low * (1 - Math.log(ratio))
        : (low * (alpha - power(ratio, alpha - 1))) / (alpha - 1);
    }
  }
}

function exponential(mean: number, uniform: number): number {
  return -mean * Math.log(1 - uniform);
}

/**
 * Two exponentials, each with half of the mean ("balanced means", Allen 1990): the uniform
 * number decides which one, and what is left of it is uniform again.
 */
function hyperexponential(
  { mean, cv2 }: Extract<Distribution, { kind: 'hyperexponential' }>,
  uniform: number,
): number {
  const short = (1 + Math.sqrt((cv2 - 1) / (cv2 + 1))) / 2;
  return uniform < short
    ? exponential(mean / (2 * short), uniform / short)
    : exponential(mean / (2 * (1 - short)), (uniform - short) / (1 - short));
}
