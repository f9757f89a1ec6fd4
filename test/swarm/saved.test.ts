import { isDeepStrictEqual } from 'node:util';
import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import fc, { type Arbitrary } from '../support/properties.js';
import { LONG } from '../support/replications.js';
import { calmScenario, randomScenario } from './random-scenario.js';
import { begun, continued, remembered, seenOf } from './saved.js';

/** How many, if that is said: SAVED=1000. */
const SAVED = process.env.SAVED;
const RUNS = Number(SAVED ?? (LONG ? 1000 : 20));
const MOMENTS = LONG || SAVED !== undefined ? 20 : 4;
const LIMIT_MS = LONG || SAVED !== undefined ? 12 * 3_600_000 : 60_000;

/** Also policies that remember something. */
function withAllPolicies(scenarios: Arbitrary<Scenario>): Arbitrary<Scenario> {
  const other = fc.constantFrom('mindful', 'roundabout', undefined, undefined);
  return fc
    .tuple(scenarios, other)
    .map(([scenario, policy]) => (policy === undefined ? scenario : { ...scenario, policy }));
}

/** Half the time would go into `toEqual`, which is slow where everything is the same. */
function expectSame(actual: unknown, expected: unknown): void {
  if (isDeepStrictEqual(actual, expected)) return;
  expect(actual).toStrictEqual(expected);
  expect.unreachable('they are told apart by isDeepStrictEqual');
}

describe('a run that was put away and taken up', () => {
  it.each([
    ['anything may happen', randomScenario, true],
    ['little happens and nobody looks on', calmScenario, false],
  ] as const)(
    `goes on with the same events, at ${MOMENTS} moments of ${RUNS} runs: %s`,
    (_, scenarios, measures) => {
      const holds = (scenario: Scenario) => {
        const random = new Random(scenario.seed);
        const run = remembered(scenario, measures, MOMENTS, random);
        const whole = [...run.log];
        for (const { state, events, seen } of run.moments) {
          const fresh = begun(scenario, measures);
          fresh.session.restore(state);
          expectSame(fresh.session.save(), state);
          expect(seenOf(fresh.session, measures)).toBe(seen);
          expectSame(continued(fresh, state), whole.slice(events));
        }
        // One that has gone on goes back.
        const { state, events } = run.moments[0]!;
        expectSame(continued(run, state), whole.slice(events));
      };
      const property = fc.property(withAllPolicies(scenarios), holds);
      fc.assert(property, {
        seed: Number(process.env.SWARM_SEED ?? 2003),
        numRuns: RUNS,
        unbiased: true,
        endOnFailure: true,
      });
    },
    LIMIT_MS,
  );
});
