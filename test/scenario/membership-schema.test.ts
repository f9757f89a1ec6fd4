import { describe, expect, it } from 'vitest';
import { parseScenario } from '../../src/scenario/parse.js';
import { scenarioOf } from './parse-text.js';

describe('the nodes of a scenario', () => {
  it('come of an openmosix.map, with what they have in common beside it', () => {
    const asked: unknown[] = [];
    const text = 'nodes: { map: openmosix.map, self: 10.0.0.1, name: "cm%d", cpus: 2 }';
    const parsed = parseScenario(text, 'some/where/x.yaml', {
      policies: ['openmosix'],
      readValues: () => [],
      readNodesCsv: () => [],
      readMapFile: (...given) => {
        asked.push(given);
        return [
          { id: 1, address: '10.0.0.1', name: undefined, aliases: ['10.1.0.1'] },
          { id: 7, address: undefined, name: 'master', aliases: [] },
        ];
      },
    });
    expect(asked).toEqual([['some/where/openmosix.map', '10.0.0.1']]);
    expect(parsed.ok ? parsed.scenario.nodes : []).toMatchObject([
      { id: 1, name: 'cm1', address: '10.0.0.1', aliases: ['10.1.0.1'], cpus: 2 },
      { id: 7, name: 'master', address: '192.168.0.7', aliases: [], cpus: 2 },
    ]);
  });

  it('get their N# of omdiscd by the last two octets of their address', () => {
    const { nodes } = scenarioOf(`
discovery: omdiscd
nodes:
  - { count: 2, id: 220, name: "cm%d", address: "192.168.10.%d" }
  - { name: other, address: 10.0.0.9 }
workload:
  - { home: cm221, work: 1s }
`);
    expect(nodes.map(({ id, name }) => [id, name])).toEqual([
      [9, 'other'],
      [2780, 'cm220'],
      [2781, 'cm221'],
    ]);
  });

  it('have one thread per processor when booted with noht', () => {
    const { nodes } = scenarioOf('nodes: [{ threads: 2, noht: true }, { threads: 2 }]');
    expect(nodes.map(({ threads }) => threads)).toEqual([1, 2]);
  });
});

describe('a stranger of a scenario', () => {
  it('claims to be an idle standard node of its own address, unless it says otherwise', () => {
    const { strangers } = scenarioOf(`
nodes: [{ count: 2 }]
strangers:
  - { address: 10.9.3.231 }
  - { at: 1min, until: 2min, every: 5s, address: 10.9.8.7, to: node2, claims: { node: 1, load: 2, memory: 1MB } }
`);
    expect(strangers[0]).toEqual({
      address: '10.9.3.231',
      startSeconds: 0,
      untilSeconds: Number.POSITIVE_INFINITY,
      everySeconds: 1,
      to: 'random',
      claims: { node: 999, load: 0, speed: 10000, cpus: 1, freeBytes: 2 ** 30 },
    });
    expect(strangers[1]).toMatchObject({ startSeconds: 60, untilSeconds: 120, to: 2 });
    expect(strangers[1]?.claims).toMatchObject({ node: 1, load: 2, freeBytes: 2 ** 20 });
  });
});

describe('the topology of a scenario', () => {
  it('has the figures of the network where a class says nothing', () => {
    const { network } = scenarioOf(`
nodes: [{ site: a }, { site: b }]
network: { latency: 1ms, classes: [{ sites: [a, b], bandwidth: 8Mbit }] }
migration: { fixed: 10ms }
`);
    expect(network.classes).toEqual([
      { sites: ['a', 'b'], latencySeconds: 1e-3, bandwidth: 1e6, fixedSeconds: 0.01 },
    ]);
  });
});
