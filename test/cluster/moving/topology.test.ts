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
