import { describe, expect, it } from 'vitest';
import { neighboursOf } from '../../../src/cluster/members/discovery.js';
import { asNodeIndex, type NodeIndex } from '../../../src/cluster/node-index.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import {
  logOf,
  nodeSpec,
  nodeSpecs,
  processSpecs,
  runnables,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const at = asNodeIndex;

describe('a map', () => {
  it('lets every node know every other one', () => {
    const map = neighboursOf({ nodes: nodeSpecs(3), discovery: 'map' }, () => true);
    expect(map.count(at(1))).toBe(2);
    expect([map.neighbour(at(1), 0), map.neighbour(at(1), 1)]).toEqual([0, 2]);
    expect([map.knows(at(1), at(2)), map.knows(at(1), at(1))]).toEqual([true, false]);
  });
});

describe('omdiscd', () => {
  const tables = (reaches = (_from: NodeIndex, _to: NodeIndex) => true) =>
    neighboursOf(
      { nodes: [...nodeSpecs(3), nodeSpec(4, { interface: 'eth1' })], discovery: 'omdiscd' },
      reaches,
    );

  it('knows nobody at first', () => {
    expect(tables().count(at(0))).toBe(0);
  });

  it('makes a node known to those who hear it, once', () => {
    const nodes = tables();
    expect(nodes.announce(at(0))).toBe(2);
    expect(nodes.announce(at(0))).toBe(0);
    expect([nodes.knows(at(1), at(0)), nodes.knows(at(0), at(1)), nodes.count(at(2))]).toEqual([
      true,
      false,
      1,
    ]);
  });

  it('asks of nobody again whether he hears it when all have', () => {
    let asked = 0;
    const nodes = neighboursOf({ nodes: nodeSpecs(70), discovery: 'omdiscd' }, () => {
      asked++;
      return true;
    });
    for (let index = 0; index < 70; index++) expect(nodes.announce(at(index))).toBe(69);
    expect(asked).toBe(70 * 69);
    for (let index = 0; index < 70; index++) expect(nodes.announce(at(index))).toBe(0);
    expect(asked).toBe(70 * 69);
    nodes.forget(at(40));
    expect([nodes.knows(at(40), at(69)), nodes.announce(at(69)), asked]).toEqual([
      ...[false, 1],
      70 * 69 + 1,
    ]);
  });

  it('is taken up as it was put away, in the order in which they found each other', () => {
    const specs = { nodes: nodeSpecs(40), discovery: 'omdiscd' } as const;
    const nodes = neighboursOf(specs, () => true);
    for (let count = 0; count < 40; count++) nodes.announce(at((count * 7) % 40));
    nodes.forget(at(3));
    nodes.announce(at(20));
    const state = saved(nodes);
    const resumed = neighboursOf(specs, () => true);
    restore(resumed, state);
    expect(saved(resumed)).toEqual(state);
    for (let index = 0; index < 40; index++) {
      const list = (of: typeof nodes) =>
        Array.from({ length: of.count(at(index)) }, (_, place) => of.neighbour(at(index), place));
      expect(list(resumed)).toEqual(list(nodes));
    }
    expect([resumed.knows(at(3), at(20)), resumed.knows(at(3), at(21))]).toEqual([true, false]);
  });

  it('is not heard on another interface', () => {
    const nodes = tables();
    expect(nodes.announce(at(3))).toBe(0);
    expect(nodes.knows(at(0), at(3))).toBe(false);
    nodes.setInterface(at(3), 'eth0');
    expect(nodes.start(at(3))).toBe(3);
    expect([nodes.knows(at(0), at(3)), nodes.count(at(3))]).toEqual([true, 3]);
  });

  it('is not heard where the network is cut', () => {
    expect(tables((_, to) => to !== 1).announce(at(0))).toBe(1);
  });

  it('forgets the others when its node starts anew, and they do not forget it', () => {
    const nodes = tables();
    nodes.start(at(0));
    nodes.forget(at(0));
    expect([nodes.count(at(0)), nodes.knows(at(1), at(0))]).toEqual([0, true]);
  });
});

it.each([
  ['a node that is up announces itself', [], true],
  ['a node that leaves does not', [{ do: 'leave', node: 2 }], false],
] as const)('%s: one that could not hear it before knows it or not', (_, commands, isKnown) => {
  const simulation = simulationOf({
    ...{ nodes: nodeSpecs(3), processes: processSpecs(1, 1), discovery: 'omdiscd' },
  });
  const execute = simulation.commands.execute.bind(simulation.commands);
  execute({ do: 'cut', node: 2, other: 3 });
  runUntil(simulation, 10);
  execute({ do: 'migrate', pid: 1000, to: 2 });
  runUntil(simulation, 20);
  // It cannot go away, so that the node is leaving for as long as it lives.
  execute({ do: 'tie', pid: 1000, reason: 'monkey' });
  for (const command of commands) execute(command);
  execute({ do: 'heal', node: 2, other: 3 });
  runUntil(simulation, 40);
  expect(simulation.cluster.neighbours.knows(at(2), at(1))).toBe(isKnown);
});

