import { describe, expect, it } from 'vitest';
import type { LoadLimitMode } from '../../../src/cluster/facts/node-settings.js';
import type { NodeSpec } from '../../../src/cluster/facts/node-spec.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  logOf,
  nodeSpecs,
  processSpecs,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

/** Nodes 1 and 3 are crowded; node 2 has `own` processes, which stay, and a load limit. */
function limited(load: number, mode: LoadLimitMode, own: number, changes: Partial<NodeSpec> = {}) {
  const simulation = simulationOf({
    nodes: nodeSpecs(3, changes),
    processes: [...processSpecs(own, 2), ...processSpecs(9, 1), ...processSpecs(9, 3)],
    policy: openmosix,
  });
  simulation.commands.execute({ do: 'lstay', node: 2 });
  simulation.commands.execute({ do: 'loadlimit', node: 2, load, mode });
  const log = logOf(simulation);
  runUntil(simulation, 300);
  const { runnable, guests } = simulation.view.node(2)!;
  return { simulation, runnable, guests, log };
}

describe('a load limit', () => {
  it.each<[string, LoadLimitMode, number, number, number]>([
    ['mode 0 counts all', 0, 3, 0, 3],
    ['mode 0 counts all', 0, 3, 2, 1],
    ['mode 0 counts all', 0, 3, 3, 0],
    ['mode 0 counts all, and the own ones alone may be beyond it', 0, 3, 4, 0],
    ['mode 2 counts guests', 2, 3, 2, 3],
    ['mode 2 counts guests', 2, 1, 4, 1],
    ['mode 2 with 0 takes no guest', 2, 0, 1, 0],
    ['mode 1 counts the own ones, and none is a guest too many', 1, 2, 2, 5],
    ['mode 1 takes nobody when the own ones are beyond it', 1, 1, 2, 0],
  ])('%s: mode %i, limit %d, %i own: %i guests', (_, mode, load, own, expected) => {
    const { guests, runnable } = limited(load, mode, own);
    expect(guests).toBe(expected);
    expect(runnable).toBe(own + expected);
  });

  it('is a load, so that more and faster CPUs take more guests', () => {
    expect(limited(1, 0, 0, { cpus: 2 }).guests).toBe(2);
    expect(limited(1, 0, 0, { speed: 20000 }).guests).toBe(2);
    expect(limited(0.9, 0, 0, { cpus: 2 }).guests).toBe(1);
  });

  it('sends nobody to and fro: who has come stays', () => {
    const { log } = limited(3, 0, 0);
    const late = log.filter((line) => Number.parseFloat(line) > 60);
    expect(late.filter((line) => /->2|2->/.test(line) && line.includes('migrated'))).toEqual([]);
  });

  it('refuses by hand and by mosrun what it would send away again', () => {
    const { simulation } = limited(3, 0, 0);
    const reason = 'node 2 is at its load limit';
    const pid = simulation.view.processes().find(({ node }) => node === 1)!.pid;
    const answers = [
      simulation.commands.execute({ do: 'migrate', pid, to: 2 }),
      simulation.commands.execute({ do: 'spawn', home: 1, run: 'mosrun -2 R' }),
    ];
    expect(answers).toEqual([
      { accepted: false, reason },
      { accepted: false, reason },
    ]);
  });

  it('sends the heaviest guest away when own processes are started, and not from a node that stays', () => {
    const start = { do: 'spawn', home: 2, workSeconds: 1000 } as const;
    const { simulation, guests } = limited(3, 0, 0);
    expect(guests).toBe(3);
    simulation.commands.execute(start);
    runUntil(simulation, 310);
    expect(simulation.view.node(2)!.guests).toBe(2);
    simulation.commands.execute({ do: 'stay', node: 2 });
    simulation.commands.execute(start);
    runUntil(simulation, 320);
    expect(simulation.view.node(2)!.guests).toBe(2);
  });

  it('is gone without a load', () => {
    const { simulation } = limited(0, 0, 0);
    expect(simulation.view.node(2)!.guests).toBe(0);
    simulation.commands.execute({ do: 'loadlimit', node: 2 });
    runUntil(simulation, 330);
    expect(simulation.view.node(2)!.guests).toBeGreaterThan(3);
  });
});

describe('a CPU limit', () => {
  /** Node 2 has four CPUs, `own` processes, which stay, and a limit in per cent of them. */
  function limitedTo(percent: number, mode: LoadLimitMode, own: number) {
    const nodes = nodeSpecs(3).map((spec) => (spec.id === 2 ? { ...spec, cpus: 4 } : spec));
    const simulation = simulationOf({
      nodes,
      processes: [...processSpecs(own, 2), ...processSpecs(9, 1), ...processSpecs(9, 3)],
      policy: openmosix,
    });
    simulation.commands.execute({ do: 'lstay', node: 2 });
    simulation.commands.execute({ do: 'cpulimit', node: 2, percent, mode });
    runUntil(simulation, 300);
    return simulation;
  }

  // Each loop uses one of four CPUs, 25 %.
  it.each<[string, LoadLimitMode, number, number, number]>([
    ['all count', 0, 50, 0, 2],
    ['all count', 0, 50, 1, 1],
    ['all count, and the own ones alone may be beyond it', 0, 50, 3, 0],
    ['guests count', 2, 50, 1, 2],
    ['guests count, of less than one', 2, 24, 1, 0],
    ['own ones count, and are beyond it: nobody may come', 1, 50, 3, 0],
  ])('%s (mode %i): %d %%, %i own, %i guests', (_, mode, percent, own, guests) => {
    expect(limitedTo(percent, mode, own).view.node(2)!.guests).toBe(guests);
  });

  it('is no limit where the own ones alone count and keep it', () => {
    expect(limitedTo(50, 1, 2).view.node(2)!.guests).toBeGreaterThan(1);
  });

  it('refuses by hand, and sends away what is beyond it', () => {
    const simulation = limitedTo(50, 0, 0);
    const pid = simulation.view.processes().find(({ node }) => node === 1)!.pid;
    expect(simulation.execute({ do: 'migrate', pid, to: 2 })).toEqual({
      ...{ accepted: false, reason: 'node 2 is at its CPU limit' },
    });
    const log = logOf(simulation);
    expect(simulation.execute({ do: 'cpulimit', node: 2, percent: 25 })).toEqual({
      ...{ accepted: true, message: 'The CPU use of node 2 is limited to 25 % (mode 0).' },
    });
    runUntil(simulation, 310);
    expect(simulation.view.node(2)!.guests).toBe(1);
    expect(log.join()).toContain('node 2 is over its CPU limit of 25 %');
    simulation.execute({ do: 'cpulimit', node: 2 });
    runUntil(simulation, 330);
    expect(simulation.view.node(2)!.guests).toBeGreaterThan(1);
  });
});
