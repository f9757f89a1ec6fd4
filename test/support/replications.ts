import { expect } from 'vitest';
import { mean } from '../../src/base/statistics.js';
import { Random } from '../../src/kernel/random.js';
import { standardError } from './sample-statistics.js';

/** Long runs with tighter statistics, of `npm run test:laws`. */
export const LONG = process.env.LAWS === 'long';

/**
 * How far a mean of independent replications may be from the law, in its standard errors. With at
 * least 30 replications (29 degrees of freedom) Student's t is beyond 6 once in 600 000 times; the
 * laws make some 50 such comparisons, so a correct engine fails less than once in 10 000 runs.
 */
const STANDARD_ERRORS = 6;

/** Replications of short and long runs: more of them, and longer ones, make the error smaller. */
export const REPLICATIONS = LONG ? 60 : 30;

/** Independent values of one quantity, each from a run with random numbers of its own. */
export function replicate(name: string, run: (random: Random) => number): number[] {
  const random = new Random(2003).split(name);
  return Array.from({ length: REPLICATIONS }, (_, index) => run(random.split(`run ${index}`)));
}

export interface Comparison {
  /** Its number in the list of laws and its source. */
  readonly law: string;
  readonly what: string;
  readonly values: readonly number[];
  readonly expected: number;
  /** What the law itself leaves open, as a part of `expected`; default: nothing. */
  readonly allowance?: number;
  /** The standard error must be at most this part of `expected`, or the test says nothing. */
  readonly precision: number;
}

/** Prints and checks one comparison of a law with replications. */
export function expectLaw(comparison: Comparison): void {
  const { law, what, values, expected, allowance = 0, precision } = comparison;
  const measured = mean(values);
  const error = standardError(values);
  printLaw(law, what, measured, expected, error);
  expect(error).toBeLessThan(precision * expected);
  const tolerance = STANDARD_ERRORS * error + allowance * expected;
  expect(Math.abs(measured - expected)).toBeLessThanOrEqual(tolerance);
}

/** A line with what was measured; error 0: it is exact. */
export function printLaw(
  law: string,
  what: string,
  measured: number,
  expected: number,
  error = 0,
): void {
  const figures = `measured ${short(measured)}, expected ${short(expected)}`;
  console.log(`law ${law}: ${what}: ${figures}, standard error ${short(error)}`);
}

function short(value: number): string {
  return String(Number(value.toPrecision(5)));
}
