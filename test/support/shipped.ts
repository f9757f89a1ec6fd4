import { readFileSync } from 'node:fs';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession, type SimulatedSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

/** A scenario that is being run, with the events it has told of. */
export interface Shown {
  readonly session: SimulatedSession;
  readonly events: readonly ClusterEvent[];
}

/** A shipped scenario, with other values where a test compares. */
export function shipped(name: string, changes: Partial<Scenario> = {}): Scenario {
  const file = new URL(`../../config/${name}.yaml`, import.meta.url);
  return { ...scenarioOf(readFileSync(file, 'utf8'), `config/${name}.yaml`), ...changes };
}

/** Runs a scenario up to `until`, or as far as it says itself, or to its last process. */
export function show(scenario: Scenario, until = scenario.untilSeconds): Shown {
  const session = createSession(scenario, { policy: findPolicy(scenario.policy)! });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => events.push(event));
  session.advance(until, { untilOver: true });
  return { session, events };
}

/** Where each process is now: its N#, by pid. */
export function places({ session }: Shown): Record<number, number> {
  const processes = session.view().processes();
  return Object.fromEntries(processes.map(({ pid, node }) => [pid, node]));
}

/** Runnable processes of each node, in the order of N#. */
export function crowd({ session }: Shown): number[] {
  return session
    .view()
    .nodes()
    .map(({ runnable }) => runnable);
}

/** The events of one type. */
export function only<Type extends ClusterEvent['type']>(
  { events }: Shown,
  type: Type,
): Extract<ClusterEvent, { type: Type }>[] {
  const isOfType = (event: ClusterEvent): event is Extract<ClusterEvent, { type: Type }> =>
    event.type === type;
  return events.filter(isOfType);
}

/** Mean time from start to end of the processes that have completed. */
export function meanResponse(shown: Shown): number {
  const ends = only(shown, 'completed');
  return ends.reduce((sum, { at, arrivalSeconds }) => sum + at - arrivalSeconds, 0) / ends.length;
}
