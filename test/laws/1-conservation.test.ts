import { describe, expect, it } from 'vitest';
import { draw } from '../../src/base/distribution.js';
import type { ProcessSpec } from '../../src/cluster/facts/process-spec.js';
import { checkInvariants } from '../../src/cluster/watching/invariants.js';
import { Random } from '../../src/kernel/random.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import {
  logOf,
  nodeSpec,
  processSpec,
  runToEnd,
  simulationOf,
} from '../support/cluster-builder.js';
import { LONG, printLaw } from '../support/replications.js';

const LAW = '1 (conservation; Little 1961)';
const PROCESSES = LONG ? 5_000 : 400;
const NODES = [
  nodeSpec(1, { cpus: 2, threads: 2 }),
  nodeSpec(2, { speed: 20000, htAware: true, threads: 2 }),
  nodeSpec(3, { cpus: 4, speed: 5000 }),
  nodeSpec(4),
];
/** Work per second of a cluster whose every thread is busy. */
const TOTAL_SPEED = 2 * 1.25 + 2 * 1.25 + 4 * 0.5 + 1;

function* workload(random: Random): Generator<ProcessSpec> {
  for (let index = 0, arrival = 0; index < PROCESSES; index++) {
    arrival += draw({ kind: 'exponential', mean: 1.2 }, random);
    yield processSpec(1 + random.below(4), {
      arrivalSeconds: arrival,
      workSeconds: draw({ kind: 'pareto', low: 1, high: 200, alpha: 1 }, random),
      residentBytes: draw({ kind: 'uniform', low: 0, high: 2e7 }, random),
      nice: random.below(4) === 0 ? random.below(40) - 20 : 0,
    });
  }
}

function simulation(seed: number) {
  const processes = workload(new Random(seed));
  return simulationOf({ nodes: NODES, processes, policy: openmosix, seed });
}

describe('law 1: a run', () => {
  it('loses nothing: work, processes, time', () => {
    const run = simulation(1);
    const { cluster, agenda } = run;
    let work = 0;
    let seconds = 0;
    let inSystem = 0;
    let last = 0;
    cluster.observe((event) => {
      if (event.type === 'started') work += event.workSeconds!;
      if (event.type === 'completed') seconds += event.at - event.arrivalSeconds;
    });
    let events = 0;
    let alive = 0;
    runToEnd(run, () => {
      inSystem += alive * (agenda.now - last);
      last = agenda.now;
      alive = cluster.table.alive;
      if (events++ % (LONG ? 50 : 1) === 0) checkInvariants(cluster);
    });
    const { totals } = run.view;
    expect([totals.arrived, totals.completed, totals.alive]).toEqual([PROCESSES, PROCESSES, 0]);
    expect(totals.migrations).toBeGreaterThan(10);
    printLaw(LAW, 'work delivered', totals.workDelivered, work);
    expect(Math.abs(totals.workDelivered - work)).toBeLessThan(1e-6 * work);
    // Number in the system x time = sum of the times in the system.
    printLaw(LAW, 'Little: process-seconds', inSystem, seconds);
    expect(Math.abs(inSystem - seconds)).toBeLessThan(1e-9 * seconds);
    expect(last).toBeGreaterThanOrEqual(work / TOTAL_SPEED);
  });

  it('is the same again with the same seed, and another one with another', () => {
    const logs = [1, 1, 2].map((seed) => {
      const run = simulation(seed);
      const log = logOf(run);
      runToEnd(run);
      return [...log, JSON.stringify(run.view.totals)].join('\n');
    });
    expect(logs[1]).toBe(logs[0]);
    expect(logs[2]).not.toBe(logs[0]);
  });
});
