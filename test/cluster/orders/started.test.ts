import { describe, expect, it } from 'vitest';
import type { Command, Spawn } from '../../../src/cluster/facts/command.js';
import type { Decay, DecayScope } from '../../../src/cluster/facts/decay.js';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { runOn } from '../../../src/cluster/orders/mosrun.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpec, nodeSpecs, runUntil, simulationOf } from '../../support/cluster-builder.js';

/** A simulation at 3 s in which that has been started: pids from 1000. */
function started(...spawns: readonly Spawn[]): Simulation {
  const simulation = simulationOf({ nodes: nodeSpecs(3) });
  runUntil(simulation, 3);
  for (const spawn of spawns) {
    expect(simulation.execute({ do: 'spawn', ...spawn })).toMatchObject({ accepted: true });
  }
  return simulation;
}

describe('what is started', () => {
  it('is a loop of root with a minute of work and a mebibyte, if nothing is said', () => {
    expect(started({ home: 2 }).view.process(1000)).toMatchObject({
      ...{ home: 2, node: 2, command: 'loop', user: 'root', nice: 0, locked: false },
      ...{ workSeconds: 60, residentBytes: 2 ** 20, arrivalSeconds: 3, parent: undefined },
      ...{ migrations: 0, state: 'R' },
    });
  });

  it('is what is said of it', () => {
    const asked = {
      workSeconds: 7,
      memoryBytes: 0,
      command: 'R',
      user: 'ann',
      nice: 3,
      lock: true,
    };
    expect(started({ home: 1, ...asked }).view.process(1000)).toMatchObject({
      ...{ workSeconds: 7, residentBytes: 0, command: 'R', user: 'ann', nice: 3, locked: true },
    });
  });

  it.each<[Spawn, object]>([
    [{}, { user: 'ann', nice: 5, locked: true }],
    [{ user: 'ben' }, { user: 'ben', nice: 5, locked: true }],
    [{ nice: 0 }, { user: 'ann', nice: 0, locked: true }],
    [{ lock: false }, { user: 'ann', nice: 5, locked: false }],
  ])('%j by a parent of ann, nice 5 and locked, is %j', (asked, expected) => {
    const parent = { home: 2, user: 'ann', nice: 5, lock: true };
    const simulation = started(parent, { parent: 1000, ...asked });
    const child = { home: 2, node: 2, parent: 1000, ...expected };
    expect(simulation.view.process(1001)).toMatchObject(child);
  });

  it('is locked if that is said, also by a parent that is not', () => {
    const simulation = started({ home: 1 }, { parent: 1000, lock: true }, { parent: 1000 });
    expect([1001, 1002].map((pid) => simulation.view.process(pid)!.locked)).toEqual([true, false]);
  });

  const [both, own]: DecayScope[] = [
    { overExec: true, byChildren: true },
    { overExec: true, byChildren: false },
  ];
  const other: DecayScope = { overExec: false, byChildren: true };

  it.each<[DecayScope | undefined, Partial<Spawn>, Decay | undefined, DecayScope | undefined]>([
    [undefined, {}, 'iojob', undefined],
    [both, {}, 'iojob', both],
    [own, {}, undefined, undefined],
    [both, { decayScope: other }, 'iojob', other],
    [own, { decayScope: other }, undefined, other],
    [both, { decay: 'nodecay' }, 'nodecay', undefined],
    [own, { decay: 'nodecay', decayScope: other }, 'nodecay', other],
  ])('by an iojob of scope %j, asked for %j, decays as %s, %j', (scope, asked, decay, expected) => {
    const simulation = started(
      { home: 1, decay: 'iojob', ...(scope && { decayScope: scope }) },
      { parent: 1000, ...asked },
    );
    const { table } = simulation.cluster;
    const slot = table.find(1001);
    expect(table.traits.decay(slot)).toEqual(decay);
    expect(table.traits.scopes.get(slot)).toEqual(expected);
  });
});

