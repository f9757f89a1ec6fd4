import { checkInvariants } from '../../src/cluster/watching/invariants.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession } from '../../src/session/simulated.js';
import { EventLaws } from './event-laws.js';
import { GossipLaws } from './gossip-laws.js';
import { SECONDS } from './random-scenario.js';

/**
 * Runs a scenario and checks all laws after everything that happens.
 * @param looks whether the laws are looked at; that must change nothing
 * @throws with the first law that is broken
 */
export function runSwarm(scenario: Scenario, looks = true): EventLaws {
  const session = createSession(scenario, { policy: findPolicy(scenario.policy)! });
  const { simulation } = session;
  const events = new EventLaws(session, scenario.kernel.pipeExceptions);
  const gossip = new GossipLaws(session, scenario);
  for (let step = 0; simulation.nextTime <= SECONDS; step++) {
    if (step > MOST_STEPS) throw new Error(`no end at ${simulation.nextTime} s`);
    if (looks) gossip.before();
    simulation.step();
    if (!looks) continue;
    checkInvariants(simulation.cluster);
    events.checkPopulation();
    if (scenario.information === 'gossip') gossip.after();
  }
  return events;
}

/** More than any run of so few seconds has. */
const MOST_STEPS = 100_000;
