import { describe, expect, it } from 'vitest';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  nodeSpecs,
  processSpec,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Three loops on node 1 of three, pids 1000 to 1002, which stay until something is set. */
function crowded(): Simulation {
  const request = { nodes: nodeSpecs(3), processes: processSpecs(3, 1), policy: openmosix };
  const simulation = simulationOf(request);
  runUntil(simulation, 0);
  return simulation;
}

function mask(
  simulation: Simulation,
  pids: readonly number[],
  policy: 'allow' | 'deny',
  nodes: number[],
) {
  return pids.map((pid) => simulation.execute({ do: 'mask', pid, policy, nodes }));
}

const ALL = [1000, 1001, 1002];

describe('a process with a Cluster Mask', () => {
  // 3.00 against 1.30: one goes to the node that it may go to. Then 2.00 against 1 + 1.30: no more.
  it.each([
    ['deny', ALL, [2], [2, 0, 1]],
    ['allow', ALL, [2], [2, 1, 0]],
    ['deny', ALL, [2, 3], [3, 0, 0]],
    ['deny', [1000], [2, 3], [1, 1, 1]],
    ['allow', ALL, [2, 3], [1, 1, 1]],
  ] as const)('%s %j nodes %j: %j', (policy, pids, nodes, expected) => {
    const simulation = crowded();
    mask(simulation, pids, policy, [...nodes]);
    runUntil(simulation, 60);
    expect(runnables(simulation)).toEqual(expected);
    if (pids.length === 1) expect(simulation.view.process(1000)!.node).toBe(1);
  });

  it('is not moved there by hand, by balance or by expel, but always comes home', () => {
    const simulation = crowded();
    simulation.execute({ do: 'stay', node: 1 });
    mask(simulation, [1000], 'deny', [1, 3]);
    const reason = 'process 1000 may not go to node 3 (migfilter)';
    expect(simulation.execute({ do: 'migrate', pid: 1000, to: 3 })).toEqual({
      ...{ accepted: false, reason },
    });
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    runUntil(simulation, 20);
    expect(simulation.view.process(1000)!.node).toBe(2);
    simulation.execute({ do: 'expel', node: 2 });
    runUntil(simulation, 40);
    expect(simulation.view.process(1000)!.node).toBe(1);
  });

  it('goes home by balance, where it is less loaded, whatever the mask says', () => {
    const processes = [1, 2, 2].map((home) => processSpec(home));
    const request = { nodes: nodeSpecs(2), processes, information: 'perfect' } as const;
    const simulation = simulationOf(request);
    runUntil(simulation, 0);
    simulation.execute({ do: 'migrate', pid: 1000, to: 2 });
    runUntil(simulation, 1);
    mask(simulation, [1000], 'allow', [2]);
    const balance = { do: 'migrate', pid: 1000, to: 'balance' } as const;
    expect(simulation.execute(balance)).toEqual({ accepted: true });
    runUntil(simulation, 2);
    expect(simulation.view.process(1000)!.node).toBe(1);
  });

  it('starts no child by mosrun where that may not go, or anywhere else if that is asked', () => {
    const simulation = crowded();
    mask(simulation, [1000], 'deny', [2]);
    const spawn = { do: 'spawn', parent: 1000, run: 'mosrun -2 sh' } as const;
    expect(simulation.execute(spawn)).toEqual({
      accepted: false,
      reason: 'the mask of process 1000 keeps it from node 2 (migfilter)',
    });
    const answer = simulation.execute({ ...spawn, run: 'mosrun -2 -F sh' });
    expect(answer).toEqual({ accepted: true, pid: 1003 });
    expect(simulation.view.process(1003)!.target).toBeUndefined();
    expect(simulation.execute({ ...spawn, run: 'mosrun -3 sh' }).accepted).toBe(true);
    expect(simulation.view.process(1004)!.target).toBe(3);
  });

  it('leaves none to the next process that has its place in the table', () => {
    const simulation = crowded();
    const slot = simulation.cluster.table.find(1002);
    mask(simulation, [1002], 'deny', [2]);
    simulation.execute({ do: 'kill', pid: 1002 });
    expect(simulation.execute({ do: 'spawn', home: 1 })).toMatchObject({ pid: 1003 });
    expect(simulation.cluster.table.find(1003)).toBe(slot);
    expect(simulation.execute({ do: 'migrate', pid: 1003, to: 2 }).accepted).toBe(true);
  });

  it('is set by three files, whose contents are said: 2^1 + 2^2 = 6', () => {
    const simulation = crowded();
    expect(mask(simulation, [1000], 'deny', [2, 3])).toEqual([
      { accepted: true, message: 'migfilter 1, migpolicy 0, mignodes 6' },
    ]);
    expect(mask(simulation, [1000], 'allow', [1])).toEqual([
      { accepted: true, message: 'migfilter 1, migpolicy 1, mignodes 1' },
    ]);
    const off = { do: 'mask', pid: 1000, policy: 'off' } as const;
    expect(simulation.execute(off)).toEqual({ accepted: true, message: 'migfilter 0' });
    expect(simulation.execute(off)).toEqual({
      accepted: false,
      reason: 'process 1000 has no mask',
    });
    expect(mask(simulation, [1000], 'deny', [9])).toEqual([
      { accepted: false, reason: 'there is no node 9' },
    ]);
  });

  it('hands it on to its children, and to nobody who gets its slot', () => {
    const simulation = crowded();
    mask(simulation, [1000], 'deny', [2]);
    simulation.execute({ do: 'spawn', parent: 1000 });
    const refused = { accepted: false, reason: 'process 1003 may not go to node 2 (migfilter)' };
    expect(simulation.execute({ do: 'migrate', pid: 1003, to: 2 })).toEqual(refused);
    simulation.execute({ do: 'kill', pid: 1003 });
    simulation.execute({ do: 'spawn', home: 1 });
    expect(simulation.execute({ do: 'migrate', pid: 1004, to: 2 }).accepted).toBe(true);
  });

  it('keeps it in a run that was put away and taken up', () => {
    const [whole, resumed] = [crowded(), crowded()];
    mask(whole, ALL, 'deny', [2]);
    restore(resumed, saved(whole));
    runUntil(resumed, 60);
    expect(runnables(resumed)).toEqual([2, 0, 1]);
  });
});
