import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { none } from '../../src/scheduler/policies/none.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

const THREE_NODES = 'policy: none\nnodes: [{ count: 3, name: "node%d" }]';

/** Events as they are told when somebody looks on, or not. */
function eventsOf(yaml: string, watched: boolean): ClusterEvent[] {
  const scenario = scenarioOf(yaml);
  const policy = findPolicy(scenario.policy)!;
  const session = createSession(scenario, { policy, measures: watched });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => events.push(event));
  session.advance(60);
  return events;
}

describe.each([
  ['expel', '{ at: 12s, do: expel, node: node2 }'],
  ['leave', '{ at: 12s, do: leave, node: node2 }'],
  ['migrate to balance', '{ at: 12s, do: migrate, pid: 1001, to: balance }'],
  ['another policy', '{ at: 30.2s, do: policy, name: openmosix }'],
  ['a load limit', '{ at: 12s, do: loadlimit, node: node2, load: 0.5 }'],
])('a run under policy none with %s', (_, entry) => {
  it('is the same whether somebody looks on or not', () => {
    const yaml = `${THREE_NODES}
workload: [{ home: node1, count: 3, work: endless }]
timeline:
  - { at: 5s, do: migrate, pid: 1000, to: node2 }
  - ${entry}`;
    const watched = eventsOf(yaml, true);
    expect(watched.filter(({ type }) => type === 'migrated').length).toBeGreaterThan(1);
    expect(eventsOf(yaml, false)).toEqual(watched);
  });
});

describe('a policy of the user that is named none', () => {
  it('is asked also where nobody looks on', () => {
    const scenario = scenarioOf(`${THREE_NODES}\nworkload: [{ home: node1, work: 10s }]`);
    let asked = 0;
    const own = {
      ...{ name: 'none', about: 'counts', scope: 'node' as const },
      decide() {
        asked++;
        return { move: undefined, reason: 'it counts' };
      },
    };
    createSession(scenario, { policy: own, measures: false }).advance(10);
    expect(asked).toBe(30);
  });
});

describe('a run in parts', () => {
  // The events: two starts of the endless ones, 999 starts and 999 ends at node a. The part that
  // ends with the last of them once ended the run, at 998.5 s instead of 3000 s.
  it.each([1999, 2000, 2001])('goes on to its end after a part of %d events', (events) => {
    const scenario = scenarioOf(`
policy: none
nodes: [{ name: a }, { name: b }]
workload:
  - { home: a, count: 999, arrivals: { every: 1s }, work: 500ms }
  - { home: b, count: 2, work: endless }`);
    const session = createSession(scenario, { policy: none, measures: false });
    while (!session.advance(3000, { maxEvents: events, untilOver: true }));
    expect(session.view().now).toBe(3000);
  });
});