describe('omdiscd -m', () => {
  /**
   * a on eth0, b on both, c on eth1, with these times to live; who knows whom when all have
   * announced.
   */
  function known(ttls: readonly (number | undefined)[]): string {
    const simulation = simulationOf({
      nodes: ['eth0', 'eth0,eth1', 'eth1'].map((name, index) =>
        nodeSpec(index + 1, { interface: name, ttl: ttls[index] }),
      ),
      discovery: 'omdiscd',
    });
    // A run that is put away and taken up goes on with them.
    const resumed = simulationOf({
      nodes: ['eth0', 'eth0,eth1', 'eth1'].map((name, index) =>
        nodeSpec(index + 1, { interface: name }),
      ),
      discovery: 'omdiscd',
    });
    restore(resumed, saved(simulation));
    runUntil(resumed, 10);
    const { neighbours, nodes } = resumed.cluster;
    const pairs = nodes.flatMap((node) =>
      nodes
        .filter((other) => neighbours.knows(node.index, other.index))
        .map(({ id }) => `${node.id}${id}`),
    );
    return pairs.join(' ');
  }

  it.each([
    ['without: who shares an interface', [undefined, undefined, undefined], '12 21 23 32'],
    [
      'with 1 only the first interface talks: 3 does not hear of 2',
      [undefined, 1, undefined],
      '12 21 23',
    ],
    ['with 2 one gateway passes it on: 3 hears of 1', [2, undefined, undefined], '12 21 23 31 32'],
    ['with 2 at both ends all know all', [2, 2, 2], '12 13 21 23 31 32'],
  ])('%s', (_, ttls, expected) => {
    expect(known(ttls)).toBe(expected);
  });

  it('is told while it runs, and refuses what is no time to live', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(1), discovery: 'omdiscd' });
    const command = { do: 'omdiscd', node: 1, interface: 'eth0' } as const;
    expect(simulation.execute({ ...command, ttl: 2 }).accepted).toBe(true);
    expect(simulation.execute({ ...command, ttl: 0 })).toEqual({
      ...{ accepted: false, reason: 'omdiscd -m takes a TTL from 1 to 255, not 0' },
    });
    expect(simulation.execute({ ...command, interface: 'eth0,,eth1' })).toEqual({
      accepted: false,
      reason:
        'omdiscd announces on 1 to 6 different network interfaces such as eth0 or eth0,eth1, not on "eth0,,eth1"',
    });
  });
});

