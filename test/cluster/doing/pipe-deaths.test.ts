import { describe, expect, it } from 'vitest';
import type { KernelOptions } from '../../../src/cluster/facts/kernel-options.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import {
  completionsOf,
  logOf,
  nodeSpec,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const DEAF: Partial<KernelOptions> = { pipeExceptions: false };

/** Pids 1000 and so on, each reading from the one before; the kernel of node 2 reports no deaths. */
function pipe(homes: readonly number[], workSeconds: readonly number[]): Simulation {
  return simulationOf({
    nodes: [nodeSpec(1, { cpus: 8 }), nodeSpec(2, { cpus: 8, kernel: DEAF })],
    processes: homes.map((home, index) => {
      return processSpec(home, { workSeconds: workSeconds[index]!, readsPrevious: index > 0 });
    }),
  });
}

const step = (simulation: Simulation, until: number) =>
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));

/** What becomes of four when one is killed at 4 s: done at 10 s, PIPE, or it hangs. */
function fates(homes: readonly number[], killed: number): string {
  const simulation = pipe(homes, [10, 10, 10, 10]);
  step(simulation, 4);
  const completions = completionsOf(simulation);
  const log = logOf(simulation);
  simulation.execute({ do: 'kill', pid: 1000 + killed });
  step(simulation, 100);
  return homes
    .map((_, index) => {
      const pid = 1000 + index;
      if (index === killed) return 'killed';
      if (completions.has(pid)) return `${Math.round(completions.get(pid)!)} s`;
      const process = simulation.view.process(pid);
      if (process === undefined)
        return log.some((line) => line.includes(` killed ${pid} `)) && 'PIPE';
      return `${process.state} after ${process.cpuSeconds}`;
    })
    .join(', ');
}

describe('a pipe of which one is killed', () => {
  it.each([
    [[1, 1, 1, 1], 0, 'killed, PIPE, PIPE, PIPE'],
    [[1, 1, 1, 1], 1, '10 s, killed, PIPE, PIPE'],
    [[1, 1, 1, 1], 2, '10 s, 10 s, killed, PIPE'],
    [[1, 1, 1, 1], 3, '10 s, 10 s, 10 s, killed'],
    // Whose home does not report it never learns of it; who reads from that one waits with it.
    [[2, 2, 2, 2], 0, 'killed, S after 4, S after 4, S after 4'],
    [[2, 2, 2, 2], 2, '10 s, 10 s, killed, S after 4'],
    [[1, 2, 1, 1], 0, 'killed, S after 4, S after 4, S after 4'],
    [[1, 1, 2, 1], 0, 'killed, PIPE, S after 4, S after 4'],
    [[2, 1, 1, 2], 1, '10 s, killed, PIPE, S after 4'],
    [[1, 1, 1, 2], 1, '10 s, killed, PIPE, S after 4'],
  ])('homes %j, that of %i: %s', (homes, killed, expected) => {
    expect(fates(homes, killed)).toBe(expected);
  });

  it('tells of the deaths by reading in their order, at that instant', () => {
    const simulation = pipe([1, 1, 1], [10, 10, 10]);
    step(simulation, 3);
    const log = logOf(simulation);
    simulation.execute({ do: 'kill', pid: 1000 });
    const deaths = [1000, 1001, 1002].map((pid) => `3.00 killed ${pid} 1 signal`);
    expect(log).toEqual(deaths);
    expect(simulation.view.totals).toMatchObject({ alive: 0, killed: 3 });
  });
});

describe('the processes of a pipe', () => {
  // Each does the same part of its work: the one of 6 s takes as long as that of 12 s.
  it('of 6 s and 12 s of work are done after 12 s, and have done a half after 6 s', () => {
    const simulation = pipe([1, 1], [6, 12]);
    const completions = completionsOf(simulation);
    step(simulation, 6);
    expect([1000, 1001].map((pid) => simulation.view.process(pid)!.cpuSeconds)).toEqual([3, 6]);
    step(simulation, 20);
    for (const at of completions.values()) expect(at).toBeCloseTo(12, 9);
    expect(completions.size).toBe(2);
  });

  it('of which one has no end go at one pace: 5 s of work are done in 5 s', () => {
    const simulation = pipe([1, 1], [5, Number.POSITIVE_INFINITY]);
    const completions = completionsOf(simulation);
    step(simulation, 9);
    expect([...completions]).toEqual([[1000, 5]]);
    // It reads from nobody any more, and computes on.
    expect(simulation.view.process(1001)).toMatchObject({ state: 'R', cpuSeconds: 9 });
  });

  it('that are left of one keep pace with each other, not with who comes to its place', () => {
    const simulation = pipe([1, 1, 1], [30, 30, 30]);
    step(simulation, 2);
    simulation.execute({ do: 'kill', pid: 1002 });
    simulation.execute({ do: 'stop', pid: 1001 });
    simulation.execute({ do: 'spawn', home: 1, workSeconds: 60 });
    step(simulation, 8);
    const used = () => [1000, 1001, 1003].map((pid) => simulation.view.process(pid)!.cpuSeconds);
    expect(used()).toEqual([2, 2, 6]);
    expect(simulation.view.process(1000)!.state).toBe('S');
    simulation.execute({ do: 'cont', pid: 1001 });
    step(simulation, 10);
    expect(used()).toEqual([4, 4, 8]);
    simulation.execute({ do: 'kill', pid: 1001 });
    step(simulation, 12);
    expect(simulation.view.process(1000)!.cpuSeconds).toBe(6);
  });

  it('leave their place to the next pipe: twenty, one after the other, take two', () => {
    const processes = Array.from({ length: 40 }, (_, index) =>
      processSpec(1, {
        ...{ workSeconds: 1, arrivalSeconds: 2 * Math.floor(index / 2) },
        readsPrevious: index % 2 === 1,
      }),
    );
    const simulation = simulationOf({ nodes: [nodeSpec(1, { cpus: 2 })], processes });
    step(simulation, 39.5);
    expect(simulation.view.totals.completed).toBe(40);
    // The second is for those whom a death cuts off, while the first is closed.
    const places = saved(simulation.cluster.pipes);
    expect(places).toEqual({ pipes: [undefined, undefined], free: [1, 0] });
  });

  it('keep pace also after the run was taken up, several pipes each by itself', () => {
    const make = () =>
      simulationOf({
        nodes: [nodeSpec(1, { cpus: 8 })],
        processes: [0, 1, 0, 1].map((reads) =>
          processSpec(1, { workSeconds: 20, readsPrevious: reads === 1 }),
        ),
      });
    const whole = make();
    step(whole, 3);
    whole.execute({ do: 'stop', pid: 1000 });
    step(whole, 5);
    const resumed = make();
    restore(resumed, saved(whole));
    for (const simulation of [whole, resumed]) {
      simulation.execute({ do: 'kill', pid: 1002 });
      step(simulation, 9);
      expect(simulation.view.processes().map(({ pid, cpuSeconds }) => [pid, cpuSeconds])).toEqual([
        [1000, 3],
        [1001, 3],
      ]);
      simulation.execute({ do: 'cont', pid: 1000 });
      step(simulation, 11);
      expect(simulation.view.process(1001)!.cpuSeconds).toBe(5);
    }
  });
});
