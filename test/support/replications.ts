import { expect } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { controlledMean } from './control-variates.js';

/** Long runs with tighter statistics, of `npm run test:laws`. */
export const LONG = process.env.LAWS === 'long';

/**
 * How far a mean of independent replications may be from the law, in its standard errors. With at
 * least 30 replications and three controls (26 degrees of freedom) Student's t is beyond 5 once in
 * 30 000 times; the laws make some 50 such comparisons, so that a correct engine whose random
 * numbers have changed fails once in 600 runs. The numbers themselves are fixed.
 */
const STANDARD_ERRORS = 5;

/** Replications of short and long runs: more of them, and longer ones, make the error smaller. */
export const REPLICATIONS = LONG ? 60 : 30;

/** Independent values of one quantity, each from a run with random numbers of its own. */
export function replicate<Value>(name: string, run: (random: Random) => Value): Value[] {
  const random = new Random(2003).split(name);
  return Array.from({ length: REPLICATIONS }, (_, index) => run(random.split(`run ${index}`)));
}

export interface Comparison {
  /** Its number in the list of laws and its source. */
  readonly law: string;
  readonly what: string;
  readonly values: readonly number[];
  /** By replication: how far its random numbers were from their means (control-variates.ts). */
  readonly controls?: readonly (readonly number[])[];
  readonly expected: number;
  /** What the law itself leaves open, as a part of `expected`; default: nothing. */
  readonly allowance?: number;
  /** A deviation of this part of `expected` from what the law leaves open must fail. */
  readonly tells: number;
}

/** Prints and checks one comparison of a law with replications. */
export function expectLaw(comparison: Comparison): void {
  const { law, what, values, controls, expected, allowance = 0, tells } = comparison;
  const measured = controlledMean(values, controls);
  printLaw(law, what, measured.mean, expected, measured.error);
  const chance = STANDARD_ERRORS * measured.error;
  // Or the test would say nothing: chance alone could do more than it is to tell.
  expect(chance).toBeLessThanOrEqual(tells * expected);
  expect(Math.abs(measured.mean - expected)).toBeLessThanOrEqual(chance + allowance * expected);
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
