import { describe, expect, it } from 'vitest';
import type { Scenario } from '../../src/scenario/scenario.js';
import fc, { type Arbitrary } from '../support/properties.js';
import { LONG } from '../support/replications.js';
import { calmScenario, randomScenario } from './random-scenario.js';
import { runEveryWay, runSwarm } from './swarm.js';

/** How many, if that is said: SWARM=10000. */
const RUNS = Number(process.env.SWARM ?? (LONG ? 2000 : 100));

/** Also policies that remember something. */
const underAllPolicies = fc
  .tuple(randomScenario, fc.constantFrom('mindful', 'roundabout', undefined, undefined, undefined))
  .map(([scenario, policy]) => (policy === undefined ? scenario : { ...scenario, policy }));

/** A failure prints what to set here to see it again. */
const SEED = Number(process.env.SWARM_SEED ?? 2003);
const PATH = process.env.SWARM_PATH;

describe('a cluster to which anything may happen', () => {
  it(
    `keeps all laws after every event, and is one run however it is run: ${RUNS} runs`,
    () => {
      const types = new Set<string>();
      checkAll(underAllPolicies, (scenario) => {
        const events = runSwarm(scenario);
        for (const type of events.types) types.add(type);
        expect(runSwarm(scenario, false).log).toEqual(events.log);
        expectOneHistory(scenario);
      });
      // Another seed is somebody's search for a fault, and may miss one.
      if (process.env.SWARM_SEED === undefined)
        expect(EVERY_TYPE.filter((type) => !types.has(type))).toEqual([]);
    },
    LIMIT_MS,
  );

  it(
    `is one run also where nodes do without ticks when nobody looks on: ${RUNS} runs`,
    () => checkAll(calmScenario, expectOneHistory),
    LIMIT_MS,
  );
});

const LIMIT_MS = process.env.SWARM === undefined ? 700_000 : 12 * 3_600_000;

function expectOneHistory(scenario: Scenario): void {
  const [plain, ...others] = runEveryWay(scenario);
  for (const { way, log } of others) expect(log, `unwatched or ${way}`).toEqual(plain!.log);
}

/** @throws with the smallest scenario that breaks a law, and how to run it again */
function checkAll(scenarios: Arbitrary<Scenario>, holds: (scenario: Scenario) => void): void {
  const path = PATH === undefined ? {} : { path: PATH };
  const result = fc.check(fc.property(scenarios, holds), {
    ...{ seed: SEED, numRuns: RUNS, unbiased: true, ...path },
    ...{ interruptAfterTimeLimit: LIMIT_MS - 30_000, markInterruptAsFailure: true },
  });
  if (!result.failed) return;
  const { seed, counterexamplePath, errorInstance, counterexample } = result;
  const again = `SWARM_SEED=${seed} SWARM_PATH=${counterexamplePath}`;
  throw new Error(
    [
      `${errorInstance}`,
      `Again: ${LONG ? 'LAWS=long ' : ''}${again} npx vitest run test/swarm`,
      JSON.stringify(counterexample?.[0], unbounded),
    ].join('\n'),
  );
}

/** JSON has no word for endless. */
function unbounded(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'endless' : value;
}

/** What must have happened somewhere, or the runs would say too little. */
const EVERY_TYPE = [
  ...['brought', 'checked', 'completed', 'continued', 'expelled', 'intrusion', 'killed', 'locked'],
  ...['migrated', 'migration-failed', 'migration-started', 'network-cut', 'network-healed'],
  ...['node-administered', 'node-crashed', 'node-found', 'node-joined', 'node-leaving'],
  ...['node-left', 'node-recovered', 'parameter-changed', 'policy-changed', 'refused'],
  ...['execed', 'masked', 'reniced', 'started', 'stopped', 'tied', 'unlocked', 'untied'],
];
