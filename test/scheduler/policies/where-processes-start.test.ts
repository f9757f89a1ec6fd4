import { describe, expect, it } from 'vitest';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { findPolicy } from '../../../src/scheduler/policies/registry.js';
import { scenarioOf } from '../../scenario/parse-text.js';
import {
  type ClusterRequest,
  logOf,
  nodeSpecs,
  processSpec,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';
import { policyWith } from '../../support/policy-system.js';

/** A process a second from 1 s on, each at home on node 2. */
const SIX = Array.from({ length: 6 }, (_, index) => processSpec(2, { arrivalSeconds: index + 1 }));

function started(name: string, request: Partial<ClusterRequest>): Simulation {
  const policy = findPolicy(name)!;
  const simulation = simulationOf({ nodes: nodeSpecs(3), placeSeconds: 0, policy, ...request });
  runUntil(simulation, 0);
  return simulation;
}

describe('round-robin', () => {
  it('passes over a node that accepts no guests: each of the others gets every second one', () => {
    const simulation = started('round-robin', { processes: SIX });
    simulation.execute({ do: 'block', node: 1 });
    const log = logOf(simulation);
    runUntil(simulation, 10);
    expect(runnables(simulation)).toEqual([0, 3, 3]);
    expect(log.filter((line) => line.includes('refused'))).toEqual([]);
  });

  it('gives every node its turn, in whatever order a scenario names them', () => {
    const { nodes } = scenarioOf('nodes: [{ id: 5 }, { id: 2 }, { id: 3 }]');
    expect(nodes.map(({ id }) => id)).toEqual([2, 3, 5]);
    const simulation = started('round-robin', { nodes, processes: SIX });
    runUntil(simulation, 10);
    expect(runnables(simulation)).toEqual([2, 2, 2]);
  });
});

describe('central-jsq that rebalances', () => {
  const policy = policyWith('central-jsq', { rebalance: true });
  /** Six on node 1, where they start since nothing else takes any, and one that ends. */
  const crowd = [...Array(6)].map(() => processSpec(1, { cantmove: 1 }));

  it('fills the emptiest node that accepts guests, though a blocked one is emptier', () => {
    const processes = [...crowd, processSpec(1, { cantmove: 1, workSeconds: 1 })];
    const simulation = started('central-jsq', { policy, processes });
    simulation.execute({ do: 'block', node: 2 });
    for (let pid = 1000; pid < 1006; pid++) {
      simulation.execute({ do: 'untie', pid, reason: 'monkey' });
    }
    runUntil(simulation, 20);
    expect(runnables(simulation)).toEqual([3, 0, 3]);
  });

  it('leaves those where they are that may not go there', () => {
    const processes = [...crowd, processSpec(1, { cantmove: 1, workSeconds: 1 })];
    const simulation = started('central-jsq', { nodes: nodeSpecs(2), policy, processes });
    const log = logOf(simulation);
    for (let pid = 1000; pid < 1006; pid++) {
      simulation.execute({ do: 'untie', pid, reason: 'monkey' });
    }
    simulation.execute({ do: 'mask', pid: 1000, policy: 'deny', nodes: [2] });
    runUntil(simulation, 20);
    expect(runnables(simulation)).toEqual([3, 3]);
    expect(simulation.view.process(1000)!.node).toBe(1);
    expect(log.filter((line) => line.includes('refused'))).toEqual([]);
  });
});

describe('a process that may not leave its home', () => {
  it.each([0, 1])('starts there, whatever jsq would do: threads, %i s', (placeSeconds) => {
    const profile = { ...CPU_BOUND, clones: 2 };
    const busy = [processSpec(1), processSpec(1)].map((one) => ({ ...one, cantmove: 1 }));
    const processes = [...busy, processSpec(1, { arrivalSeconds: 1, profile })];
    const simulation = started('jsq', { processes, placeSeconds });
    const log = logOf(simulation);
    runUntil(simulation, 10);
    expect(simulation.view.process(1002)!.node).toBe(1);
    expect(log.filter((line) => /placed|refused/.test(line))).toEqual([]);
  });
});

it('a process that dies at its full home is not expected where it was to start', () => {
  const nodes = nodeSpecs(2, { memoryBytes: 1e9, swapBytes: 0 });
  const busy = processSpec(1, { cantmove: 1, residentBytes: 8e8 });
  const late = processSpec(1, { arrivalSeconds: 5, residentBytes: 9e8 });
  const simulation = started('jsq', { nodes, placeSeconds: 1, processes: [busy, late] });
  const log = logOf(simulation);
  runUntil(simulation, 5);
  expect(log.slice(-2)).toEqual(['5.00 started 1001', '5.00 killed 1001 1 out of memory']);
  const [entry] = simulation.scheduler.known(simulation.cluster.nodes[0]!.index);
  expect(entry).toMatchObject({ node: 2, load: 0, freeBytes: 1e9 });
});
