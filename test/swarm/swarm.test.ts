import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LONG } from '../support/replications.js';
import { randomScenario } from './random-scenario.js';
import { runSwarm } from './swarm.js';

const RUNS = LONG ? 2000 : 100;

/** A failure prints what to set here to see it again. */
const SEED = Number(process.env.SWARM_SEED ?? 2003);
const PATH = process.env.SWARM_PATH;

describe('a cluster to which anything may happen', () => {
  it(
    `keeps all laws after every event, and runs the same way twice: ${RUNS} runs`,
    () => {
      const types = new Set<string>();
      const property = fc.property(randomScenario, (scenario) => {
        const events = runSwarm(scenario);
        for (const type of events.types) types.add(type);
        expect(runSwarm(scenario, false).log).toEqual(events.log);
      });
      const path = PATH === undefined ? {} : { path: PATH };
      const interruptAfterTimeLimit = LONG ? 600_000 : 60_000;
      const result = fc.check(property, {
        ...{ seed: SEED, numRuns: RUNS, unbiased: true, ...path },
        ...{ interruptAfterTimeLimit, markInterruptAsFailure: true },
      });
      if (result.failed) {
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
      // Another seed is somebody's search for a fault, and may miss one.
      if (process.env.SWARM_SEED === undefined)
        expect(EVERY_TYPE.filter((type) => !types.has(type))).toEqual([]);
    },
    LONG ? 700_000 : 90_000,
  );
});

/** JSON has no word for endless. */
function unbounded(_: string, value: unknown): unknown {
  return value === Number.POSITIVE_INFINITY ? 'endless' : value;
}

/** What must have happened somewhere, or the runs would say too little. */
const EVERY_TYPE = [
  ...['brought', 'completed', 'continued', 'expelled', 'intrusion', 'killed', 'locked'],
  ...['migrated', 'migration-failed', 'migration-started', 'network-cut', 'network-healed'],
  ...['node-administered', 'node-crashed', 'node-found', 'node-joined', 'node-leaving'],
  ...['node-left', 'node-recovered', 'parameter-changed', 'policy-changed', 'refused'],
  ...['reniced', 'started', 'stopped', 'tied', 'unlocked', 'untied'],
];
