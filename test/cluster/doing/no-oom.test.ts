import { describe, expect, it } from 'vitest';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
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

const SMALL = { memoryBytes: 100e6, swapBytes: 50e6 };

function stepTo(simulation: Simulation, until: number): void {
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
}

/** A node that has room for two of these; the first one ends after 20 s of work. */
function crowded(noOom: boolean, growthPerSecond = 0): Simulation {
  const profile = growthPerSecond === 0 ? undefined : { ...CPU_BOUND, growthPerSecond };
  return simulationOf({
    nodes: [nodeSpec(1, { ...SMALL, cpus: 4 }), nodeSpec(2)],
    processes: [20, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY].map((workSeconds) =>
      processSpec(1, { workSeconds, residentBytes: 60e6, profile }),
    ),
    memory: { slowdown: 1, ramp: 0 },
    kernel: { noOom },
    fixedSeconds: 3,
    measures: false,
  });
}

const states = (simulation: Simulation) =>
  simulation.view.processes().map(({ pid, state, residentBytes }) => [pid, state, residentBytes]);

describe('a process that is started where memory and swap are full', () => {
  it('waits for room with NO_OOM, and has it when somebody leaves', () => {
    const simulation = crowded(true);
    stepTo(simulation, 10);
    expect(states(simulation)).toEqual([
      [1000, 'R', 60e6],
      [1001, 'R', 60e6],
      [1002, 'D', 0],
    ]);
    expect(simulation.view.process(1002)!.cpuSeconds).toBe(0);
    stepTo(simulation, 22);
    expect(states(simulation)).toEqual([
      [1001, 'R', 60e6],
      [1002, 'R', 60e6],
    ]);
    expect(simulation.view.totals.killed).toBe(0);
  });

  it('kills the largest without: of equals the first', () => {
    const simulation = crowded(false);
    const log = logOf(simulation);
    stepTo(simulation, 10);
    expect(log.filter((line) => line.includes('killed'))).toEqual([
      '0.00 killed 1000 1 out of memory',
    ]);
  });

  it('does not take room that is promised to a process on its way', () => {
    const simulation = crowded(true);
    stepTo(simulation, 10.5);
    simulation.commands.execute({ do: 'spawn', home: 2, memoryBytes: 60e6 });
    // 1002 asks once a second; who comes from node 2 takes 3 s and is promised the room.
    simulation.commands.execute({ do: 'kill', pid: 1000 });
    simulation.commands.execute({ do: 'migrate', pid: 1003, to: 1 });
    stepTo(simulation, 40);
    expect(simulation.view.process(1003)).toMatchObject({
      node: 1,
      state: 'R',
      residentBytes: 60e6,
    });
    expect(simulation.view.process(1002)).toMatchObject({ state: 'D', residentBytes: 0 });
  });

  it('may be moved to a node that has room, and gets it there', () => {
    const simulation = crowded(true);
    stepTo(simulation, 5);
    simulation.commands.execute({ do: 'migrate', pid: 1002, to: 2 });
    stepTo(simulation, 10);
    expect(simulation.view.process(1002)).toMatchObject({
      node: 2,
      state: 'R',
      residentBytes: 60e6,
    });
  });

  it('takes no room that comes while it is on its way', () => {
    const simulation = crowded(true);
    stepTo(simulation, 19);
    simulation.commands.execute({ do: 'migrate', pid: 1002, to: 2 });
    stepTo(simulation, 21.5);
    expect(simulation.view.process(1002)!.residentBytes).toBe(0);
    stepTo(simulation, 25);
    expect(simulation.view.process(1002)).toMatchObject({
      node: 2,
      state: 'R',
      residentBytes: 60e6,
    });
  });

  it('may be killed while it waits', () => {
    const simulation = crowded(true);
    stepTo(simulation, 5);
    simulation.commands.execute({ do: 'kill', pid: 1002 });
    // The end of 1000: nobody asks for room any more.
    expect(simulation.nextTime).toBe(20);
    stepTo(simulation, 30);
    expect(states(simulation)).toEqual([[1001, 'R', 60e6]]);
  });

  it('does not grow before it has what it was started with', () => {
    const simulation = crowded(true, 0.5e6);
    stepTo(simulation, 10);
    expect(simulation.view.process(1002)).toMatchObject({ state: 'D', residentBytes: 0 });
    stepTo(simulation, 23);
    expect(simulation.view.process(1002)!.residentBytes).toBeGreaterThan(60e6);
  });

  it('waits beside its parent when that is away', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2, SMALL), kernel: { noOom: true } });
    const spawn = { do: 'spawn', memoryBytes: 100e6 } as const;
    simulation.commands.execute({ ...spawn, home: 1, run: 'mosrun -2 parent' });
    stepTo(simulation, 2);
    simulation.commands.execute({ ...spawn, parent: 1000, command: 'child' });
    stepTo(simulation, 5);
    expect(simulation.view.process(1001)).toMatchObject({ node: 2, state: 'D', residentBytes: 0 });
    expect(simulation.view.node(1)!.memoryUsedBytes).toBe(0);
  });
});
