import { describe, expect, it, vi } from 'vitest';
import { NO_SLOT } from '../../../src/cluster/cpus/process-table.js';
import { cantmoveBit } from '../../../src/cluster/facts/cantmove.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const MEGABYTE = 2 ** 20;

/** Whom the OOM killer ends when a process of 50 MB comes at `at` s to a full node of 100 MB. */
function victim(at: number, processes: readonly Partial<ProcessSpec>[], cpus = 8): number {
  const simulation = simulationOf({
    nodes: [nodeSpec(1, { cpus, memoryBytes: 100e6, swapBytes: 0 })],
    processes: [
      ...processes.map((changes) => processSpec(1, changes)),
      processSpec(1, { residentBytes: 50e6, arrivalSeconds: at }),
    ],
    memory: { slowdown: 1, ramp: 0 },
  });
  const log = logOf(simulation);
  runUntil(simulation, at + 1);
  const death = log.find((line) => line.includes('out of memory'))!;
  return Number(death.split(' ')[2]);
}

describe('the OOM killer, as that of Linux 2.4', () => {
  it('ends the largest of those that are alike otherwise', () => {
    expect(victim(1, [{ residentBytes: 30e6 }, { residentBytes: 60e6 }])).toBe(1001);
  });

  // 90 MB with 200 s of CPU time: root of 19 units of 10.24 s, 4; 90 / 4 = 22.5. The one of 50 MB
  // that comes has 50.
  it('spares who has computed for long: size over the root of its CPU time', () => {
    expect(victim(200, [{ residentBytes: 90e6 }])).toBe(1001);
    expect(victim(5, [{ residentBytes: 90e6 }])).toBe(1000);
  });

  // It has computed for 1 s only. 16 units of 1310.72 s have the fourth root 2: 60 / 2 = 30 against
  // 50.
  it('spares who is old', () => {
    const old = {
      residentBytes: 60e6,
      profile: { ...CPU_BOUND, burstSeconds: 1, thinkSeconds: 1e6 },
    };
    expect(victim(21_000, [old])).toBe(1001);
    expect(victim(10_000, [old])).toBe(1000);
  });

  it('counts who is niced twice: 30 MB as 60', () => {
    expect(victim(1, [{ residentBytes: 40e6 }, { residentBytes: 30e6, nice: 5 }])).toBe(1001);
    expect(victim(1, [{ residentBytes: 62e6 }, { residentBytes: 30e6, nice: 5 }])).toBe(1000);
  });

  it('counts root and who talks to a device by a quarter', () => {
    expect(victim(1, [{ residentBytes: 90e6, user: 'root' }])).toBe(1001);
    expect(victim(1, [{ residentBytes: 90e6, cantmove: DIRECT_IO }])).toBe(1001);
  });
});

const DIRECT_IO = cantmoveBit('direct_io');

describe('the OOM killer, at one instant', () => {
  /** How often somebody asks how large a process is while n come to a node with room for a half. */
  function looksOf(n: number): number {
    const simulation = simulationOf({
      nodes: nodeSpecs(1, { memoryBytes: (n / 2) * MEGABYTE, swapBytes: 0 }),
      processes: processSpecs(n, 1, { residentBytes: MEGABYTE }),
    });
    const looks = vi.spyOn(simulation.cluster.table, 'residentBytes');
    while (simulation.step(0));
    expect(simulation.cluster.killed).toBe(n / 2);
    return looks.mock.calls.length;
  }

  it('ranks a full node once, whoever comes', () => {
    expect(looksOf(400)).toBeLessThan(2.5 * looksOf(200));
  });

  it('sees who has been made nicer since', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(1, { memoryBytes: 3 * MEGABYTE, swapBytes: 0 }),
    });
    const { cluster } = simulation;
    const start = () => cluster.start(processSpecs(1, 1, { residentBytes: MEGABYTE })[0]!);
    const pids = [start(), start(), start(), start()];
    // Of equals the lowest pid; then the one that is nice, twice as bad.
    expect(cluster.table.find(pids[0]!)).toBe(NO_SLOT);
    simulation.execute({ do: 'renice', pid: pids[2]!, nice: 19 });
    start();
    expect(cluster.table.find(pids[2]!)).toBe(NO_SLOT);
    expect(cluster.table.find(pids[1]!)).not.toBe(NO_SLOT);
  });
});
