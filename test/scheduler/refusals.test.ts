import { describe, expect, it } from 'vitest';
import { sessionOf } from '../support/session-of.js';

describe('a node that has refused a process', () => {
  // node2 dies at 0.9 s with a process on its way; it is believed to be idle for 10 s more.
  it('is asked again only after a pause', () => {
    const { session, events } = sessionOf(`
openmosix: { refusalPause: 4s, staleness: 1min }
nodes: [{ count: 2, name: "node%d" }]
workload: [{ home: node1, count: 4, work: endless, memory: 1MB }]
timeline: [{ at: 1s, do: crash, node: node2 }]`);
    session.advance(30);
    const refusals = events.filter(({ type }) => type === 'refused').map(({ at }) => at);
    expect(refusals.length).toBeGreaterThan(4);
    for (const [index, at] of refusals.slice(1).entries()) {
      expect(at - refusals[index]!).toBeGreaterThanOrEqual(4);
    }
  });

  // Node 2 has died under a process of node 1, a day is to pass; node 1 restarts and knows nothing.
  it('is asked again at once by one that has restarted since', () => {
    const { session, events } = sessionOf(`
openmosix: { refusalPause: 1d, staleness: 1min }
nodes: [{ count: 2, name: "node%d" }]
workload:
  - { home: node1, count: 4, work: endless, memory: 1MB }
  - { home: node1, count: 4, work: endless, memory: 1MB, start: 30s }
timeline:
  - { at: 1s, do: crash, node: node2 }
  - { at: 5s, do: recover, node: node2 }
  - { at: 10s, do: crash, node: node1 }
  - { at: 15s, do: recover, node: node1 }`);
    session.advance(29);
    expect(events.some(({ type }) => type === 'refused' || type === 'migration-failed')).toBe(true);
    expect(events.some(({ type }) => type === 'migrated')).toBe(false);
    session.advance(60);
    expect(events.some(({ type }) => type === 'migrated')).toBe(true);
  });
});
