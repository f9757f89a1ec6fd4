import { describe, expect, it } from 'vitest';
import { completions, sessionOf } from '../support/session-of.js';

/** Migrations that a scenario makes in ten minutes, whatever the seed. */
function migrationsOf(yaml: string): readonly number[] {
  return [1, 2, 3].map((seed) => {
    const { session } = sessionOf(`seed: ${seed}\n${yaml}`);
    session.advance(600);
    return session.view().totals.migrations;
  });
}

describe('memory ushering', () => {
  // Free: 48 MB of 2 GB, less than 5 %. But a process is expected to compute no longer than it has,
  // 120 s at most, and 1000 MB over 10 Mbit take 839 s. Two jobs of 120 s on one CPU: 240 s.
  it('moves nobody who would be done before he has left', () => {
    const { session, events } = sessionOf(`
network: { bandwidth: 10Mbit }
nodes: [{ count: 2, name: "node%d", cpus: 1, memory: 2GB }]
workload: [{ home: node1, count: 2, work: 120s, memory: 1000MB }]`);
    session.advance(1000);
    expect(session.view().totals.migrations).toBe(0);
    expect([...completions(events).values()]).toEqual([240, 240]);
  });

  // Free: 1000 - 955 = 45 MB; 50 are the reserve: one process of 95.5 MB makes up for it, and
  // counts as gone while it is on its way.
  it('stops when those that are leaving make up for what was missing', () => {
    const migrations = migrationsOf(`
network: { bandwidth: 100Mbit }
nodes:
  - { name: node1, cpus: 24, memory: 1000MB }
  - { name: node2, cpus: 24, memory: 8GB }
workload: [{ home: node1, count: 10, work: endless, memory: 95.5MB }]`);
    expect(migrations).toEqual([1, 1, 1]);
  });

  // 870 + 90 leave 40 MB, 900 + 90 leave 10 MB: less than 50 MB of reserve at either place.
  it('leaves a target its own reserve', () => {
    const migrations = migrationsOf(`
nodes: [{ count: 2, name: "node%d", cpus: 4, memory: 1000MB }]
workload:
  - { home: node1, work: endless, memory: 870MB, lock: true }
  - { home: node2, work: endless, memory: 900MB, lock: true }
  - { home: node1, work: endless, memory: 90MB }`);
    expect(migrations).toEqual([0, 0, 0]);
  });

  // 8000 - 7500 - 200 = 300 MB are free, and 400 are the reserve. The small node, whose reserve is 50 MB,
  // would have 350 - 200 = 150 MB left: less than there is here.
  it('moves nobody to where less would be left than is free here', () => {
    const migrations = migrationsOf(`
nodes:
  - { name: node1, cpus: 24, memory: 8000MB }
  - { name: node2, cpus: 4, memory: 1000MB }
workload:
  - { home: node1, work: endless, memory: 7500MB, lock: true }
  - { home: node2, work: endless, memory: 650MB, lock: true }
  - { home: node1, work: endless, memory: 200MB }`);
    expect(migrations).toEqual([0, 0, 0]);
  });

  // 1000 - 960 - 20 = 20 MB are free, and 40 if all 20 processes of 1 MB are gone; 50 are the
  // reserve.
  it('moves nobody where all together would not make up for what is missing', () => {
    const migrations = migrationsOf(`
nodes:
  - { name: node1, cpus: 24, memory: 1000MB }
  - { name: node2, cpus: 1, memory: 4GB }
workload:
  - { home: node1, work: endless, memory: 960MB, cantmove: mem_lock }
  - { home: node1, count: 20, work: endless, memory: 1MB }`);
    expect(migrations).toEqual([0, 0, 0]);
  });
});

describe('load balancing', () => {
  // 0.1 s of CPU at a thirtieth of one: 3 s, and the tick after.
  it('begins after a few seconds also where each process gets little of the CPU', () => {
    const { session, events } = sessionOf(`
nodes: [{ count: 2, name: "node%d", cpus: 1 }]
workload: [{ home: node1, count: 30, work: endless }]`);
    session.advance(10);
    const [first] = events.filter(({ type }) => type === 'migration-started');
    expect(first!.at).toBeGreaterThanOrEqual(3);
    expect(first!.at).toBeLessThan(5);
  });

  // 4 processes of 100 MB on one CPU; each takes 84 s over 10 Mbit. One away and one on its way
  // leave 2 here and 2 there: none more may go, though the first has not yet been seen there.
  it('sends nobody because of those who are leaving already', () => {
    const { session } = sessionOf(`
network: { bandwidth: 10Mbit }
nodes: [{ count: 2, name: "node%d", cpus: 1, memory: 4GB }]
workload: [{ home: node1, count: 4, work: endless, memory: 100MB }]`);
    session.advance(600);
    expect(session.view().totals.migrations).toBe(2);
    expect(
      session
        .view()
        .nodes()
        .map(({ runnable }) => runnable),
    ).toEqual([2, 2]);
  });

  // The transfer takes 839 s. A process of t s that gets half a CPU would win t s with one of its
  // own.
  it('weighs what a move takes against what it wins', () => {
    const yaml = (moveCost: number) => `
network: { bandwidth: 10Mbit }
openmosix: { moveCost: ${moveCost} }
nodes: [{ count: 2, name: "node%d", cpus: 1, memory: 8GB }]
workload: [{ home: node1, count: 2, work: endless, memory: 1000MB }]`;
    expect(migrationsOf(yaml(1))).toEqual([0, 0, 0]);
    const { session, events } = sessionOf(yaml(0.01));
    session.advance(30);
    // A hundredth of it, 8.39 s, is won by who has computed for 8.39 s, at half a CPU.
    const [first] = events.filter(({ type }) => type === 'migration-started');
    expect(first!.at).toBeGreaterThan(16.7);
    expect(first!.at).toBeLessThan(18.8);
  });
});
