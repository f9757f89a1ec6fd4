import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import {
  nodeSpec,
  nodeSpecs,
  processSpec,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

it.each([
  [1, 0.25],
  [3, 0.75],
  [5, 1],
])('%d runnable on 2 processors of 2 threads make a CPU use of %d', (count, use) => {
  const nodes = [nodeSpec(1, { cpus: 2, threads: 2 })];
  const simulation = simulationOf({ nodes, processes: processSpecs(count, 1) });
  runUntil(simulation, 1);
  expect(simulation.view.node(1)!.cpuUse).toBeCloseTo(use, 12);
});

describe('what is seen of a node', () => {
  it('is what it is made of, what is set on it and what is on it', () => {
    const nodes = [
      nodeSpec(7, {
        ...{ name: 'gamma', address: '10.0.0.7', site: 'lab', cpus: 2, threads: 2, speed: 20000 },
        ...{ memoryBytes: 1000, swapBytes: 500, kernel: { disclosure: 2 } },
      }),
      nodeSpec(9),
    ];
    const processes = [
      ...processSpecs(3, 7, { residentBytes: 400 }),
      processSpec(9, { residentBytes: 50 }),
    ];
    const simulation = simulationOf({ nodes, processes, memory: { slowdown: 1, ramp: 0 } });
    runUntil(simulation, 1);
    for (const [pid, to] of [
      [1000, 9],
      [1003, 7],
    ] as const) {
      expect(simulation.execute({ do: 'migrate', pid, to }).accepted).toBe(true);
    }
    simulation.execute({ do: 'setspeed', node: 7, speed: 5 });
    simulation.execute({ do: 'setyard', node: 7, yardstick: 6 });
    simulation.execute({ do: 'stay', node: 7 });
    simulation.execute({ do: 'stop', pid: 1001 });
    runUntil(simulation, 5);
    expect(simulation.view.node(7)).toEqual({
      ...{ id: 7, name: 'gamma', address: '10.0.0.7', site: 'lab', state: 'up', status: 7 },
      ...{ cpus: 2, threads: 2, speed: 20000, believedSpeed: 5, yardstick: 6, disclosure: 2 },
      // 1002 and the guest 1003 compute, on four logical CPUs.
      ...{ runnable: 2, cpuUse: 0.5, deputyUse: 0, utilisability: 1 },
      ...{ memoryBytes: 1000, memoryUsedBytes: 850, swapBytes: 500, swapUsedBytes: 0 },
      ...{ local: 2, guests: 1, away: 1 },
      ...{ meanLoad: expect.any(Number), upperLoad: expect.any(Number) },
      loadAverages: [expect.any(Number), expect.any(Number), expect.any(Number)],
    });
    const other = simulation.view.node(9)!;
    expect(other).toMatchObject({ local: 0, guests: 1, away: 1, status: 3, yardstick: 10000 });
    expect('disclosure' in other).toBe(false);
    expect(simulation.view.node(8)).toBeUndefined();
    expect(simulation.view.nodes().map(({ id }) => id)).toEqual([7, 9]);
  });

  it.each([
    [[400], 400, 0],
    [[1000], 1000, 0],
    [[1000, 300], 1000, 300],
  ])('of processes of %j bytes has %i in 1000 of memory and %i in swap', (sizes, used, swap) => {
    const simulation = simulationOf({
      nodes: [nodeSpec(1, { memoryBytes: 1000, swapBytes: 500 })],
      processes: sizes.map((residentBytes) => processSpec(1, { residentBytes })),
    });
    runUntil(simulation, 1);
    expect(simulation.view.node(1)).toMatchObject({ memoryUsedBytes: used, swapUsedBytes: swap });
  });
});

describe('what is seen of a process', () => {
  const moving = (...commands: Command[]) => {
    const simulation = simulationOf({
      nodes: nodeSpecs(2),
      processes: [
        processSpec(1, { workSeconds: 30, residentBytes: 77, user: 'ann', command: 'R', job: 4 }),
        processSpec(1, { nice: 5, cantmove: 0x80000020, profile: { ...CPU_BOUND, clones: 2 } }),
      ],
      fixedSeconds: 5,
    });
    runUntil(simulation, 4);
    for (const command of commands) expect(simulation.execute(command).accepted).toBe(true);
    return simulation;
  };

  it('is what it was started as, where it is, and what it has done', () => {
    const simulation = moving({ do: 'migrate', pid: 1000, to: 2 });
    // Weights 1 and, of two threads with 4 ticks of 6 (nice 5), 2 x 4 / 6.
    const share = 1 / (1 + 8 / 6);
    const first = {
      ...{ pid: 1000, user: 'ann', command: 'R', home: 1, job: 4, nice: 0, locked: false },
      ...{ parent: undefined, cantmove: 0, residentBytes: 77, arrivalSeconds: 0, workSeconds: 30 },
    };
    expect(simulation.view.process(1000)).toEqual({
      ...{ ...first, node: 1, target: 2, state: 'M', cpuShare: 0, migrations: 0 },
      cpuSeconds: expect.closeTo(4 * share, 9),
      workLeftSeconds: expect.closeTo(30 - 4 * share, 9),
    });
    runUntil(simulation, 10);
    expect(simulation.view.process(1000)).toMatchObject({
      ...{ ...first, node: 2, target: undefined, state: 'R', cpuShare: 1, migrations: 1 },
    });
    // It has locked memory (0x20), its threads tie it (0x40), and the lock is the highest bit.
    expect(simulation.view.process(1001)).toMatchObject({
      ...{ nice: 5, locked: true, cantmove: 0x80000060, job: undefined, state: 'R' },
      ...{ workSeconds: Number.POSITIVE_INFINITY, workLeftSeconds: Number.POSITIVE_INFINITY },
    });
    expect(simulation.view.process(1)).toBeUndefined();
  });

  it.each<[string, Command[]]>([
    ['R', []],
    ['T', [{ do: 'stop', pid: 1000 }]],
    ['M', [{ do: 'migrate', pid: 1000, to: 2 }]],
    // Frozen goes before stopped: that is what it waits for first.
    [
      'M',
      [
        { do: 'stop', pid: 1000 },
        { do: 'migrate', pid: 1000, to: 2 },
      ],
    ],
  ])('is the state %s after %j', (state, commands) => {
    expect(moving(...commands).view.process(1000)!.state).toBe(state);
  });

  it('is S between two bursts, T when it is stopped then', () => {
    const profile = { ...CPU_BOUND, burstSeconds: 1, thinkSeconds: 10 };
    const processes = [processSpec(1, { profile })];
    const simulation = simulationOf({ nodes: nodeSpecs(1), processes });
    const stateAt = (seconds: number) => {
      runUntil(simulation, seconds);
      return simulation.view.process(1000)!.state;
    };
    expect([stateAt(0.5), stateAt(5), stateAt(11.5)]).toEqual(['R', 'S', 'R']);
    runUntil(simulation, 15);
    simulation.execute({ do: 'stop', pid: 1000 });
    expect(stateAt(16)).toBe('T');
  });

  it('comes in the order of pids, whatever place in the table each has', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(1), processes: processSpecs(3, 1) });
    runUntil(simulation, 1);
    simulation.execute({ do: 'kill', pid: 1000 });
    simulation.execute({ do: 'spawn', home: 1 });
    expect(simulation.view.processes().map(({ pid }) => pid)).toEqual([1001, 1002, 1003]);
    const { totals } = simulation.view;
    expect(totals).toMatchObject({ arrived: 4, completed: 0, killed: 1, alive: 3, migrations: 0 });
    expect(totals.workDelivered).toBeCloseTo(1, 12);
    expect(simulation.view.now).toBe(1);
  });
});
