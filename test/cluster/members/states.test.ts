import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { NodeState } from '../../../src/cluster/facts/view.js';
import { neighboursOf } from '../../../src/cluster/members/discovery.js';
import { tableOf } from '../../../src/cluster/members/maps.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { restore, saved } from '../../../src/kernel/archive.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import { nodeSpec, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';
import fc from '../../support/properties.js';

type Kind = NodeState | 'no openMosix';

/** Node 2 in such a state, its own process being on node 1, which it cannot leave. */
function nodeIn(kind: Kind): Simulation {
  const mosix = kind !== 'no openMosix';
  const processes = mosix ? [processSpec(2)] : [];
  const simulation = simulationOf({ nodes: [nodeSpec(1), nodeSpec(2, { mosix })], processes });
  runUntil(simulation, 1);
  const orders: Partial<Record<Kind, Command[]>> = {
    leaving: [
      { do: 'migrate', pid: 1000, to: 1 },
      { do: 'leave', node: 2 },
    ],
    left: [{ do: 'leave', node: 2 }],
    down: [{ do: 'crash', node: 2 }],
  };
  for (const order of orders[kind] ?? []) {
    expect(simulation.execute(order).accepted).toBe(true);
    if (order.do !== 'migrate') continue;
    runUntil(simulation, 5);
    simulation.execute({ do: 'tie', pid: 1000, reason: 'monkey' });
  }
  expect(simulation.view.node(2)!.state).toBe(mosix ? kind : 'left');
  return simulation;
}

describe('what can be done with a node', () => {
  const no = 'Error: this is not OpenMosix!';

  it.each<[string, Record<Kind, string>]>([
    [
      'join',
      {
        up: 'node 2 is up; it has not left',
        leaving: 'node 2 is leaving; it has not left',
        left: '-> up',
        down: 'node 2 is down; it has not left',
        'no openMosix': 'the kernel of node 2 has no openMosix',
      },
    ],
    [
      'leave',
      {
        up: '-> left',
        leaving: 'node 2 is leaving, not up',
        left: 'node 2 is left, not up',
        down: 'node 2 is down, not up',
        'no openMosix': 'node 2 is left, not up',
      },
    ],
    [
      'crash',
      {
        ...{ up: '-> down', leaving: '-> down', left: '-> down', 'no openMosix': '-> down' },
        down: 'node 2 is down already',
      },
    ],
    [
      'recover',
      {
        up: 'node 2 is up, not down',
        leaving: 'node 2 is leaving, not down',
        left: 'node 2 is left, not down',
        down: '-> up',
        'no openMosix': 'node 2 is left, not down',
      },
    ],
    [
      'reboot',
      {
        ...{ up: '-> down', left: '-> down', 'no openMosix': '-> down' },
        ...{ leaving: 'node 2 is leaving', down: 'node 2 is down' },
      },
    ],
    [
      'stay',
      {
        ...{ up: '-> up', leaving: 'node 2 is leaving', down: 'node 2 is down' },
        ...{ left: 'Node #2 is not configured', 'no openMosix': no },
      },
    ],
    [
      'expel',
      {
        ...{ up: '-> up', leaving: 'node 2 is leaving', down: 'node 2 is down' },
        ...{ left: 'Node #2 is not configured', 'no openMosix': no },
      },
    ],
    [
      'setpe -w',
      {
        ...{ up: '-> up', leaving: '-> leaving', left: '-> up', down: 'node 2 is down' },
        'no openMosix': no,
      },
    ],
    [
      'setpe -off',
      {
        ...{ up: '-> left', leaving: 'node 2 is leaving, not up', left: 'node 2 is left, not up' },
        ...{ down: 'node 2 is down', 'no openMosix': no },
      },
    ],
    [
      'migrate',
      {
        ...{ up: 'process 1000 is already on node 2', left: 'process 1000 is already on node 2' },
        leaving: 'process 1000 cannot move: monkey',
        ...{ down: 'there is no process 1000', 'no openMosix': 'there is no process 1000' },
      },
    ],
  ])('%s, in each of its states', (order, answers) => {
    const [word, options = ''] = order.split(' ');
    const asked = word === 'migrate' ? { pid: 1000, to: 2 } : { node: 2, options };
    const command = { do: word, ...asked } as Command;
    for (const [kind, expected] of Object.entries(answers) as [Kind, string][]) {
      const simulation = nodeIn(kind);
      const answer = simulation.execute(command);
      const said = answer.accepted ? `-> ${simulation.view.node(2)!.state}` : answer.reason;
      expect(`${kind}: ${said}`).toBe(`${kind}: ${expected}`);
    }
  });
});

describe('a node that crashes while it is leaving', () => {
  it.each<[string, Command, Command]>([
    ['joins again', { do: 'leave', node: 2 }, { do: 'join', node: 2, whenLeft: true }],
    ['boots', { do: 'reboot', node: 2, bootSeconds: 5 }, { do: 'stop', pid: 1000 }],
    ['boots, and joins again', { do: 'reboot', node: 2 }, { do: 'join', node: 2, whenLeft: true }],
  ])('has forgotten that it %s then: the next time it leaves it has left', (_, order, more) => {
    const processes = [processSpec(2)];
    const simulation = simulationOf({ nodes: [nodeSpec(1), nodeSpec(2)], processes });
    const execute = (command: Command) => expect(simulation.execute(command).accepted).toBe(true);
    const stateAt = (seconds: number) => {
      runUntil(simulation, seconds);
      return simulation.view.node(2)!.state;
    };
    runUntil(simulation, 1);
    execute({ do: 'migrate', pid: 1000, to: 1 });
    runUntil(simulation, 5);
    execute({ do: 'tie', pid: 1000, reason: 'monkey' });
    execute(order);
    execute(more);
    expect(stateAt(8)).toBe('leaving');
    execute({ do: 'crash', node: 2 });
    expect(stateAt(80)).toBe('down');
    execute({ do: 'recover', node: 2 });
    expect(stateAt(90)).toBe('up');
    execute({ do: 'leave', node: 2 });
    expect(stateAt(100)).toBe('left');
    expect(stateAt(200)).toBe('left');
  });
});

it('a table is written by hand only where there is no omdiscd', () => {
  for (const discovery of ['map', 'omdiscd'] as const) {
    const simulation = simulationOf({ nodes: [nodeSpec(1), nodeSpec(2)], discovery });
    const options = '-w -f - 1 192.168.0.1 1';
    const answer = simulation.execute({ do: 'setpe', node: 1, options });
    expect(answer).toMatchObject(
      discovery === 'map'
        ? { accepted: true }
        : { reason: 'this cluster uses omdiscd, which writes the tables' },
    );
    const { neighbours, nodes } = simulation.cluster;
    expect(neighbours.setTable(nodes[1]!.index, [])).toBe(discovery === 'map');
  }
});

describe('a map as a node takes it', () => {
  const specs = [
    nodeSpec(1, { name: 'a', address: '10.0.0.1', aliases: ['10.1.0.1'] }),
    nodeSpec(5, { name: 'b', address: '10.0.0.5' }),
    nodeSpec(3, { name: 'c', address: '10.0.0.3' }),
  ];
  const entry = (id: number, address?: string, name?: string) => {
    return { id, address, name, aliases: [] };
  };
  const missing =
    'the supplied table is well-formatted, but my IP address (10.0.0.1) is not there!';

  it.each([
    [[entry(1, '10.0.0.1')], [0]],
    [[entry(1, '10.1.0.1')], [0]],
    [[entry(1, undefined, 'a')], [0]],
    [[entry(1)], [0]],
    [
      [entry(5, '10.0.0.5'), entry(1), entry(3, undefined, 'c')],
      [1, 0, 2],
    ],
    [[], missing],
    [[entry(5)], missing],
    [[entry(1), entry(4)], 'the map names N# 4, and there is no such node'],
    [[entry(1), entry(5, '10.0.0.6')], 'N# 5 is b at 10.0.0.5, not 10.0.0.6'],
    [[entry(1, undefined, 'b')], 'N# 1 is a at 10.0.0.1, not b'],
    [[entry(5, '10.1.0.1')], 'N# 5 is b at 10.0.0.5, not 10.1.0.1'],
  ])('%j is %j', (map, expected) => {
    expect(tableOf(map, specs, specs[0]!)).toEqual(expected);
  });

  it('need not have its address where -p says which it is, and that only', () => {
    const map = [entry(1, '10.9.9.9'), entry(5)];
    expect(tableOf(map, specs, specs[0]!)).toBe('N# 1 is a at 10.0.0.1, not 10.9.9.9');
    expect(tableOf(map, specs, specs[0]!, 1)).toEqual([0, 1]);
    expect(tableOf(map, specs, specs[0]!, 5)).toBe('node 1 cannot become N# 5');
    expect(tableOf([entry(5, '10.9.9.9'), entry(1)], specs, specs[0]!, 1)).toBe(
      'N# 5 is b at 10.0.0.5, not 10.9.9.9',
    );
    expect(tableOf([entry(5)], specs, specs[0]!, 1)).toBe(missing);
  });
});

const COUNT = 67;
const node = fc.nat(COUNT - 1);
const step = fc.oneof(
  fc.record({ do: fc.constantFrom('announce', 'start', 'forget'), node }),
  fc.record({ do: fc.constantFrom('eth0', 'eth1', 'eth0,eth1'), node }),
  fc.record({ do: fc.constantFrom('cut', 'take up'), node }),
);

it('whom nodes find by omdiscd is what a list for each of them says', () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 5, maxLength: 40 }), (steps) => {
      const nodes = Array.from({ length: COUNT }, (_, index) => nodeSpec(index + 1));
      const cut = new Set<number>();
      const reaches = (from: number, to: number) => !cut.has(from) && !cut.has(to);
      const make = () => neighboursOf({ nodes, discovery: 'omdiscd' }, reaches);
      let neighbours = make();
      const names = nodes.map(() => 'eth0');
      const lists: number[][] = nodes.map(() => []);
      const hears = (from: number, to: number) =>
        from !== to &&
        reaches(from, to) &&
        names[from]!.split(',').some((name) => names[to]!.split(',').includes(name));
      const find = (who: number, whom: number) => {
        if (!hears(whom, who) || lists[who]!.includes(whom)) return 0;
        lists[who]!.push(whom);
        return 1;
      };
      const announce = (who: number) => nodes.reduce((sum, _, at) => sum + find(at, who), 0);
      for (const { do: what, node: who } of steps) {
        const index = asNodeIndex(who);
        if (what === 'announce') expect(neighbours.announce(index)).toBe(announce(who));
        else if (what === 'start') {
          const told = neighbours.start(index);
          for (const at of nodes.keys()) find(who, at);
          expect(told).toBe(announce(who));
        } else if (what === 'forget') {
          neighbours.forget(index);
          lists[who] = [];
        } else if (what === 'cut') {
          if (!cut.delete(who)) cut.add(who);
        } else if (what === 'take up') {
          const resumed = make();
          resumed.announce(index);
          restore(resumed, saved(neighbours));
          neighbours = resumed;
        } else {
          expect(neighbours.setInterface(index, what)).toBe(true);
          names[who] = what;
        }
      }
      for (const [at, list] of lists.entries()) {
        const index = asNodeIndex(at);
        const places = Array.from({ length: neighbours.count(index) }, (_, place) => place);
        expect(places.map((place) => neighbours.neighbour(index, place))).toEqual(list);
        const known = nodes.flatMap((_, other) =>
          neighbours.knows(index, asNodeIndex(other)) ? [other] : [],
        );
        expect(known).toEqual([...list].sort((a, b) => a - b));
      }
    }),
    { numRuns: 25 },
  );
});
