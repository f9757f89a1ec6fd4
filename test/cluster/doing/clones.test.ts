import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { completions, sessionOf } from '../../support/session-of.js';

const NODES =
  'migration: { fixed: 0s }\nnodes: [{ count: 2, name: "node%d", cpus: 4, memory: 1GB }]';

function run(yaml: string, policy = 'none') {
  const made = sessionOf(`policy: ${policy}\n${NODES}\n${yaml}`);
  const advance = (until: number) => {
    while (!made.session.advance(until, { maxEvents: 1 }))
      checkInvariants(made.session.simulation.cluster);
  };
  return { ...made, advance, view: () => made.session.view() };
}

describe('a program with threads', () => {
  it('shares its work among them: 40 s on four CPUs take 10 s, of which it uses 400 %', () => {
    const { advance, view, events } = run(
      'workload: [{ home: node1, work: 40s, profile: { clones: 4 } }]',
    );
    advance(5);
    expect(view().process(1000)).toMatchObject({
      cpuShare: 4,
      cpuSeconds: 20,
      workLeftSeconds: 20,
    });
    expect(view().node(1)).toMatchObject({ runnable: 4, local: 1, cpuUse: 1 });
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(10, 9);
  });

  it('is as many runnables to others: of 4 CPUs a loop beside 7 threads gets 1/2', () => {
    const { advance, view } = run(`
workload:
  - { home: node1, work: endless, profile: { clones: 7 } }
  - { home: node1, work: endless }`);
    advance(1);
    expect(view().process(1000)!.cpuShare).toBeCloseTo(3.5, 9);
    expect(view().process(1001)!.cpuShare).toBeCloseTo(0.5, 9);
  });

  it('gets no more than a CPU for each: of 4 CPUs 2 threads get 2, 6 loops a third each', () => {
    const { advance, view } = run(`
workload:
  - { home: node1, work: endless, nice: -20, profile: { clones: 2 } }
  - { home: node1, count: 6, work: endless }`);
    advance(1);
    // Nice -20 weighs 11 / 6: 2 x 11 / 6 x 4 / (22 / 6 + 6) of the CPUs, less than 2.
    expect(view().process(1000)!.cpuShare).toBeCloseTo((4 * (22 / 6)) / (22 / 6 + 6), 9);
    expect(view().process(1001)!.cpuShare).toBeCloseTo(4 / (22 / 6 + 6), 9);
  });

  it('waits thread by thread for its calls: 4 x 10 s in 10 x 1.25 s', () => {
    const { advance, events } = run(`
network: { latency: 100us, handling: 50us }
workload: [{ home: node1, work: 40s, profile: { clones: 4, calls: 1000, files: node2 } }]`);
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(12.5, 9);
  });

  it('takes as much of its files node for all: 4 x 0.8 x 1000 calls of 1 ms want 3.2 of 4 CPUs', () => {
    const { advance, view } = run(`
network: { latency: 0s, handling: 1ms }
workload: [{ home: node1, work: endless, profile: { clones: 4, calls: 1000, files: node2 } }]`);
    advance(1);
    // Each computes for 1 s and waits for 1000 calls of 1 ms: at rate 1/2, all four use 2 CPUs
    // there.
    expect(view().process(1000)!.cpuShare).toBeCloseTo(2, 9);
    expect(view().node(2)!.deputyUse).toBeCloseTo(2 / 4, 9);
  });

  it('has one address space, counted once, and stays: clone_vm', () => {
    const { advance, view, session } = run(
      'workload: [{ home: node1, work: 40s, memory: 100MB, profile: { clones: 4 } }]',
    );
    advance(1);
    expect(view().node(1)!.memoryUsedBytes).toBe(100 * 2 ** 20);
    expect(session.send({ do: 'migrate', pid: 1000, to: 2 })).toEqual({
      accepted: false,
      reason: 'process 1000 cannot move: clone_vm',
    });
  });

  it('moves with all its threads, once untied: 0.8 s for 100 MB of one gigabit, then 10 s', () => {
    const { advance, view, session, events } = run(`
network: { bandwidth: 100MB/s }
workload: [{ home: node1, work: 40s, memory: 100MB, profile: { clones: 4 } }]`);
    advance(2);
    session.send({ do: 'untie', pid: 1000, reason: 'clone_vm' });
    session.send({ do: 'migrate', pid: 1000, to: 2 });
    advance(2.5);
    expect(view().node(1)).toMatchObject({ runnable: 0 });
    expect(session.simulation.cluster.node(2)!.incoming).toBe(4);
    advance(4);
    expect(view().node(2)).toMatchObject({ runnable: 4, guests: 1 });
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(11, 9);
  });

  it('that moves together is sent only where all fit: 8 threads to an idle node, not 4', () => {
    // 1.3 x 4 threads on 4 CPUs are a load of 1.3 there, against 1.00 here; 8 make 2.6 against 3.
    const one = 'profile: { clones: 4, together: true }';
    const alone = run(`workload: [{ home: node1, work: endless, ${one} }]`, 'openmosix');
    alone.advance(60);
    expect(alone.view().process(1000)!.node).toBe(1);
    const eight = 'profile: { clones: 8, together: true }';
    const crowd = run(
      `workload: [{ home: node1, work: endless, ${eight} }, { home: node1, count: 4, work: endless, lock: true }]`,
      'openmosix',
    );
    crowd.advance(60);
    expect(crowd.view().process(1000)!.migrations).toBeGreaterThan(0);
  });

  it('may go where all of its threads get on: forecast 4 on an idle node of 4 CPUs', () => {
    const { advance, session } = run(
      'workload: [{ home: node1, count: 2, work: endless, profile: { clones: 4, together: true } }]',
    );
    advance(5);
    const rates = session.forecast(1000).map(({ node, rate }) => [node, rate]);
    expect(rates).toEqual([
      [1, 2],
      [2, 4],
    ]);
    expect(session.send({ do: 'migrate', pid: 1000, to: 'balance' })).toEqual({ accepted: true });
  });

  it('of another one it becomes an ordinary one: exec ends its threads', () => {
    const { advance, view, session, events } = run(
      'workload: [{ home: node1, work: 40s, profile: { clones: 4 } }]',
    );
    advance(5);
    session.send({ do: 'exec', pid: 1000, command: 'sort' });
    expect(view().process(1000)).toMatchObject({ cantmove: 0, cpuShare: 1 });
    advance(100);
    expect(completions(events).get(1000)).toBeCloseTo(25, 9);
  });
});
