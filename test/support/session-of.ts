import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** A session of a scenario written as YAML, with the events it has told of. */
export function sessionOf(yaml: string): { session: SimulatedSession; events: ClusterEvent[] } {
  const scenario = scenarioOf(yaml);
  const session = createSession(scenario, { policy: findPolicy(scenario.policy)! });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => events.push(event));
  return { session, events };
}

/** Pids with the times at which they completed. */
export function completions(events: readonly ClusterEvent[]): Map<number, number> {
  const times = new Map<number, number>();
  for (const event of events) if (event.type === 'completed') times.set(event.pid, event.at);
  return times;
}
