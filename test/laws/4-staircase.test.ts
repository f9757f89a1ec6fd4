import { describe, expect, it } from 'vitest';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  runToEnd,
  simulationOf,
} from '../support/cluster-builder.js';
import { rebalance } from '../support/rebalance.js';
import { LONG, printLaw } from '../support/replications.js';

const LAW = '4 (staircase)';
const NODES = 16;
const WORK_SECONDS = 300;

/** The time until all of N equal processes are done, when nodes that run empty are filled up. */
function staircase(count: number): number {
  let left = WORK_SECONDS;
  let n = count;
  let t = 0;
  for (;;) {
    const q = Math.floor(n / NODES);
    const r = n % NODES;
    if (q === 0) return t + left;
    t += q * left;
    if (r === 0) return t;
    n -= (NODES - r) * q;
    left -= (q * left) / (q + 1);
  }
}

/** N processes, placed in turn. */
function makespan(count: number, request: Partial<ClusterRequest>, balanced = false): number {
  const memoryBytes = request.policy === undefined ? 0 : 2 ** 20;
  const processes = Array.from({ length: count }, (_, index) =>
    processSpec(1 + (index % NODES), { workSeconds: WORK_SECONDS, residentBytes: memoryBytes }),
  );
  const simulation = simulationOf({ nodes: nodeSpecs(NODES), processes, ...request });
  runToEnd(simulation, () => {
    const { nodes } = simulation.cluster;
    if (balanced && nodes.some((node) => node.runnable === 0)) rebalance(simulation);
  });
  return simulation.agenda.now;
}

describe('law 4: N equal processes on 16 nodes', () => {
  it.each([
    [16, 300],
    [17, 450],
    [24, 450],
    [25, 525],
    [32, 600],
    [33, 700],
    [40, 750],
    [47, 883.33],
    [48, 900],
  ])('climb the staircase: %i take %f s', (count, expected) => {
    expect(staircase(count)).toBeCloseTo(expected, 2);
    const measured = makespan(count, { fixedSeconds: 0, measures: false }, true);
    printLaw(LAW, `N = ${count}, balanced at no cost`, measured, staircase(count));
    expect(measured).toBeCloseTo(staircase(count), 6);
  });

  it.each([16, 17, 33, 48])('take whole rounds without migration: %i', (count) => {
    const expected = Math.ceil(count / NODES) * WORK_SECONDS;
    expect(makespan(count, { measures: false })).toBeCloseTo(expected, 6);
  });

  it.each([17, 20, 24, 33, 36, 38, 40])('stay within a tenth of it with openMosix: %i', (count) => {
    for (let seed = 1; seed <= (LONG ? 20 : 3); seed++) {
      const measured = makespan(count, { policy: openmosix, seed });
      printLaw(LAW, `N = ${count}, openmosix, seed ${seed}`, measured, staircase(count));
      expect(measured).toBeGreaterThanOrEqual(staircase(count) * (1 - 1e-9));
      expect(measured).toBeLessThanOrEqual(1.1 * staircase(count));
    }
  });
});
