import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

function stepTo(simulation: Simulation, until: number): void {
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
}

/** A process of node 1 that is on node 2, after some commands; no node decides. */
function guestOn2(nodes: number, ...commands: readonly Command[]): Simulation {
  const processes = [processSpec(1, { residentBytes: 2 ** 20 })];
  const simulation = simulationOf({ nodes: nodeSpecs(nodes), processes });
  stepTo(simulation, 0);
  simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
  stepTo(simulation, 5);
  for (const command of commands) simulation.commands.execute(command);
  return simulation;
}

const nodeOf = (simulation: Simulation) => simulation.view.process(1000)!.node;

describe('a guest that is locked', () => {
  it('goes home when its node shuts down, not to the best node', () => {
    for (const order of ['expel', 'leave'] as const) {
      const simulation = guestOn2(3, { do: 'lock', pid: 1000 });
      stepTo(simulation, 15);
      simulation.commands.execute({ do: order, node: 2 });
      stepTo(simulation, 16);
      expect(nodeOf(simulation)).toBe(1);
    }
  });
});

describe('guests that are expelled', () => {
  it('go to different nodes: what is believed of the first target counts who was sent there', () => {
    for (const information of ['gossip', 'perfect'] as const) {
      const processes = [processSpec(1), processSpec(1)];
      const simulation = simulationOf({ nodes: nodeSpecs(4), processes, information });
      stepTo(simulation, 0);
      for (const pid of [1000, 1001]) simulation.commands.execute({ do: 'migrate', pid, to: 2 });
      simulation.commands.execute({ do: 'block', node: 1 });
      stepTo(simulation, 20);
      simulation.commands.execute({ do: 'expel', node: 2 });
      stepTo(simulation, 25);
      expect([3, 4].map((id) => simulation.view.node(id)!.guests)).toEqual([1, 1]);
    }
  });
});

it('a guest that is expelled goes to the best node of those that have room for it', () => {
  const [home, host, fast, roomy] = nodeSpecs(4);
  const simulation = simulationOf({
    nodes: [home!, host!, { ...fast!, speed: 40_000, memoryBytes: 2 ** 20 }, roomy!],
    processes: [processSpec(1, { residentBytes: 2 ** 21 })],
    information: 'perfect',
  });
  stepTo(simulation, 0);
  simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
  simulation.commands.execute({ do: 'block', node: 1 });
  stepTo(simulation, 20);
  simulation.commands.execute({ do: 'expel', node: 2 });
  stepTo(simulation, 25);
  expect(nodeOf(simulation)).toBe(4);
});

describe('a guest that cannot go when it is expelled', () => {
  it('goes when the reason why it could not move has gone', () => {
    const simulation = guestOn2(2, { do: 'tie', pid: 1000, reason: 'monkey' });
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'expel', node: 2 });
    stepTo(simulation, 10.5);
    expect(nodeOf(simulation)).toBe(2);
    simulation.commands.execute({ do: 'untie', pid: 1000, reason: 'monkey' });
    stepTo(simulation, 12);
    expect(nodeOf(simulation)).toBe(1);
    expect(log.at(-1)).toMatch(/expelled 2$/);
  });

  it('goes when its way home is healed, and a node that leaves can leave', () => {
    const simulation = guestOn2(2, { do: 'cut', node: 1, other: 2 }, { do: 'leave', node: 2 });
    stepTo(simulation, 20);
    expect(simulation.view.node(2)!.state).toBe('leaving');
    simulation.commands.execute({ do: 'heal', node: 1, other: 2 });
    stepTo(simulation, 22);
    expect(simulation.view.node(2)!.state).toBe('left');
    expect(nodeOf(simulation)).toBe(1);
  });

  it('goes when another process has made room at home', () => {
    const small = { memoryBytes: 50e6, swapBytes: 0 };
    const simulation = simulationOf({
      nodes: [nodeSpec(1, small), nodeSpec(2)],
      processes: [
        processSpec(1, { residentBytes: 30e6 }),
        processSpec(1, { residentBytes: 30e6, arrivalSeconds: 5, workSeconds: 20 }),
      ],
    });
    stepTo(simulation, 0);
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
    stepTo(simulation, 6);
    simulation.commands.execute({ do: 'expel', node: 2 });
    stepTo(simulation, 20);
    expect(nodeOf(simulation)).toBe(2);
    stepTo(simulation, 30);
    expect(nodeOf(simulation)).toBe(1);
  });

  it('is not fetched home any more once its home lets its own processes go again (nolstay)', () => {
    const simulation = guestOn2(2, { do: 'tie', pid: 1000, reason: 'monkey' });
    simulation.commands.execute({ do: 'bring', node: 1 });
    simulation.commands.execute({ do: 'nolstay', node: 1 });
    simulation.commands.execute({ do: 'untie', pid: 1000, reason: 'monkey' });
    stepTo(simulation, 20);
    expect(nodeOf(simulation)).toBe(2);
  });

  it('is not asked for any more once the node takes guests again', () => {
    const simulation = guestOn2(2, { do: 'tie', pid: 1000, reason: 'monkey' });
    simulation.commands.execute({ do: 'expel', node: 2 });
    simulation.commands.execute({ do: 'noblock', node: 2 });
    simulation.commands.execute({ do: 'untie', pid: 1000, reason: 'monkey' });
    stepTo(simulation, 20);
    expect(nodeOf(simulation)).toBe(2);
    expect(simulation.agenda.nextTime).toBe(Number.POSITIVE_INFINITY);
  });
});

