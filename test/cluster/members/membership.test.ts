import { describe, expect, it } from 'vitest';
import { statusWords } from '../../../src/cluster/facts/status.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

function stepTo(simulation: Simulation, until: number): void {
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
}

function stateOf(simulation: Simulation, id: number): string {
  return simulation.view.node(id)!.state;
}

/** Node 2 has a guest, 1000, from node 1, and its own process, 1001, is on node 3. */
function threeNodes(bytes = 125e6): Simulation {
  const processes = [1, 2].map((home) => processSpec(home, { residentBytes: bytes }));
  const simulation = simulationOf({ nodes: nodeSpecs(3), processes });
  stepTo(simulation, 0);
  simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
  simulation.commands.execute({ do: 'migrate', pid: 1001, to: 3 });
  stepTo(simulation, 20);
  return simulation;
}

describe('a node that leaves', () => {
  it('sends its guests away, gets its own back, and nobody dies', () => {
    const simulation = threeNodes();
    simulation.commands.execute({ do: 'leave', node: 2 });
    expect(stateOf(simulation, 2)).toBe('leaving');
    stepTo(simulation, 40);
    expect(stateOf(simulation, 2)).toBe('left');
    expect(simulation.view.process(1000)!.node).not.toBe(2);
    expect(simulation.view.process(1001)!.node).toBe(2);
    expect(simulation.view.totals.killed).toBe(0);
  });

  it('lets none of its own go by itself any more, and takes none (lstay and block)', () => {
    const simulation = threeNodes();
    simulation.commands.execute({ do: 'leave', node: 2 });
    const words = statusWords(simulation.view.node(2)!.status);
    expect(words).toContain('lstay');
    expect(words).toContain('block');
  });

  it('leaves at once when nobody is in a foreign place', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes: processSpecs(2, 1) });
    const log = logOf(simulation);
    stepTo(simulation, 5);
    simulation.commands.execute({ do: 'leave', node: 1 });
    expect(log.slice(-2)).toEqual(['5.00 node-leaving 1', '5.00 node-left 1']);
    expect(simulation.view.processes()).toHaveLength(2);
  });

  it('takes no guests any more, also none that are on their way', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [processSpec(1, { residentBytes: 125e6 })],
    });
    stepTo(simulation, 0);
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
    stepTo(simulation, 0.5);
    simulation.commands.execute({ do: 'leave', node: 2 });
    expect(stateOf(simulation, 2)).toBe('left');
    expect(simulation.view.process(1000)).toMatchObject({ node: 1, state: 'R' });
    const answer = simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
    expect(answer).toMatchObject({ accepted: false, reason: 'node 2 is no member' });
  });

  it('has left as soon as its last own process ends elsewhere, even on its way home', () => {
    for (const bytes of [0, 125e6]) {
      const simulation = threeNodes(bytes);
      simulation.commands.execute({ do: 'leave', node: 2 });
      simulation.commands.execute({ do: 'kill', pid: 1001 });
      stepTo(simulation, 40);
      expect(stateOf(simulation, 2)).toBe('left');
    }
  });

  it('has left when the node where its last own process was crashes', () => {
    const simulation = threeNodes();
    simulation.commands.execute({ do: 'leave', node: 2 });
    stepTo(simulation, 20.1);
    simulation.commands.execute({ do: 'crash', node: 3 });
    stepTo(simulation, 40);
    expect(stateOf(simulation, 2)).toBe('left');
  });

  it('waits for an own process that is on its way out, and gets it back', () => {
    const processes = [processSpec(2, { residentBytes: 125e6 })];
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes });
    stepTo(simulation, 0);
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 1 });
    stepTo(simulation, 0.5);
    simulation.commands.execute({ do: 'leave', node: 2 });
    expect(stateOf(simulation, 2)).toBe('leaving');
    stepTo(simulation, 10);
    expect(stateOf(simulation, 2)).toBe('left');
    expect(simulation.view.process(1000)).toMatchObject({ node: 2, state: 'R', migrations: 2 });
  });

  it('comes back with join', () => {
    const simulation = threeNodes();
    simulation.commands.execute({ do: 'leave', node: 2 });
    stepTo(simulation, 40);
    expect(simulation.commands.execute({ do: 'join', node: 2 }).accepted).toBe(true);
    expect(stateOf(simulation, 2)).toBe('up');
    expect(simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 }).accepted).toBe(true);
  });
});

describe('a node that crashes', () => {
  it('kills its own processes everywhere and its guests, by pid, each with its signal', () => {
    const simulation = threeNodes();
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'crash', node: 2 });
    expect(log).toEqual([
      '20.00 node-crashed 2',
      '20.00 killed 1000 2 node died',
      '20.00 killed 1001 3 home died',
    ]);
    checkInvariants(simulation.cluster);
    expect(simulation.view.totals).toMatchObject({ killed: 2, alive: 0 });
  });

  it('leaves a process that was on its way there where it was', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2),
      processes: [processSpec(1, { residentBytes: 125e6 })],
    });
    stepTo(simulation, 0);
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
    stepTo(simulation, 0.5);
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'crash', node: 2 });
    expect(log.at(-1)).toBe('0.50 migration-failed 1000 1->2 node 2 is down');
    expect(simulation.view.process(1000)).toMatchObject({ node: 1, state: 'R', cpuShare: 1 });
    checkInvariants(simulation.cluster);
  });

  it('kills a guest that was on its way from there', () => {
    const simulation = threeNodes();
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 3 });
    stepTo(simulation, 20.5);
    simulation.commands.execute({ do: 'crash', node: 2 });
    stepTo(simulation, 30);
    expect(simulation.view.processes()).toEqual([]);
    expect(simulation.view.nodes().map((node) => node.memoryUsedBytes)).toEqual([0, 0, 0]);
  });

  it('kills what arrives there while it is down, and computes again after recover', () => {
    const processes = [1, 2, 3].map((arrivalSeconds) => processSpec(1, { arrivalSeconds }));
    const simulation = simulationOf({ nodes: [nodeSpec(1)], processes });
    stepTo(simulation, 1.5);
    simulation.commands.execute({ do: 'crash', node: 1 });
    stepTo(simulation, 2.5);
    expect(simulation.view.totals).toMatchObject({ arrived: 2, killed: 2, alive: 0 });
    simulation.commands.execute({ do: 'recover', node: 1 });
    stepTo(simulation, 4);
    expect(simulation.view.totals.alive).toBe(1);
  });
});
