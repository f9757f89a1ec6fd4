import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { MoveCause } from '../../../src/cluster/facts/event.js';
import { CPU_BOUND } from '../../../src/cluster/facts/profile.js';
import { BLOCK, STAY } from '../../../src/cluster/facts/status.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

describe('a migration to a node whose room another process takes meanwhile', () => {
  /** 600 bytes go to node 2, which has 1000 and where a process grows by 100 a second from 300 on. */
  const growing = (growthLimitBytes: number) => {
    const profile = { ...CPU_BOUND, growthPerSecond: 100, growthLimitBytes };
    const simulation = simulationOf({
      nodes: [nodeSpec(1), nodeSpec(2, { memoryBytes: 1000, swapBytes: 0 })],
      processes: [
        processSpec(1, { residentBytes: 600 }),
        processSpec(2, { residentBytes: 300, profile }),
      ],
      fixedSeconds: 5,
    });
    runUntil(simulation, 0.5);
    const log = logOf(simulation);
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 2 }).accepted).toBe(true);
    runUntil(simulation, 5.4);
    return { simulation, log };
  };

  it('fails on its arrival, and the process goes on where it was', () => {
    const { simulation, log } = growing(401);
    runUntil(simulation, 8, () => checkInvariants(simulation.cluster));
    expect(log.filter((line) => line.includes('migrat')).map((line) => line.slice(5))).toEqual([
      'migration-started 1000 1->2 user migrate to 2',
      'migration-failed 1000 1->2 node 2 has no room any more for 600 bytes',
    ]);
    expect(simulation.view.process(1000)).toMatchObject({ node: 1, state: 'R', cpuShare: 1 });
    expect(simulation.view.totals).toMatchObject({ migrations: 0, bytesMoved: 0, killed: 0 });
    expect(simulation.cluster.nodes[1]!.incomingBytes).toBe(0);
  });

  it('arrives where just that much is left', () => {
    const { simulation } = growing(400);
    runUntil(simulation, 8, () => checkInvariants(simulation.cluster));
    expect(simulation.view.process(1000)).toMatchObject({ node: 2, state: 'R', migrations: 1 });
    expect(simulation.view.totals).toMatchObject({ migrations: 1, bytesMoved: 600 });
  });
});

describe('why a process cannot go', () => {
  /** Process 1000 of node 1 with 600 bytes; node 2 has room for 500. */
  const simulation = () => {
    const nodes = [nodeSpec(1), nodeSpec(2, { memoryBytes: 400, swapBytes: 100 }), nodeSpec(3)];
    const processes = [processSpec(1, { residentBytes: 600 })];
    const made = simulationOf({ nodes, processes, fixedSeconds: 5 });
    runUntil(made, 1);
    return made;
  };

  /** What is said when all of these are so, the first first. */
  const reasons: readonly [Command, string][] = [
    [{ do: 'tie', pid: 1000, reason: 'mem_lock' }, 'process 1000 cannot move: mem_lock'],
    [{ do: 'crash', node: 2 }, 'node 2 is down'],
    [{ do: 'cut', node: 1, other: 2 }, 'node 2 cannot be reached'],
    [{ do: 'block', node: 2 }, 'node 2 is blocked'],
    [
      { do: 'mask', pid: 1000, policy: 'deny', nodes: [2] },
      'process 1000 may not go to node 2 (migfilter)',
    ],
  ];

  it.each(reasons.map(([, reason], at) => [reason, at] as const))(
    'is said by what lies nearest to it: %s, whatever comes behind that',
    (reason, at) => {
      const made = simulation();
      // Orders to a node go out while it is up, and a crash undoes them: so the last ones first.
      for (const [command] of reasons.slice(at).reverse()) {
        expect(made.execute(command).accepted).toBe(true);
      }
      expect(made.execute({ do: 'migrate', pid: 1000, to: 2 })).toEqual({
        ...{ accepted: false, reason },
      });
    },
  );

  it('is room in the end; else nothing', () => {
    const made = simulation();
    expect(made.execute({ do: 'migrate', pid: 1000, to: 2 })).toEqual({
      ...{ accepted: false, reason: 'node 2 has no room for 600 bytes' },
    });
    expect(made.execute({ do: 'migrate', pid: 1000, to: 1 })).toEqual({
      ...{ accepted: false, reason: 'process 1000 is already on node 1' },
    });
    expect(made.execute({ do: 'migrate', pid: 1000, to: 3 }).accepted).toBe(true);
    expect(made.execute({ do: 'migrate', pid: 1000, to: 1 })).toEqual({
      ...{ accepted: false, reason: 'process 1000 is on its way to node 3' },
    });
  });

  it.each<[MoveCause, boolean]>([
    ['policy', false],
    ['place', false],
    ['user', true],
    ['expel', true],
    ['bring', true],
  ])('of one that is locked, or on a node that says stay: %s may move it: %s', (cause, may) => {
    const { cluster } = simulationOf({
      nodes: nodeSpecs(2),
      processes: [processSpec(1, { cantmove: 0x80000000 })],
    });
    cluster.start(processSpec(1));
    cluster.start(processSpec(1, { cantmove: 0x80000000 }));
    const [free, locked] = [1000, 1001].map((pid) => cluster.table.find(pid));
    const [first, second] = cluster.nodes;
    const refusalOf = (slot = free) => cluster.migrations.refusal(slot!, second!, cause);
    expect(refusalOf()).toBeUndefined();
    const byLock = 'process 1001 cannot move: user_lock';
    expect(refusalOf(locked)).toBe(may ? undefined : byLock);
    first!.settings.flags |= STAY;
    const byStay = 'nothing leaves node 1 by itself (stay)';
    expect(refusalOf()).toBe(may ? undefined : byStay);
    second!.settings.flags |= BLOCK;
    expect(refusalOf()).toBe(may ? 'node 2 is blocked' : byStay);
  });
});
