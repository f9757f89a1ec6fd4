import { describe, expect, it } from 'vitest';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import {
  type ClusterRequest,
  completionsOf,
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const MEGABYTE = 1e6;

/** One process of 10 s on node 1 that begins to move to node 2 at 2 s, over 1 MB/s. */
function moving(changes: Partial<ClusterRequest> = {}) {
  const simulation = simulationOf({
    nodes: nodeSpecs(3, { bandwidth: MEGABYTE }),
    processes: [processSpec(1, { workSeconds: 10, residentBytes: 3 * MEGABYTE })],
    fixedSeconds: 0.5,
    ...changes,
  });
  runUntil(simulation, 2);
  const log = logOf(simulation);
  const answer = simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
  expect(answer.accepted).toBe(true);
  return { simulation, log };
}

describe('a migration', () => {
  it('takes the fixed cost and its bytes, in which the process does not compute', () => {
    const { simulation, log } = moving();
    const completions = completionsOf(simulation);
    runUntil(simulation, 4);
    expect(simulation.view.process(1000)).toMatchObject({
      state: 'M',
      node: 1,
      target: 2,
      cpuShare: 0,
      cpuSeconds: 2,
      workLeftSeconds: 8,
    });
    runUntil(simulation, 20);
    expect(log).toContain('5.50 migrated 1000 1->2 user');
    expect(completions.get(1000)).toBeCloseTo(13.5, 9);
    expect(simulation.view.totals).toMatchObject({ migrations: 1, bytesMoved: 3 * MEGABYTE });
  });

  it('keeps the work that is left, also to a node of another speed', () => {
    const nodes = [nodeSpec(1), nodeSpec(2, { speed: 20000 })];
    const { simulation } = moving({ nodes, fixedSeconds: 1 });
    const completions = completionsOf(simulation);
    runUntil(simulation, 20);
    expect(completions.get(1000)).toBeCloseTo(2 + 1 + 3e6 / 125e6 + 8 / 2, 9);
  });

  it('takes room at its target from the beginning, at its source to the end', () => {
    const { simulation } = moving();
    const [source, target] = simulation.cluster.nodes;
    expect([source!.usedBytes, target!.usedBytes, target!.incomingBytes]).toEqual([3e6, 0, 3e6]);
    runUntil(simulation, 6);
    expect([source!.usedBytes, target!.usedBytes, target!.incomingBytes]).toEqual([0, 3e6, 0]);
    expect([source!.away, target!.guests, target!.incoming]).toEqual([1, 1, 0]);
  });

  it('ends with a process that is killed on its way', () => {
    const { simulation, log } = moving();
    runUntil(simulation, 3);
    simulation.commands.execute({ do: 'kill', pid: 1000 });
    checkInvariants(simulation.cluster);
    runUntil(simulation, 20);
    expect(log.at(-1)).toContain('killed 1000');
    expect(simulation.cluster.nodes[1]!.incomingBytes).toBe(0);
    expect(simulation.view.totals).toMatchObject({ migrations: 0, bytesMoved: 0 });
  });

  it('fails when its way is cut: the process goes on where it was, 1 s later', () => {
    const { simulation, log } = moving();
    const completions = completionsOf(simulation);
    runUntil(simulation, 3);
    simulation.commands.execute({ do: 'cut', node: 2, other: 1 });
    checkInvariants(simulation.cluster);
    runUntil(simulation, 20);
    expect(log).toContain('3.00 migration-failed 1000 1->2 nodes 2 and 1 cannot reach each other');
    expect(completions.get(1000)).toBe(11);
    expect(simulation.cluster.nodes[1]!.incomingBytes).toBe(0);
  });

  it('goes on when another way is cut', () => {
    const { simulation, log } = moving();
    simulation.commands.execute({ do: 'cut', node: 1, other: 3 });
    runUntil(simulation, 20);
    expect(log).toContain('5.50 migrated 1000 1->2 user');
  });

  it('carries a process that is stopped, and lets it stay so', () => {
    const { simulation } = moving();
    simulation.commands.execute({ do: 'stop', pid: 1000 });
    runUntil(simulation, 10);
    expect(simulation.view.process(1000)).toMatchObject({ node: 2, state: 'T', cpuSeconds: 2 });
    simulation.commands.execute({ do: 'cont', pid: 1000 });
    runUntil(simulation, 12);
    expect(simulation.view.process(1000)!.cpuSeconds).toBeCloseTo(4, 9);
  });

  it('of several over one link shares it: what ends gives the others its part', () => {
    const { simulation, log } = moving({
      processes: [
        processSpec(1, { residentBytes: 3 * MEGABYTE }),
        processSpec(1, { residentBytes: MEGABYTE }),
      ],
    });
    simulation.commands.execute({ do: 'migrate', pid: 1001, to: 3 });
    runUntil(simulation, 20);
    // Both at half the link from 2.5 s: the small one takes 2 s, the other one 2 + 2 s.
    expect(log).toContain('4.50 migrated 1001 1->3 user');
    expect(log).toContain('6.50 migrated 1000 1->2 user');
  });

  it('is limited by the slower of its two ends', () => {
    const nodes = [nodeSpec(1, { bandwidth: 10 * MEGABYTE }), nodeSpec(2, { bandwidth: MEGABYTE })];
    const { simulation, log } = moving({ nodes });
    runUntil(simulation, 20);
    expect(log).toContain('5.50 migrated 1000 1->2 user');
  });
});
