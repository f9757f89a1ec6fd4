import { describe, expect, it } from 'vitest';
import type { Distribution } from '../../src/base/distribution.js';
import { draw, mean as meanOf } from '../../src/base/distribution.js';
import { mean } from '../../src/base/statistics.js';
import type { Random } from '../../src/kernel/random.js';
import type { Simulation } from '../../src/scenario/simulation.js';
import { ageBased } from '../../src/scheduler/policies/age-based.js';
import { none } from '../../src/scheduler/policies/none.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { nodeSpecs } from '../support/cluster-builder.js';
import { watch } from '../support/open-system.js';
import { expectLaw, LONG, printLaw, REPLICATIONS, replicate } from '../support/replications.js';
import { standardError } from '../support/sample-statistics.js';

const LAW = '8 (lifetimes; Harchol-Balter & Downey 1997)';
const DRAWS = LONG ? 200_000 : 20_000;
const HIGH = 1000;
const PARETO = { kind: 'pareto', low: 1, high: HIGH, alpha: 1 } as const;
const EXPONENTIAL = { kind: 'exponential', mean: meanOf(PARETO) } as const;

function sampled(
  name: string,
  figure: (lifetimes: Float64Array) => number,
  draws = DRAWS,
): number[] {
  return replicate(name, (random) =>
    figure(Float64Array.from({ length: draws }, () => draw(PARETO, random))),
  );
}

describe(`law 8: lifetimes, ${REPLICATIONS} times ${DRAWS}`, () => {
  it.each([2, 10, 100])('last longer than t with probability 1/t: %i', (t) => {
    const values = sampled(`longer ${t}`, (lifetimes) => part(lifetimes, (life) => life > t));
    expectLaw({ law: LAW, what: `P(T > ${t})`, values, expected: 1 / t, tells: 0.065 });
  });

  it.each([2, 20])('are as likely as not to double: from %i s on', (age) => {
    const values = sampled(`double ${age}`, (lifetimes) =>
      part(
        lifetimes.filter((life) => life > age),
        (life) => life > 2 * age,
      ),
    );
    const what = `P(T > ${2 * age} | T > ${age})`;
    expectLaw({ law: LAW, what, values, expected: 0.5, tells: 0.03 });
  });

  it('have the mean and the second moment of the bounded law below their bound', () => {
    const below = (lifetimes: Float64Array) => lifetimes.filter((life) => life < HIGH);
    const means = sampled('mean', (lifetimes) => mean(below(lifetimes)));
    const expected = (HIGH / (HIGH - 1)) * Math.log(HIGH);
    expectLaw({ law: LAW, what: 'E[T | T < p]', values: means, expected, tells: 0.03 });
    // Squares of heavy tails: a fair mean needs many.
    const square = (all: Float64Array) => mean(below(all).map((life) => life * life));
    const squares = sampled('square', square, 8 * DRAWS);
    expectLaw({
      law: LAW,
      what: 'E[T^2 | T < p]',
      values: squares,
      expected: HIGH,
      tells: 0.06,
    });
  });

  it('have the mean that the distribution says, with the atom at its bound', () => {
    const expected = 1 + Math.log(HIGH);
    expect(meanOf(PARETO)).toBeCloseTo(expected, 12);
    const values = sampled('whole mean', mean);
    expectLaw({ law: LAW, what: 'E[T]', values, expected, tells: 0.05 });
  });
});

const NODES = 8;
const LOAD = 0.6;
const WATCHED = LONG ? 20_000 : 2_000;

/**
 * How much of the mean delay (time beyond the work) migration saves. What it is compared with is
 * good placement that knows nothing of lifetimes: the node with the fewest processes at that
 * instant. Both see the same arrivals, so that chance meets both alike: a ratio of means, whose
 * standard error is that of what each replication deviates from it (the delta method).
 * @returns a value by replication whose mean is that ratio
 */
function gains(
  work: Distribution,
  information: 'gossip' | 'perfect',
  mover: Policy = openmosix,
): number[] {
  const delays = (policy: Policy) =>
    replicate(`gain ${work.kind}`, (random) => {
      const { responseSeconds } = watch({
        nodes: nodeSpecs(NODES),
        rate: (NODES * LOAD) / meanOf(work),
        work,
        before: 300,
        watched: WATCHED,
        random,
        home: leastLoaded,
        policy,
        information,
        residentBytes: 2 ** 20,
        measures: false,
      });
      return mean(responseSeconds) - meanOf(work);
    });
  const placed = delays(none);
  const migrated = delays(mover);
  const gain = 1 - mean(migrated) / mean(placed);
  return placed.map((delay, run) => gain + ((1 - gain) * delay - migrated[run]!) / mean(placed));
}

function leastLoaded({ cluster }: Simulation, random: Random): number {
  const offset = random.below(NODES);
  let best = offset;
  for (let next = 1; next < NODES; next++) {
    const index = (offset + next) % NODES;
    if (cluster.nodes[index]!.runnable < cluster.nodes[best]!.runnable) best = index;
  }
  return best;
}

describe(`law 8: ${NODES} nodes at load ${LOAD}, ${REPLICATIONS} runs of ${WATCHED} processes`, () => {
  it('gain from migration', () => {
    const values = gains(PARETO, 'perfect');
    const error = standardError(values);
    printLaw(LAW, 'gain in mean delay, 0.35 to 0.50', mean(values), 0.425, error);
    expect(mean(values)).toBeGreaterThan(LONG ? 0.35 : 0.2);
    if (LONG) expect(mean(values)).toBeLessThan(0.5);
    // Few runs of heavy tails say that there is a gain; only long ones that it is the paper's.
    expect(error).toBeLessThan(LONG ? 0.02 : 0.1);
  });

  // The policy of the paper itself: no parameters, and no move that its age does not pay for.
  it.runIf(LONG)('gain as much when only the old ones move', () => {
    const values = gains(PARETO, 'perfect', ageBased);
    const error = standardError(values);
    printLaw(LAW, 'gain of age-based, 0.35 to 0.50', mean(values), 0.425, error);
    expect(mean(values)).toBeGreaterThan(0.35);
    expect(mean(values)).toBeLessThan(0.5);
    expect(error).toBeLessThan(0.02);
  });

  // Only long runs tell the two apart by more than chance.
  it.runIf(LONG)('gain clearly less with exponential lifetimes', () => {
    const heavy = gains(PARETO, 'gossip');
    const light = gains(EXPONENTIAL, 'gossip');
    const differences = heavy.map((gain, run) => gain - light[run]!);
    const error = standardError(differences);
    printLaw(LAW, 'gain, Pareto above exponential', mean(differences), 0, error);
    expect(mean(differences)).toBeGreaterThan(4 * error);
  });
});

function part(values: Float64Array, is: (value: number) => boolean): number {
  return values.filter(is).length / values.length;
}
