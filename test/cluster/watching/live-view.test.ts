import { expect, it } from 'vitest';
import { nodeSpec, processSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

it.each([
  [1, 0.25],
  [3, 0.75],
  [5, 1],
])('%d runnable on 2 processors of 2 threads make a CPU use of %d', (count, use) => {
  const nodes = [nodeSpec(1, { cpus: 2, threads: 2 })];
  const simulation = simulationOf({ nodes, processes: processSpecs(count, 1) });
  runUntil(simulation, 1);
  expect(simulation.view.node(1)!.cpuUse).toBeCloseTo(use, 12);
});
