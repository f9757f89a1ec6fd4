import { describe, expect, it } from 'vitest';
import { asNodeIndex } from '../../src/cluster/node-index.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { nodeSpec, simulationOf } from '../support/cluster-builder.js';

const overheads = { latencySeconds: 0.001, handlingSeconds: 0.002, fixedSeconds: 0.003 };

function made() {
  const nodes = [nodeSpec(1, { overheads })];
  const simulation = simulationOf({ nodes, processes: [] });
  const node = simulation.cluster.node(nodes[0]!.id)!;
  return { simulation, node, state: () => saved(node) };
}

describe('what is set on a node, when a run is put away', () => {
  it('is nothing where nothing is set, or what was set is set back', () => {
    const { simulation, node, state } = made();
    const { index, capacity, settings } = node;
    expect([index, state().settings]).toEqual([asNodeIndex(0), undefined]);
    expect(simulation.execute({ do: 'setspeed', node: node.id, speed: 5 }).accepted).toBe(true);
    expect(state().settings).toMatchObject({ speed: 5, overheads });
    simulation.execute({ do: 'setspeed', node: node.id, speed: capacity.speed });
    settings.overheads = { ...overheads };
    expect(state().settings).toBeUndefined();
  });

  it('is the same again after it has been taken up', () => {
    const { node, state } = made();
    node.settings.overheads = { ...overheads, fixedSeconds: 1 };
    node.settings.yardstick = 7;
    const before = state();
    const other = made();
    restore(other.node, before);
    expect(other.state()).toEqual(before);
    other.node.settings.yardstick = 10000;
    other.node.settings.overheads = { ...overheads };
    expect(other.state().settings).toBeUndefined();
  });
});
