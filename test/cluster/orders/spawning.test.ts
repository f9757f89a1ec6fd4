import { describe, expect, it } from 'vitest';
import type { Spawn } from '../../../src/cluster/facts/command.js';
import { checkInvariants } from '../../../src/cluster/watching/invariants.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

function stepTo(simulation: Simulation, until: number): void {
  runUntil(simulation, until, () => checkInvariants(simulation.cluster));
}

function spawned(simulation: Simulation, spawn: Spawn) {
  const answer = simulation.commands.execute({ do: 'spawn', ...spawn });
  if (!answer.accepted) throw new Error(answer.reason);
  return () => simulation.view.process(answer.pid!)!;
}

describe('a process started by mosrun', () => {
  it('on a node migrates there at once, and is locked if that was said', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(3) });
    const process = spawned(simulation, { home: 1, run: 'mosrun -3 -L povray' });
    stepTo(simulation, 1);
    expect(process()).toMatchObject({ home: 1, node: 3, locked: true, command: 'povray' });
  });

  it('by runon is migrated and locked there, by nomig locked at home', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(3) });
    const away = spawned(simulation, { home: 1, run: 'runon 2 R' });
    const home = spawned(simulation, { home: 1, run: 'nomig R' });
    stepTo(simulation, 1);
    expect(away()).toMatchObject({ node: 2, locked: true });
    expect(home()).toMatchObject({ node: 1, locked: true });
  });

  it('on one of several nodes goes to one of these, not always the same', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(5) });
    const processes = Array.from({ length: 40 }, () =>
      spawned(simulation, { home: 1, run: 'mosrun -j2-3,5 R' }),
    );
    stepTo(simulation, 5);
    expect(new Set(processes.map((process) => process().node))).toEqual(new Set([2, 3, 5]));
  });

  it.each([
    ['mosrun -9 R', 'there is no node 9'],
    ['mosrun -j8-9 R', 'there is no node 8-9'],
    ['mosrun -2 R', 'node 2 is blocked'],
    ['mosrun -3 R', 'node 3 is down'],
    ['mosrun -x R', /^mosrun: unknown option -x/],
  ])('%s is refused, and nothing is started', (run, reason) => {
    const simulation = simulationOf({ nodes: nodeSpecs(3) });
    simulation.commands.execute({ do: 'block', node: 2 });
    simulation.commands.execute({ do: 'crash', node: 3 });
    const answer = simulation.commands.execute({ do: 'spawn', home: 1, run });
    expect(answer).toEqual({
      accepted: false,
      reason: typeof reason === 'string' ? reason : expect.stringMatching(reason),
    });
    expect(simulation.view.processes()).toEqual([]);
  });

  it('with -F starts at home when its node is not available', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    simulation.commands.execute({ do: 'block', node: 2 });
    const process = spawned(simulation, { home: 1, run: 'mosrun -2 -F R' });
    stepTo(simulation, 1);
    expect(process()).toMatchObject({ node: 1, locked: true });
  });
});

describe('a child', () => {
  it('begins where its parent is, with its home, lock, user and nice value', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(2) });
    const run = 'runon 2 make';
    const parent = spawned(simulation, { home: 1, run, user: 'ana', nice: 5 });
    stepTo(simulation, 1);
    const child = spawned(simulation, { parent: parent().pid, command: 'cc' });
    expect(child()).toMatchObject({ home: 1, node: 2, locked: true, user: 'ana', nice: 5 });
    expect(child().migrations).toBe(0);
    checkInvariants(simulation.cluster);
  });

  it('of an unlocked parent is not locked', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    const parent = spawned(simulation, { home: 1, run: 'mosrun -h init' });
    simulation.commands.execute({ do: 'unlock', pid: parent().pid });
    expect(spawned(simulation, { parent: parent().pid })().locked).toBe(false);
  });

  it.each<[Spawn, string]>([
    [{ parent: 7 }, 'there is no process 7'],
    [{}, 'a process needs either a home or a parent'],
    [{ home: 1, parent: 7 }, 'a process needs either a home or a parent'],
  ])('%j is refused', (spawn, reason) => {
    const simulation = simulationOf({ nodes: nodeSpecs(1) });
    const answer = simulation.commands.execute({ do: 'spawn', ...spawn });
    expect(answer).toEqual({ accepted: false, reason });
  });
});
