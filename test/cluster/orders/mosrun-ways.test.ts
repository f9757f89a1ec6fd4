import { describe, expect, it } from 'vitest';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpec, nodeSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

function spawn(simulation: Simulation, run: string, parent?: number) {
  const by = parent === undefined ? { home: 1 } : { parent };
  return simulation.commands.execute({ do: 'spawn', ...by, run, workSeconds: 100 });
}

describe('mosrun to a node that its own has not found', () => {
  const apart = () =>
    simulationOf({
      nodes: [nodeSpec(1), nodeSpec(2), nodeSpec(3, { interface: 'eth1' })],
      discovery: 'omdiscd',
    });

  it('fails, and starts nothing', () => {
    const simulation = apart();
    runUntil(simulation, 20);
    const reason = 'node 1 has not found node 3';
    expect(spawn(simulation, 'mosrun -3 R')).toEqual({ accepted: false, reason });
    expect(simulation.view.processes()).toEqual([]);
    expect(spawn(simulation, 'mosrun -2 R').accepted).toBe(true);
  });

  it('with -F starts at home', () => {
    const simulation = apart();
    runUntil(simulation, 20);
    expect(spawn(simulation, 'mosrun -3 -F R')).toMatchObject({ accepted: true });
    expect(simulation.view.process(1000)).toMatchObject({ node: 1, state: 'R' });
  });
});

describe('mosrun of a child whose parent is away', () => {
  /** The parent is on node 2. */
  function away(): Simulation {
    const simulation = simulationOf({ nodes: nodeSpecs(3) });
    spawn(simulation, 'mosrun -2 parent');
    runUntil(simulation, 1, () => checkInvariants(simulation.cluster));
    return simulation;
  }

  it('goes on from where its parent is', () => {
    const simulation = away();
    spawn(simulation, 'mosrun -h child', 1000);
    spawn(simulation, 'mosrun -3 child', 1000);
    spawn(simulation, 'mosrun -2 child', 1000);
    runUntil(simulation, 2, () => checkInvariants(simulation.cluster));
    expect([1001, 1002, 1003].map((pid) => simulation.view.process(pid)!.node)).toEqual([1, 3, 2]);
  });

  it('fails when there is no way from there', () => {
    const simulation = away();
    simulation.commands.execute({ do: 'cut', node: 2, other: 3 });
    const reason = 'node 3 cannot be reached';
    expect(spawn(simulation, 'mosrun -3 child', 1000)).toEqual({ accepted: false, reason });
    expect(simulation.view.processes()).toHaveLength(1);
  });
});

describe('mosrun of a program whose threads share its memory', () => {
  const threaded = (run: string) => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    const profile = { ...CPU_BOUND, clones: 4 };
    const answer = simulation.commands.execute({ do: 'spawn', home: 1, run, profile });
    return { simulation, answer };
  };

  it('fails at another node, and starts nothing: they tie it to where it begins', () => {
    const { simulation, answer } = threaded('mosrun -2 R');
    const reason = 'its threads tie it to node 1, so that it cannot go to node 2 (clone_vm)';
    expect(answer).toEqual({ accepted: false, reason });
    expect(simulation.view.processes()).toEqual([]);
  });

  it('with -F starts at home, as on its own node', () => {
    for (const run of ['mosrun -2 -F R', 'mosrun -1 R']) {
      const { simulation, answer } = threaded(run);
      expect(answer).toMatchObject({ accepted: true });
      expect(simulation.view.process(1000)).toMatchObject({ node: 1, state: 'R' });
    }
  });
});
