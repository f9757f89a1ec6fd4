import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { nodeSpecs, processSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

/**
 * Two processes of node 1 with 1000 calls per second of work on the files of node 3, of which the
 * first begins to move to node 2 at 1 s; the fixed cost is 5 s.
 */
function moving(...meanwhile: readonly Command[]) {
  const profile = { ...CPU_BOUND, callsPerWork: 1000, files: 3 };
  const simulation = simulationOf({
    nodes: nodeSpecs(3, { cpus: 2 }),
    processes: processSpecs(2, 1, { profile, residentBytes: 1000 }),
    kernel: { fs: true, dfsa: true },
    fixedSeconds: 5,
  });
  runUntil(simulation, 1);
  expect(simulation.execute({ do: 'migrate', pid: 1000, to: 2 }).accepted).toBe(true);
  runUntil(simulation, 2);
  for (const command of meanwhile) expect(simulation.execute(command).accepted).toBe(true);
  expect(simulation.view.process(1000)).toMatchObject({ node: 1, target: undefined });
  return simulation;
}

const FAILS: Command = { do: 'block', node: 2 };

describe('a process whose migration has failed', () => {
  /** CPU seconds from 2 s to 10 s. */
  const used = (...meanwhile: readonly Command[]) => {
    const simulation = moving(...meanwhile);
    const seconds = () => [1000, 1001].map((pid) => simulation.view.process(pid)!.cpuSeconds);
    const before = seconds();
    runUntil(simulation, 10);
    return seconds().map((after, index) => after - before[index]!);
  };

  it('goes on as one that has not moved', () => {
    // Each waits (2 x 100 us + 50 us) x 1000 = 0.25 s per second of work: 8 / 1.25.
    for (const seconds of used(FAILS)) expect(seconds).toBeCloseTo(6.4, 6);
  });

  it('waits where the way to its files was cut meanwhile', () => {
    expect(used({ do: 'cut', node: 1, other: 3 }, FAILS)).toEqual([0, 0]);
  });

  it('waits where the node of its files has ceased to serve them meanwhile', () => {
    expect(used({ do: 'nomfs', node: 3 }, FAILS)).toEqual([0, 0]);
  });

  it('goes on where what was cut is healed again', () => {
    const others: Command[] = [
      { do: 'cut', node: 1, other: 3 },
      { do: 'heal', node: 1, other: 3 },
    ];
    for (const seconds of used(...others, FAILS)) expect(seconds).toBeCloseTo(6.4, 6);
  });
});

describe('a node that is to have a process', () => {
  it('expects it until it comes or does not', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: processSpecs(2, 1, { residentBytes: 1000 }),
      fixedSeconds: 5,
    });
    runUntil(simulation, 1);
    const [first, second, third] = simulation.cluster.nodes;
    const expected = () => [first, second, third].map((node) => node!.expectedBytes);
    expect(expected()).toEqual([2000, 0, 0]);
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    expect(expected()).toEqual([1000, 1000, 0]);
    simulation.execute({ do: 'migrate', pid: 1001, to: 3 });
    expect(expected()).toEqual([0, 1000, 1000]);
    expect(second!.freeBytes).toBe(2 ** 30 - 1000);
    simulation.execute({ do: 'cut', node: 1, other: 3 });
    expect(expected()).toEqual([1000, 1000, 0]);
    runUntil(simulation, 10);
    expect(expected()).toEqual([1000, 1000, 0]);
    expect([first, second, third].map((node) => node!.usedBytes)).toEqual([1000, 1000, 0]);
  });

  it('has room up to its last byte of memory and swap, what is promised included', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2, { memoryBytes: 1000, swapBytes: 500 }),
      processes: processSpecs(1, 1, { residentBytes: 700 }),
      fixedSeconds: 5,
    });
    runUntil(simulation, 1);
    const [first, second] = simulation.cluster.nodes;
    expect([800, 801].map((bytes) => first!.hasRoomFor(bytes))).toEqual([true, false]);
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    expect([800, 801].map((bytes) => second!.hasRoomFor(bytes))).toEqual([true, false]);
    expect([1500, 1501].map((bytes) => second!.fits(bytes))).toEqual([true, false]);
    expect([800, 801].map((bytes) => first!.fits(bytes))).toEqual([true, false]);
    expect(second!.freeBytes).toBe(300);
  });
});
