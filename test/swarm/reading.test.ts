import { describe, expect, it } from 'vitest';
import { Random } from '../../src/kernel/random.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import fc from '../support/properties.js';
import { swarmPolicy } from './policies.js';
import { randomScenario, SECONDS } from './random-scenario.js';

const SCENARIOS = fc.sample(randomScenario, { seed: 2003, numRuns: 8 });

describe('reading the view of a cluster to which anything may happen', () => {
  it.each(SCENARIOS.map((scenario, index) => [index, scenario] as const))(
    'changes no event, whenever it is read: scenario %i',
    (index, scenario) => {
      const [unread, read] = [false, true].map((reads) => {
        const { session, events } = begun(scenario);
        const random = new Random(index);
        for (let now = 0; now < SECONDS; now = Math.min(SECONDS, now + 0.3 * random.uniform())) {
          session.advance(now);
          if (reads) everythingOf(session);
        }
        return events;
      });
      expect(read).toEqual(unread);
    },
  );

  it.each(SCENARIOS.map((scenario, index) => [index, scenario] as const))(
    'gives copies that a later step does not change: scenario %i',
    (_, scenario) => {
      const { session } = begun(scenario);
      session.advance(SECONDS / 4);
      const view = session.view();
      const kept = [view.nodes(), view.processes(), view.totals];
      const before = JSON.stringify(kept);
      session.advance(SECONDS / 2);
      expect(JSON.stringify(kept)).toBe(before);
      expect(session.view().now).toBe(SECONDS / 2);
    },
  );
});

function begun(scenario: Scenario): { session: SimulatedSession; events: string[] } {
  const session = createSession(scenario, { policy: swarmPolicy(scenario.policy) });
  const events: string[] = [];
  session.subscribe((event) => events.push(JSON.stringify(event)));
  return { session, events };
}

/** All that can be asked of a session without a change. */
function everythingOf(session: SimulatedSession): string {
  const view = session.view();
  const nodes = view.nodes().map(({ id }) => [view.node(id), session.lastDecision(id)]);
  const processes = view
    .processes()
    .slice(0, 3)
    .map(({ pid }) => [view.process(pid), session.explain(pid), session.forecast(pid)]);
  return JSON.stringify([view.totals, nodes, processes]);
}
