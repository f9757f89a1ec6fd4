import { assert } from '../../src/base/assert.js';
import { checkInvariants } from '../../src/cluster/watching/invariants.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import { Conservation } from './conservation.js';
import { EventLaws } from './event-laws.js';
import { GossipLaws } from './gossip-laws.js';
import { type History, historiesOf } from './histories.js';
import { swarmPolicy } from './policies.js';
import { SECONDS } from './random-scenario.js';
import { TruthLaws } from './truth-laws.js';

/**
 * Runs a scenario and checks all laws after everything that happens.
 * @param looks whether the laws are looked at; that must change nothing
 * @throws with the first law that is broken
 */
export function runSwarm(scenario: Scenario, looks = true): EventLaws {
  const session = createSession(scenario, { policy: swarmPolicy(scenario.policy) });
  const { simulation } = session;
  const events = new EventLaws(session, scenario.kernel.pipeExceptions);
  const gossip = new GossipLaws(session, scenario);
  const truth = new TruthLaws(session, scenario);
  const conservation = looks ? new Conservation(session, scenario) : undefined;
  for (let step = 0; simulation.nextTime <= SECONDS; step++) {
    if (step > MOST_STEPS) throw new Error(`no end at ${simulation.nextTime} s`);
    if (looks) gossip.before();
    simulation.step();
    if (!looks) continue;
    checkInvariants(simulation.cluster);
    checkNumbers(session);
    events.checkPopulation();
    if (step % EACH === 0) conservation!.check();
    if (scenario.information !== 'gossip') truth.after();
    else if (tellsWhatItMeasures(scenario)) gossip.after();
  }
  conservation?.check();
  conservation?.checkEnd();
  return events;
}

/** The histories of a scenario in all ways of running it; they must be one. */
export function runEveryWay(scenario: Scenario): readonly History[] {
  return historiesOf(scenario, swarmPolicy(scenario.policy));
}

/** Every number that a screen shows is finite and not negative; only work may have no end. */
function checkNumbers(session: SimulatedSession): void {
  const view = session.view();
  checkRecord('totals', view.totals);
  for (const process of view.processes()) checkRecord(`process ${process.pid}`, process);
  for (const node of view.nodes()) {
    checkRecord(`node ${node.id}`, node);
    for (const average of node.loadAverages) assert(average >= 0, `a load average is ${average}`);
    const decision = session.lastDecision(node.id);
    for (const [key, value] of Object.entries(decision?.numbers ?? {})) {
      assert(Number.isFinite(value), `node ${node.id} decides on ${key} ${value}`);
    }
  }
}

function checkRecord(what: string, record: object): void {
  for (const [key, value] of Object.entries(record)) {
    if (typeof value !== 'number' || key === 'nice') continue;
    const most = key.startsWith('work') ? Number.POSITIVE_INFINITY : Number.MAX_VALUE;
    assert(value >= 0 && value <= most, `${what}: ${key} ${value}`);
  }
}

/** Whether a node tells its free memory at the instant at which it measures its load. */
function tellsWhatItMeasures({ periods: { measureSeconds, tellSeconds } }: Scenario): boolean {
  return measureSeconds === tellSeconds;
}

/** Steps from one look at what is conserved to the next: that takes time, and a loss stays. */
const EACH = 5;

/** More than any run of so few seconds has. */
const MOST_STEPS = 100_000;
