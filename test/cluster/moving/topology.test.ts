import { describe, expect, it } from 'vitest';
import { Topology } from '../../../src/cluster/moving/topology.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { nodeSpec, processSpec, runUntil, simulationOf } from '../../support/cluster-builder.js';

const UNIFORM = { latencySeconds: 1e-4, fixedSeconds: 0.006 };
const SLOW = {
  sites: ['city', 'field'] as const,
  latencySeconds: 0.02,
  bandwidth: 1e6,
  fixedSeconds: 1,
};
const NODES = [
  nodeSpec(1, { site: 'city' }),
  nodeSpec(2, { site: 'city', bandwidth: 12.5e6 }),
  nodeSpec(3, { site: 'field' }),
  nodeSpec(4),
];

describe('the topology', () => {
  const topology = new Topology(NODES, UNIFORM, [SLOW]);

  it.each([
    ['within a site', 0, 1, 1e-4, 12.5e6, 0.006],
    ['between two sites of a class', 0, 2, 0.02, 1e6, 1],
    ['the other way round', 2, 1, 0.02, 1e6, 1],
    ['to a node without a site', 0, 3, 1e-4, 125e6, 0.006],
  ])('has costs %s', (_, from, to, latency, bandwidth, fixed) => {
    const [a, b] = [asNodeIndex(from), asNodeIndex(to)];
    expect(topology.latencySeconds(a, b)).toBe(latency);
    expect(topology.bandwidth(a, b)).toBe(bandwidth);
    expect(topology.fixedSeconds(a, b)).toBe(fixed);
  });

  it.each<[string, readonly (readonly [string, string])[], number[]]>([
    // From node 1 to 1, 2, 3, 4, then from 3 to 3, 4, from 4 to 4; 0: as all ways are.
    ['written the other way round', [['field', 'city']], [0, 0, 1, 0, 0, 0, 0]],
    ['within the first site', [['city', 'city']], [1, 1, 0, 0, 0, 0, 0]],
    ['within the second', [['field', 'field']], [0, 0, 0, 0, 1, 0, 0]],
    ['of no site in particular', [['', '']], [0, 0, 0, 0, 0, 0, 1]],
    ['to no site in particular', [['', 'city']], [0, 0, 0, 1, 0, 0, 0]],
    [
      'of sites where nobody is',
      [
        ['city', 'moon'],
        ['moon', 'city'],
        ['moon', 'moon'],
      ],
      [0, 0, 0, 0, 0, 0, 0],
    ],
    [
      'of all, each by itself',
      [
        ['city', 'field'],
        ['city', ''],
        ['', 'field'],
      ],
      [0, 0, 1, 2, 0, 3, 0],
    ],
    [
      'twice: the last counts',
      [
        ['city', 'field'],
        ['field', 'city'],
      ],
      [0, 0, 2, 0, 0, 0, 0],
    ],
  ])('has classes %s', (_, pairs, expected) => {
    const classes = pairs.map((sites, index) => ({ ...SLOW, sites, fixedSeconds: 1 + index }));
    const known = new Topology(NODES, UNIFORM, classes);
    const ways = [
      [0, 0],
      [0, 1],
      [0, 2],
      [0, 3],
      [2, 2],
      [2, 3],
      [3, 3],
    ];
    const costs = ways.map(([from, to]) => {
      const [a, b] = [asNodeIndex(from!), asNodeIndex(to!)];
      const both = [known.fixedSeconds(a, b), known.fixedSeconds(b, a)];
      expect(both[0]).toBe(both[1]);
      return both[0];
    });
    expect(costs).toEqual(expected.map((fixed) => fixed || UNIFORM.fixedSeconds));
  });

  it('is one class when it is off', () => {
    const uniform = new Topology(NODES, UNIFORM, []);
    for (const a of [...NODES.keys()].map(asNodeIndex)) {
      for (const b of [...NODES.keys()].map(asNodeIndex)) {
        expect(uniform.latencySeconds(a, b)).toBe(1e-4);
        expect(uniform.fixedSeconds(a, b)).toBe(0.006);
      }
    }
  });

  it.each([
    [2, 0.006 + 100e6 / 12.5e6],
    [3, 1 + 100e6 / 1e6],
  ])('makes a migration to node %i take %d s', (to, seconds) => {
    const simulation = simulationOf({
      nodes: NODES,
      network: {
        bandwidth: 125e6,
        latencySeconds: 1e-4,
        handlingSeconds: 0,
        classes: [SLOW],
      },
      processes: [processSpec(1, { residentBytes: 100e6 })],
      timeline: [{ atSeconds: 1, command: { do: 'migrate', pid: 1000, to } }],
    });
    const took: number[] = [];
    simulation.cluster.observe((event) => {
      if (event.type === 'migrated') took.push(event.seconds);
    });
    runUntil(simulation, 200);
    expect(took).toHaveLength(1);
    expect(took[0]).toBeCloseTo(seconds, 9);
  });
});
