import { describe, expect, it } from 'vitest';
import { UserError } from '../../src/base/user-error.js';
import { applyOverrides } from '../../src/scenario/overrides.js';
import { scenarioOf } from './parse-text.js';

const base = scenarioOf(`
until: 1h
nodes:
  - { count: 2, name: "cm%d", cpus: 2, memory: 4GB }
  - { name: big, cpus: 8 }
workload:
  - { home: big, work: 60s }
timeline:
  - { at: 1min, do: leave, node: cm2 }
`);

describe('applyOverrides', () => {
  it('leaves a scenario as it is when nothing is overridden', () => {
    expect(applyOverrides(base, {})).toEqual(base);
    expect(applyOverrides(base, { policy: undefined, host: false })).toEqual(base);
  });

  it('replaces policy, information and seed', () => {
    const changed = applyOverrides(base, { policy: 'none', information: 'perfect', seed: 7 });
    expect(changed).toEqual({ ...base, policy: 'none', information: 'perfect', seed: 7 });
  });

  it('makes so many nodes like the first one, numbered from 1', () => {
    const { nodes } = applyOverrides(base, { nodes: 300 });
    expect(nodes).toHaveLength(300);
    expect(nodes[299]).toEqual({
      ...base.nodes[0],
      id: 300,
      name: 'cm300',
      address: '192.168.1.44',
    });
  });

  it('gives no node the map of the first one, which names other addresses', () => {
    const { nodes } = base;
    const map = [1, 2, 3].map((id) => ({ id, address: undefined, name: undefined, aliases: [] }));
    const mapped = {
      ...base,
      maps: { lab: map },
      nodes: nodes.map((node) => ({ ...node, map: 'lab' })),
    };
    expect(applyOverrides(mapped, { nodes: 5 }).nodes.map((node) => node.map)).toEqual(
      Array(5).fill(undefined),
    );
  });

  it('refuses to take away a node that a mask names', () => {
    const command = { do: 'mask', pid: 1000, policy: 'deny', nodes: [1, 3] } as const;
    const masking = { ...base, workload: [], timeline: [{ atSeconds: 1, command }] };
    expect(() => applyOverrides(masking, { nodes: 2 })).toThrow(
      'timeline[0], mask, names N# 3, which is not there (N# 1 to 2)',
    );
  });

  it('refuses to take away a node that a workload or the timeline names', () => {
    expect(() => applyOverrides(base, { nodes: 2 })).toThrow(
      new UserError('home of workload[0] names N# 3, which is not there (N# 1 to 2)'),
    );
    expect(() => applyOverrides({ ...base, workload: [] }, { nodes: 1 })).toThrow(
      'timeline[0], leave, names N# 2, which is not there (N# 1 to 1)',
    );
    const cut = scenarioOf(`
nodes: [{ count: 3 }]
timeline: [{ at: 1s, do: cut, node: 1, other: 3 }]`);
    expect(() => applyOverrides(cut, { nodes: 2 })).toThrow('timeline[0], cut, names N# 3');
    const target = scenarioOf(`
nodes: [{ count: 3 }]
timeline: [{ at: 1s, do: migrate, pid: 1000, to: 3 }]`);
    expect(() => applyOverrides(target, { nodes: 2 })).toThrow('timeline[0], migrate, names N# 3');
    const stranger = scenarioOf(`
nodes: [{ count: 3 }]
strangers: [{ address: 10.9.8.7, every: 1s, to: 3, claims: { node: 1, load: 0 } }]`);
    expect(() => applyOverrides(stranger, { nodes: 2 })).toThrow('strangers[0] names N# 3');
    const files = scenarioOf(`
nodes: [{ count: 3 }]
workload: [{ work: 1s, profile: { like: io-bound, files: 3 } }]`);
    expect(() => applyOverrides(files, { nodes: 2 })).toThrow('files of workload[0] names N# 3');
  });

  it('refuses gossip among so many nodes that it would not fit into memory', () => {
    const crowd = scenarioOf('{ nodes: [{ count: 2 }], openmosix: { vector: 65535 } }');
    expect(() => applyOverrides(crowd, { nodes: 65535 })).toThrow(
      'openmosix.vector or openmosix.window is too large for gossip among 65535 nodes',
    );
    expect(applyOverrides(crowd, { nodes: 65535, information: 'perfect' }).nodes).toHaveLength(
      65535,
    );
  });

  it.each([0, 1.5, 65536, Number.NaN])('refuses %d nodes', (nodes) => {
    expect(() => applyOverrides(base, { nodes })).toThrow('a whole number from 1 to 65535');
  });

  it('replaces workload and timeline by a trace, which is run to its end', () => {
    const changed = applyOverrides(base, { swf: 'a.swf', nodes: 1 });
    expect(changed.workload).toEqual([
      {
        ...{ kind: 'swf', file: 'a.swf', home: 'round-robin', timeScale: 1 },
        ...{ startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY },
      },
    ]);
    expect(changed.timeline).toEqual([]);
    expect(changed.untilSeconds).toBe(Number.POSITIVE_INFINITY);
    expect(applyOverrides(base, { csv: 'a.csv' }).workload).toEqual([
      { kind: 'csv', file: 'a.csv' },
    ]);
  });

  it('replaces the workload by the processes of this computer, which may have no end', () => {
    const changed = applyOverrides(base, { host: true });
    expect(changed.workload).toEqual([{ kind: 'host' }]);
    expect(changed.untilSeconds).toBe(3600);
  });

  it('takes only one workload', () => {
    expect(() => applyOverrides(base, { swf: 'a.swf', host: true })).toThrow(UserError);
  });
});
