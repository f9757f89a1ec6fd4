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

describe('the badness of a process', () => {
  /**
   * Which of two dies when a third, small one comes at `at` s to their full node: the one with these
   * changes, of so many MB, or one of 10 MB that is stopped from the beginning.
   */
  function worse(megabytes: number, changes: Partial<ProcessSpec>, at = 1, isOld = false): string {
    const bytes = megabytes * 1e6;
    const simulation = simulationOf({
      nodes: [nodeSpec(1, { cpus: 8, memoryBytes: bytes + 10e6, swapBytes: 0 })],
      processes: [
        processSpec(1, { residentBytes: bytes, ...changes }),
        processSpec(1, { residentBytes: 10e6, arrivalSeconds: isOld ? at - 1 : 0 }),
        processSpec(1, { residentBytes: 1000, arrivalSeconds: at }),
      ],
      memory: { slowdown: 1, ramp: 0 },
      measures: false,
    });
    runUntil(simulation, 0);
    simulation.execute({ do: 'stop', pid: isOld ? 1000 : 1001 });
    runUntil(simulation, at);
    return simulation.view.process(1000) === undefined ? 'it dies' : 'the other dies';
  }

  it.each<[string, Partial<ProcessSpec>, number]>([
    ['as large as it is', {}, 10],
    ['with a negative nice value', { nice: -5 }, 10],
    ['niced by 1: twice', { nice: 1 }, 5],
    ['niced by 19: twice', { nice: 19 }, 5],
    ['of root: a quarter', { user: 'root' }, 40],
    ['that talks to a device: a quarter', { cantmove: DIRECT_IO }, 40],
    ['of root, that talks to a device: a sixteenth', { user: 'root', cantmove: DIRECT_IO }, 160],
    ['of root, niced: a half', { user: 'root', nice: 1 }, 20],
    ['with locked memory', { cantmove: cantmoveBit('mem_lock') }, 10],
  ])('counts one %s', (_, changes, megabytes) => {
    expect(worse(0.99 * megabytes, changes)).toBe('the other dies');
    expect(worse(1.01 * megabytes, changes)).toBe('it dies');
    // Of equals the lowest pid.
    expect(worse(megabytes, changes)).toBe('it dies');
  });

  // Whole units of 10.24 s, then the whole part of their root: 4 of them make 2, 9 make 3.
  it.each([
    [40.9, 10],
    [41, 20],
    [92.1, 20],
    [92.2, 30],
  ])('after %f s of CPU time is that of one of %i MB', (seconds, megabytes) => {
    expect(worse(0.99 * megabytes, {}, seconds)).toBe('the other dies');
    expect(worse(1.01 * megabytes, {}, seconds)).toBe('it dies');
  });

  // 16 units of 1310.72 s, of which the root is 4 and the root of that 2.
  it.each([
    [20_971, 10],
    [20_972, 20],
  ])('at the age of %i s is that of one of %i MB', (seconds, megabytes) => {
    expect(worse(0.99 * megabytes, {}, seconds, true)).toBe('the other dies');
    expect(worse(1.01 * megabytes, {}, seconds, true)).toBe('it dies');
  });
});

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