describe('a cluster with omdiscd', () => {
  const nodes = [...nodeSpecs(2), nodeSpec(3, { interface: 'eth1' })];
  const request = { nodes, discovery: 'omdiscd', policy: openmosix } as const;

  it('sends nothing to a node on the wrong interface, and uses it within seconds of its mending', () => {
    const simulation = simulationOf({
      ...request,
      processes: processSpecs(6, 1),
      timeline: [{ atSeconds: 60, command: { do: 'omdiscd', node: 3, interface: 'eth0' } }],
    });
    runUntil(simulation, 59);
    expect(runnables(simulation)).toEqual([3, 3, 0]);
    runUntil(simulation, 75);
    expect(runnables(simulation)).toEqual([2, 2, 2]);
  });

  it('knows nothing any more after a crash: who cannot be heard then is not known', () => {
    const simulation = simulationOf({ ...request, processes: [] });
    runUntil(simulation, 30);
    const knows = () => simulation.cluster.neighbours.knows(at(1), at(0));
    expect(knows()).toBe(true);
    simulation.commands.execute({ do: 'crash', node: 2 });
    simulation.commands.execute({ do: 'cut', node: 1, other: 2 });
    simulation.commands.execute({ do: 'recover', node: 2 });
    expect(knows()).toBe(false);
  });

  it('announces on each of several interfaces', () => {
    const both = [
      nodeSpec(1, { interface: 'eth0' }),
      nodeSpec(2, { interface: 'eth0,eth1' }),
      nodeSpec(3, { interface: 'eth1' }),
    ];
    const simulation = simulationOf({ ...request, nodes: both });
    runUntil(simulation, 10);
    const { neighbours } = simulation.cluster;
    const known = [at(0), at(1), at(2)].map((index) => neighbours.count(index));
    expect(known).toEqual([1, 2, 1]);
    expect(simulation.execute({ do: 'omdiscd', node: 1, interface: 'eth0,' })).toMatchObject({
      reason: expect.stringContaining('not on "eth0,"'),
    });
  });

  it('refuses a migration by hand to a node that has not been found', () => {
    const simulation = simulationOf({
      ...request,
      processes: processSpecs(1, 1),
      timeline: [{ atSeconds: 20, command: { do: 'migrate', pid: 1000, to: 3 } }],
    });
    const log = logOf(simulation);
    runUntil(simulation, 20);
    expect(log.at(-1)).toContain('refused');
    expect(log.at(-1)).toContain('node 1 has not found node 3');
  });

  it('knows nobody better by perfect information', () => {
    const simulation = simulationOf({
      ...request,
      information: 'perfect',
      processes: processSpecs(6, 1),
    });
    runUntil(simulation, 59);
    expect(runnables(simulation)).toEqual([3, 3, 0]);
  });

  it('uses a node that leaves and joins again within seconds', () => {
    const simulation = simulationOf({
      ...request,
      processes: processSpecs(4, 1),
      timeline: [
        { atSeconds: 30, command: { do: 'leave', node: 2 } },
        { atSeconds: 60, command: { do: 'join', node: 2 } },
      ],
    });
    runUntil(simulation, 59);
    expect(runnables(simulation)).toEqual([4, 0, 0]);
    runUntil(simulation, 75);
    expect(runnables(simulation)).toEqual([2, 2, 0]);
  });

  it('takes a node for a stranger until it has found it', () => {
    const times: number[] = [];
    for (let seed = 1; seed <= 10; seed++) {
      const simulation = simulationOf({ ...request, seed });
      simulation.cluster.observe(({ type, at }) => {
        if (type === 'intrusion') times.push(at);
      });
      runUntil(simulation, 30);
    }
    expect(times.length).toBeGreaterThan(0);
    expect(Math.max(...times)).toBeLessThan(5);
  });

  it('has no omdiscd to be set where there is a map', () => {
    const simulation = simulationOf({ nodes });
    const command = { do: 'omdiscd', node: 3, interface: 'eth0' } as const;
    expect(simulation.commands.execute(command)).toEqual({
      accepted: false,
      reason: 'this cluster uses a map file; omdiscd is not running',
    });
  });
});

describe('a clean removal', () => {
  it('is expel, bring, and only then the end of membership; nobody dies', () => {
    const simulation = simulationOf({
      nodes: nodeSpecs(3),
      processes: [...processSpecs(1, 1), ...processSpecs(1, 2)],
      timeline: [
        { atSeconds: 1, command: { do: 'migrate', pid: 1000, to: 2 } },
        { atSeconds: 1, command: { do: 'migrate', pid: 1001, to: 3 } },
        { atSeconds: 5, command: { do: 'leave', node: 2 } },
      ],
    });
    const log: string[] = [];
    simulation.cluster.observe((event) => {
      if (event.at < 5) return;
      const cause = event.type === 'migrated' ? ` ${event.cause}` : '';
      log.push(`${event.type}${cause}`);
    });
    runUntil(simulation, 20);
    expect(log[0]).toBe('node-leaving');
    expect(log.slice(1).filter((line) => line.startsWith('migrated'))).toEqual([
      'migrated expel',
      'migrated bring',
    ]);
    expect(log.at(-1)).toBe('node-left');
  });
});

describe('a node without openMosix', () => {
  const nodes = [nodeSpec(1), nodeSpec(2), nodeSpec(3, { mosix: false })];

  it('runs its own processes, sends none and gets none', () => {
    const processes = [...processSpecs(4, 1), ...processSpecs(3, 3)];
    const simulation = simulationOf({ nodes, processes, policy: openmosix });
    runUntil(simulation, 60);
    expect(runnables(simulation)).toEqual([2, 2, 3]);
  });

  it('cannot join', () => {
    const simulation = simulationOf({ nodes });
    expect(simulation.commands.execute({ do: 'join', node: 3 })).toEqual({
      accepted: false,
      reason: 'the kernel of node 3 has no openMosix',
    });
  });

  it('can crash and recover, and is no member then either', () => {
    const simulation = simulationOf({ nodes, processes: processSpecs(1, 3) });
    runUntil(simulation, 1);
    expect(simulation.commands.execute({ do: 'crash', node: 3 }).accepted).toBe(true);
    expect(simulation.commands.execute({ do: 'recover', node: 3 }).accepted).toBe(true);
    expect(simulation.view.node(3)?.state).toBe('left');
    expect(simulation.view.totals.killed).toBe(1);
  });
});