describe('what could not move', () => {
  /** Pids with what is said of their moves from 5.25 s on; the reason to stay goes at `freed`. */
  function retried(order: Command, freed: number): string[] {
    const processes = [1, 1, 1].map((home) => processSpec(home, { residentBytes: 2 ** 20 }));
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes });
    stepTo(simulation, 0);
    for (const pid of [1002, 1000]) simulation.execute({ do: 'migrate', pid, to: 2 });
    stepTo(simulation, 5.25);
    for (const pid of [1000, 1002]) simulation.execute({ do: 'tie', pid, reason: 'mem_lock' });
    const log = logOf(simulation);
    simulation.execute(order);
    stepTo(simulation, freed);
    for (const pid of [1002, 1000]) simulation.execute({ do: 'untie', pid, reason: 'mem_lock' });
    stepTo(simulation, 20);
    return log.filter((line) => line.includes('migration-started'));
  }

  it.each<[Command, number, string, string]>([
    [{ do: 'expel', node: 2 }, 5.5, '6.25', 'expel expel at node 2'],
    [{ do: 'expel', node: 2 }, 6.5, '7.25', 'expel expel at node 2'],
    [{ do: 'bring', node: 1 }, 9.2, '9.25', 'bring bring at node 1'],
    [{ do: 'leave', node: 2 }, 8.3, '9.25', 'expel node 2 is leaving'],
    [{ do: 'leave', node: 1 }, 7.3, '8.25', 'bring its home 1 is leaving'],
  ])(
    'after %j at 5.25 s is tried every second, by pid: freed at %f s, at %s',
    (order, freed, at, why) => {
      expect(retried(order, freed)).toEqual([
        `${at} migration-started 1000 2->1 ${why}`,
        `${at} migration-started 1002 2->1 ${why}`,
      ]);
    },
  );
});

describe('an own process that cannot come when it is fetched', () => {
  it('comes when it is untied', () => {
    const simulation = guestOn2(2, { do: 'tie', pid: 1000, reason: 'clone_vm' });
    simulation.commands.execute({ do: 'bring', node: 1 });
    stepTo(simulation, 10);
    expect(nodeOf(simulation)).toBe(2);
    simulation.commands.execute({ do: 'untie', pid: 1000, reason: 'clone_vm' });
    stepTo(simulation, 12);
    expect(nodeOf(simulation)).toBe(1);
  });

  it('dies with the node where it is, also where the death of another one makes room at home', () => {
    const processes = [0, 5].map((arrivalSeconds) =>
      processSpec(1, { residentBytes: 30e6, arrivalSeconds }),
    );
    const nodes = [nodeSpec(1, { memoryBytes: 50e6, swapBytes: 0 }), nodeSpec(2)];
    const simulation = simulationOf({ nodes, processes });
    stepTo(simulation, 0);
    simulation.commands.execute({ do: 'migrate', pid: 1000, to: 2 });
    stepTo(simulation, 5);
    simulation.commands.execute({ do: 'migrate', pid: 1001, to: 2 });
    stepTo(simulation, 20);
    const log = logOf(simulation);
    simulation.commands.execute({ do: 'bring', node: 1 });
    simulation.commands.execute({ do: 'crash', node: 2 });
    expect(log.filter((line) => line.includes('migration-started'))).toEqual([
      '20.00 migration-started 1000 2->1 bring bring at node 1',
    ]);
    checkInvariants(simulation.cluster);
  });
});
