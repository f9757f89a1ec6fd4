import { describe, expect, it } from 'vitest';
import { cantmoveWords } from '../../src/cluster/facts/cantmove.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import {
  type ClusterRequest,
  nodeSpec,
  nodeSpecs,
  processSpec,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../support/cluster-builder.js';

// The sanity scenarios of openMosix's HOWTO and of the arithmetic of its balancer.
const SEEDS = [1, 2, 3, 4, 5];

/** Where endless processes are after a minute, for every seed the same. */
function afterAMinute(request: ClusterRequest) {
  const results = SEEDS.map((seed) => {
    const simulation = simulationOf({ ...request, policy: openmosix, seed });
    runUntil(simulation, 60);
    return { runnable: runnables(simulation), migrations: simulation.view.totals.migrations };
  });
  for (const result of results) expect(result).toEqual(results[0]);
  return results[0]!;
}

describe('sanity scenarios', () => {
  it('1: of two endless loops on one of two nodes one moves, within seconds; one alone stays', () => {
    const nodes = nodeSpecs(2);
    expect(afterAMinute({ nodes, processes: processSpecs(2, 1) })).toEqual({
      runnable: [1, 1],
      migrations: 1,
    });
    expect(afterAMinute({ nodes, processes: processSpecs(1, 1) }).migrations).toBe(0);
    for (const seed of SEEDS) {
      const simulation = simulationOf({
        nodes,
        processes: processSpecs(2, 1),
        policy: openmosix,
        seed,
      });
      runUntil(simulation, 10);
      expect(simulation.view.totals.migrations).toBe(1);
    }
  });

  it('2: at a home with two CPUs the third loop moves, the second does not', () => {
    const nodes = nodeSpecs(2, { cpus: 2 });
    expect(afterAMinute({ nodes, processes: processSpecs(2, 1) }).migrations).toBe(0);
    expect(afterAMinute({ nodes, processes: processSpecs(3, 1) })).toEqual({
      runnable: [2, 1],
      migrations: 1,
    });
  });

  it('3: nearly everything leaves a home that is far slower than the others', () => {
    const nodes = [nodeSpec(1, { speed: 1000 }), nodeSpec(2), nodeSpec(3)];
    for (const seed of SEEDS) {
      const processes = processSpecs(6, 1);
      const simulation = simulationOf({ nodes, processes, policy: openmosix, seed });
      runUntil(simulation, 180);
      expect(runnables(simulation)[0]).toBeLessThanOrEqual(1);
    }
  });

  it('4: a loop that starts many processes spreads after a few seconds, short ones do not', () => {
    const nodes = nodeSpecs(4);
    const spread = (workSeconds: number) => {
      const processes = processSpecs(12, 1, { workSeconds });
      const simulation = simulationOf({ nodes, processes, policy: openmosix });
      runUntil(simulation, 30);
      return simulation.view.totals.migrations;
    };
    expect(spread(600)).toBeGreaterThanOrEqual(5);
    expect(spread(0.05)).toBe(0);
  });

  it.each([
    [0x20, 'mem_lock'],
    [0x40, 'clone_vm'],
    [0x80, 'rt_sched'],
    [0x100, 'direct_io'],
    [0x1, 'monkey'],
  ])('5: a process that cannot move stays, and says why: %i is %s', (cantmove, word) => {
    const processes = processSpecs(3, 1, { cantmove });
    const { migrations } = afterAMinute({ nodes: nodeSpecs(2), processes });
    expect(migrations).toBe(0);
    expect(cantmoveWords(cantmove)).toEqual([word]);
  });

  it('6: with one processor shown as two CPUs the second loop stays, the third moves', () => {
    const nodes = nodeSpecs(2, { threads: 2 });
    expect(afterAMinute({ nodes, processes: processSpecs(2, 1) }).migrations).toBe(0);
    expect(afterAMinute({ nodes, processes: processSpecs(3, 1) }).migrations).toBe(1);
  });

  it('7: 2 + 1 stay as they are, 3 + 1 become 2 + 2 in one move', () => {
    const nodes = nodeSpecs(2);
    const [one] = [processSpec(2)];
    expect(afterAMinute({ nodes, processes: [...processSpecs(2, 1), one!] }).migrations).toBe(0);
    expect(afterAMinute({ nodes, processes: [...processSpecs(3, 1), one!] })).toEqual({
      runnable: [2, 2],
      migrations: 1,
    });
  });
});

describe('two dual Xeons with Hyper-Threading', () => {
  /** n endless processes on the first node: migrations, and work done per second at the end. */
  function atLoad(n: number, htAware: boolean) {
    const nodes = nodeSpecs(2, { cpus: 2, threads: 2, htAware });
    const simulation = simulationOf({ nodes, processes: processSpecs(n, 1), policy: openmosix });
    runUntil(simulation, 60);
    const before = simulation.view.totals;
    runUntil(simulation, 70);
    const { workDelivered } = simulation.view.totals;
    const rate = (workDelivered - before.workDelivered) / 10;
    return { migrations: before.migrations, rate };
  }

  it.each([1, 2, 3, 4])('keep %i processes together when they do not know it', (n) => {
    expect(atLoad(n, false).migrations).toBe(0);
  });

  it.each([5, 6, 7, 8])('balance %i processes all the same', (n) => {
    expect(atLoad(n, false).migrations).toBeGreaterThan(0);
  });

  it('send the third process away when they know it', () => {
    expect(atLoad(2, true).migrations).toBe(0);
    for (const n of [3, 4, 5, 6, 7, 8]) expect(atLoad(n, true).migrations).toBeGreaterThan(0);
  });

  it('do less at light load when they do not know it', () => {
    for (const n of [2, 3, 4])
      expect(atLoad(n, false).rate).toBeLessThan(atLoad(n, true).rate - 0.2);
    expect(atLoad(1, false).rate).toBeCloseTo(atLoad(1, true).rate, 9);
  });
});
