import { expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import { digestOf } from '../../src/recording/digest.js';
import type { Moment, SentCommand } from '../../src/recording/moment.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { createSession } from '../../src/session/simulated.js';
import fc from '../support/properties.js';
import { LONG } from '../support/replications.js';
import { swarmPolicy } from './policies.js';
import { randomCommand } from './random-command.js';
import { randomScenario, SECONDS } from './random-scenario.js';

const RUNS = LONG ? 500 : 6;
const LIMIT_MS = LONG ? 3_000_000 : 60_000;

/** Room for a few checkpoints only, so that most of them go again. */
const MOST_BYTES = 150_000;

function fresh(scenario: Scenario) {
  return createSession(scenario, { policy: swarmPolicy(scenario.policy) });
}

/** The state of a run that never turned back, at a moment. */
function plainDigest(scenario: Scenario, commands: readonly SentCommand[], at: Moment): string {
  const session = fresh(scenario);
  for (const sent of commands.slice(0, at.commands)) {
    session.advance(sent.at.seconds, { maxEvents: sent.at.steps - session.steps });
    session.send(sent.command);
  }
  session.advance(at.seconds, { maxEvents: at.steps - session.steps });
  return digestOf(session.save());
}

it(
  `a run that goes to and fro in time and branches is at each moment as a plain run, ${RUNS} runs`,
  () => {
    const commands = fc.array(randomCommand(4), { minLength: 12, maxLength: 12 });
    const holds = (scenario: Scenario, drawn: Parameters<RecordedSession['send']>[0][]) => {
      const random = new Random(scenario.seed);
      const sentOn = new Map<number, SentCommand[]>([[1, []]]);
      const recorded = new RecordedSession(fresh(scenario), { mostBytes: MOST_BYTES });
      recorded.journal = {
        sent: (branch, sent) => sentOn.get(branch)!.push(sent),
        branched: ({ id, parent }, since) =>
          sentOn.set(id, sentOn.get(parent!)!.slice(0, since.commands)),
        switched: () => {},
        marked: () => {},
      };
      const check = () => {
        const { branch, moment } = recorded;
        const digest = digestOf(recorded.save());
        expect(digest).toBe(plainDigest(scenario, sentOn.get(branch)!, moment));
      };
      for (const command of drawn) {
        recorded.advance(Math.min(SECONDS, recorded.view().now + 8 * random.uniform()), {
          maxEvents: 1 + random.below(300),
        });
        check();
        recorded.send(command);
        check();
        if (random.below(2) === 0) {
          recorded.seek(recorded.presentSeconds * random.uniform() * 1.1);
          check();
        }
        if (random.below(4) === 0) {
          recorded.switchTo(1 + random.below(recorded.branches.length));
          expect(recorded.isPast).toBe(false);
          check();
        }
        expect(recorded.memory.bytes).toBeLessThan(
          MOST_BYTES * 1.5 + 20_000 * recorded.branches.length,
        );
      }
      expect(recorded.divergence).toBeUndefined();
    };
    const property = fc.property(randomScenario, commands, holds);
    fc.assert(property, { seed: 13, numRuns: RUNS, unbiased: true, endOnFailure: true });
  },
  LIMIT_MS,
);