describe('mosrun to a node', () => {
  /** What is said of one that is to run on node 2, of which 1000 bytes are free. */
  function toNode2(spawn: Spawn, ...before: readonly Command[]) {
    const nodes = [nodeSpec(1), nodeSpec(2, { memoryBytes: 600, swapBytes: 400 }), nodeSpec(3)];
    const simulation = simulationOf({ nodes });
    runUntil(simulation, 1);
    for (const command of before) expect(simulation.execute(command).accepted).toBe(true);
    const answer = simulation.execute({ do: 'spawn', memoryBytes: 1000, ...spawn });
    const views = simulation.view.processes();
    const { node, target } = views.at(-1) ?? {};
    return answer.accepted ? `${node}->${target}` : answer.reason;
  }

  const child: Command = { do: 'spawn', home: 1, memoryBytes: 0 };
  const denied: Command = { do: 'mask', pid: 1000, policy: 'deny', nodes: [2] };

  it.each<[string, Spawn, Command[], string]>([
    ['just fits', { home: 1, on: 2 }, [], '1->2'],
    [
      'is a byte too large',
      { home: 1, on: 2, memoryBytes: 1001 },
      [],
      'node 2 has no room for 1001 bytes',
    ],
    [
      'blocked and too large',
      { home: 1, on: 2, memoryBytes: 1001 },
      [{ do: 'block', node: 2 }],
      'node 2 is blocked',
    ],
    [
      'too large and cut off',
      { home: 1, on: 2, memoryBytes: 1001 },
      [{ do: 'cut', node: 1, other: 2 }],
      'node 2 has no room for 1001 bytes',
    ],
    ['cut off', { home: 1, on: 2 }, [{ do: 'cut', node: 1, other: 2 }], 'node 2 cannot be reached'],
    ['own, which is blocked', { home: 2, on: 2 }, [{ do: 'block', node: 2 }], '2->undefined'],
    ['own, by -h', { home: 2, on: 'home' }, [{ do: 'block', node: 2 }], '2->undefined'],
    ['none', { home: 1, on: 9 }, [], 'there is no node 9'],
    ['none, or anywhere', { home: 1, on: 9, orAnywhere: true }, [], '1->undefined'],
    [
      'blocked, or anywhere',
      { home: 1, on: 2, orAnywhere: true },
      [{ do: 'block', node: 2 }],
      '1->undefined',
    ],
    [
      'masked for its parent',
      { parent: 1000, on: 2 },
      [child, denied],
      'the mask of process 1000 keeps it from node 2 (migfilter)',
    ],
    [
      'masked, or anywhere',
      { parent: 1000, on: 2, orAnywhere: true },
      [child, denied],
      '1->undefined',
    ],
    ['not masked', { parent: 1000, on: 3 }, [child, denied], '1->3'],
    ['of a crashed home', { home: 2 }, [{ do: 'crash', node: 2 }], 'node 2 is down'],
  ])('%s: %j', (_, spawn, before, expected) => {
    expect(toNode2(spawn, ...before)).toBe(expected);
  });
});

describe('one on each of several nodes', () => {
  function parallel(
    spawn: Omit<Spawn, 'parallel'>,
    ...ids: readonly (readonly [number, number])[]
  ) {
    const simulation = simulationOf({ nodes: nodeSpecs(4) });
    runUntil(simulation, 1);
    for (const node of [2, 4]) simulation.execute({ do: 'block', node });
    const refused: ClusterEvent[] = [];
    simulation.cluster.observe((event) => refused.push(event), { types: ['refused'] });
    const ranges = ids.map(([first, last]) => ({ first, last }));
    const answer = simulation.execute({ do: 'spawn', ...spawn, parallel: ranges });
    runUntil(simulation, 3);
    return { answer, refused, processes: simulation.view.processes() };
  }

  it('tells where some are started, and apart which are refused', () => {
    const { answer, refused, processes } = parallel({ home: 1, command: 'R' }, [1, 3]);
    expect(answer).toEqual({ accepted: true, message: '2 started, for nodes 1, 3' });
    expect(processes).toMatchObject([
      { node: 1, locked: true, command: 'R' },
      { node: 3, locked: true, command: 'R' },
    ]);
    expect(refused).toMatchObject([
      { at: 1, reason: 'node 2 is blocked', command: { do: 'spawn', home: 1, on: 2, lock: true } },
    ]);
  });

  it('is refused once where all are, or there is no such node', () => {
    const all = parallel({ home: 1 }, [4, 4], [2, 2]);
    expect(all.answer).toEqual({ accepted: false, reason: 'node 2 is blocked' });
    expect(all.refused).toHaveLength(1);
    const none = parallel({ home: 1 }, [7, 9], [12, 12]);
    expect(none.answer).toEqual({ accepted: false, reason: 'there is no node 7-9,12' });
  });

  it('starts a line of mosrun on each', () => {
    const { answer, processes } = parallel({ home: 1, run: 'mosrun -l R' }, [3, 3], [1, 1]);
    expect(answer).toMatchObject({ message: '2 started, for nodes 1, 3' });
    expect(processes).toMatchObject([
      { node: 1, locked: false, command: 'R' },
      { node: 3, locked: false, command: 'R' },
    ]);
  });

  it.each([
    ['R -x', 'mosrun -7 R -x'],
    ['mosrun -L R', 'mosrun -7 -L R'],
    ['  nomig R', 'nomig -7 R'],
    ['fastdecay sort big', 'fastdecay -7 sort big'],
    ['mosrun', 'mosrun -7 mosrun'],
    ['mosrunner R', 'mosrun -7 mosrunner R'],
  ])('the line "%s" for node 7 is "%s"', (line, expected) => {
    expect(runOn(7, line)).toBe(expected);
  });
});
