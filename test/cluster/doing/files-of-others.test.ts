import { describe, expect, it } from 'vitest';
import { USER_LOCK } from '../../../src/cluster/facts/cantmove.js';
import { CPU_BOUND, type Profile } from '../../../src/cluster/facts/profile.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  logOf,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const IO: Profile = { ...CPU_BOUND, callsPerWork: 1000, files: 2 };

/** A process at home on node 1 that works on node 2's files. */
function reader(): Simulation {
  const processes = [processSpec(1, { profile: IO }), processSpec(1, { profile: CPU_BOUND })];
  const simulation = simulationOf({ nodes: nodeSpecs(3, { cpus: 2 }), processes });
  runUntil(simulation, 10);
  return simulation;
}

/** Work that process 1000 does in the ten seconds that follow. */
function workDone(simulation: Simulation): number {
  const left = () => simulation.cluster.table.find(1000);
  const done = () => simulation.view.process(1000)!.cpuSeconds;
  expect(left()).toBeGreaterThanOrEqual(0);
  const before = done();
  const until = simulation.agenda.now + 10;
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
  return done() - before;
}

describe('the files of a node', () => {
  it('that is down cannot be had, and can again when it is back', () => {
    const simulation = reader();
    const usual = workDone(simulation);
    expect(usual).toBeGreaterThan(1);
    simulation.commands.execute({ do: 'crash', node: 2 });
    expect(workDone(simulation)).toBe(0);
    simulation.commands.execute({ do: 'recover', node: 2 });
    expect(workDone(simulation)).toBeCloseTo(usual, 6);
  });

  it('that is down are waited for all the time by who works on them', () => {
    const simulation = reader();
    const { cpus, nodes } = simulation.cluster;
    simulation.commands.execute({ do: 'crash', node: 2 });
    expect(cpus.waiting(nodes[0]!.index)).toBe(1);
    expect(cpus.deputies(nodes[0]!.index)).toBe(0);
  });

  it('that has left are not under /mfs: all calls go through home', () => {
    const simulation = reader();
    const waits = (id: number) => {
      const { cluster } = simulation;
      return cluster.fileWaits.waitPerWork(cluster.table.find(1000), cluster.node(id)!.index);
    };
    expect(waits(3)).toBe(waits(1));
    simulation.commands.execute({ do: 'leave', node: 2 });
    expect(waits(3)).toBe(2 * waits(1));
    simulation.commands.execute({ do: 'join', node: 2 });
    expect(waits(3)).toBe(waits(1));
  });

  // Two locked loops on one CPU, a load of 2.00, and node 3 idle: 1.30 with one more. But the only
  // ones that may go stand still, there as here.
  it('that are out of reach are no reason to move anywhere', () => {
    const loop = processSpec(1, { cantmove: USER_LOCK });
    const io = processSpec(1, { profile: IO });
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [loop, loop, io, io],
      policy: openmosix,
    });
    const { commands, scheduler } = simulation;
    commands.execute({ do: 'stay', node: 1 });
    runUntil(simulation, 20);
    commands.execute({ do: 'crash', node: 2 });
    commands.execute({ do: 'nostay', node: 1 });
    const log = logOf(simulation);
    runUntil(simulation, 60);
    expect(log.filter((line) => line.includes('migrat'))).toEqual([]);
    expect(scheduler.lastDecision(asNodeIndex(0))!.decision).toMatchObject({
      ...{ move: undefined, reason: 'forwarded calls would eat the gain' },
      numbers: { load: 2, best: 3, predicted: 1.3 },
    });
    commands.execute({ do: 'recover', node: 2 });
    runUntil(simulation, 70);
    expect(log.filter((line) => line.includes('migrated'))).not.toEqual([]);
  });

  it('mean nothing to a process that does not use them', () => {
    const simulation = reader();
    simulation.commands.execute({ do: 'crash', node: 2 });
    const { cluster } = simulation;
    expect(cluster.table.waitPerWork(cluster.table.find(1001))).toBe(0);
  });
});
