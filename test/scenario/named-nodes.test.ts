import { describe, expect, it } from 'vitest';
import { applyOverrides } from '../../src/scenario/overrides.js';
import { scenarioOf } from './parse-text.js';

/** What has a scenario of three nodes name N# 3, and how it is told of where only two are left. */
const NAMING: readonly (readonly [string, string])[] = [
  ['workload: [{ work: 1s, home: 3 }]', 'home of workload[0]'],
  ['workload: [{ work: 1s }, { swf: t.swf, home: 3 }]', 'home of workload[1]'],
  ['workload: [{ model: lublin-2003, processors: 16, home: 3 }]', 'home of workload[0]'],
  ['workload: [{ work: 1s, profile: { files: 3 } }]', 'files of workload[0]'],
  ['workload: [{ work: 1s, profile: { files: [here, 1, 3] } }]', 'files of workload[0]'],
  ['faults: [{ nodes: [1, 3], kind: crash, mttf: 1h, mttr: 1h }]', 'faults[0]'],
  ['strangers: [{ address: 10.9.8.7 }, { address: 10.9.8.8, to: 3 }]', 'strangers[1]'],
  ['timeline: [{ at: 1s, do: leave, node: 3 }]', 'timeline[0], leave,'],
  ['timeline: [{ at: 1s, do: cut, node: 1, other: 3 }]', 'timeline[0], cut,'],
  ['timeline: [{ at: 1s, do: cut, node: 3, other: 1 }]', 'timeline[0], cut,'],
  ['timeline: [{ at: 1s, do: mask, pid: 1, policy: deny, nodes: [1, 3] }]', 'timeline[0], mask,'],
  ['timeline: [{ at: 1s, do: migrate, pid: 1, to: 3 }]', 'timeline[0], migrate,'],
  ['timeline: [{ at: 1s, do: spawn, home: 3 }]', 'timeline[0], spawn,'],
  ['timeline: [{ at: 1s, do: spawn, home: 1, profile: { files: 3 } }]', 'files of timeline[0]'],
  ['timeline: [{ at: 1s, do: check, ask: isup, node: 3 }]', 'timeline[0], check,'],
  ['timeline: [{ at: 1s, do: check, ask: isup, node: 1, on: 3 }]', 'timeline[0], check,'],
  [
    'timeline: [{ at: 1s, do: lock, pid: 1 }, { at: 2s, do: setspeed, node: 3, speed: 1 }]',
    'timeline[1], setspeed,',
  ],
];

describe('a node that is left out by --nodes', () => {
  it.each(NAMING)('is not left out where %s', (text, what) => {
    const scenario = scenarioOf(`nodes: [{ count: 3 }]\n${text}`);
    expect(applyOverrides(scenario, { nodes: 3 }).nodes).toHaveLength(3);
    expect(() => applyOverrides(scenario, { nodes: 2 })).toThrow(
      `${what} names N# 3, which is not there (N# 1 to 2)`,
    );
    expect(() => applyOverrides(scenario, { nodes: 1 })).toThrow('which is not there (N# 1 to 1)');
  });

  it.each([
    'faults: [{ nodes: all, kind: crash, mttf: 1h, mttr: 1h }]',
    'strangers: [{ address: 10.9.8.7 }]',
    'workload: [{ work: 1s, home: random }, { csv: p.csv }, { work: 1s, profile: { files: here } }]',
    'workload: [{ work: 1s, profile: io-bound }, { host: true }]',
    'timeline: [{ at: 1s, do: migrate, pid: 1, to: home }, { at: 1s, do: exec, pid: 1, command: c, profile: compile }]',
    'timeline: [{ at: 1s, do: mask, pid: 1, policy: off }, { at: 1s, do: spawn, parent: 7 }]',
    'timeline: [{ at: 1s, do: check, ask: isup }]',
  ])('is left out where nothing names it: %s', (text) => {
    const scenario = scenarioOf(`nodes: [{ count: 3 }]\n${text}`);
    expect(applyOverrides(scenario, { nodes: 1 }).nodes.map(({ id }) => id)).toEqual([1]);
  });

  it('is told of by the numbers that there are', () => {
    const scenario = scenarioOf('nodes: [{ count: 2, id: 4 }]\nworkload: [{ work: 1s, home: 5 }]');
    expect(() => applyOverrides(scenario, { nodes: 3 })).toThrow(
      'home of workload[0] names N# 5, which is not there (N# 1 to 3)',
    );
    expect(() => applyOverrides(scenario, { host: true })).toThrow(
      'the processes of this computer: their home names N# 1, which is not there (N# 4 to 5)',
    );
  });
});

describe('nodes that are like the first one', () => {
  it.each([1, 2, 65_535])('can be %d', (count) => {
    const scenario = scenarioOf('nodes: [{}]\ninformation: perfect');
    const { nodes } = applyOverrides(scenario, { nodes: count });
    expect([nodes.length, nodes.at(-1)!.id]).toEqual([count, count]);
  });

  it('have its name with their own number instead of its number, and their own address', () => {
    const scenario = scenarioOf('nodes: [{ id: 9, name: "a1b%d", address: 10.0.0.9, cpus: 4 }]');
    expect(applyOverrides(scenario, { nodes: 2 }).nodes).toMatchObject([
      { id: 1, name: 'a1b1', address: '192.168.0.1', cpus: 4, aliases: [] },
      { id: 2, name: 'a1b2', address: '192.168.0.2', cpus: 4, aliases: [] },
    ]);
    const plain = scenarioOf('nodes: [{ name: big }]');
    expect(applyOverrides(plain, { nodes: 1 }).nodes[0]!.name).toBe('big1');
  });
});

describe('a workload of the command line', () => {
  const scenario = scenarioOf(`
nodes: [{ count: 2 }]
until: 1h
workload: [{ work: 1s }]
timeline: [{ at: 1s, do: leave, node: 2 }]
faults: [{ nodes: all, kind: crash, mttf: 1h, mttr: 1h }]
strangers: [{ address: 10.9.8.7 }]`);
  const nothingElse = { timeline: [], faults: [], strangers: [] };

  it.each([
    [{ swf: 'a.swf' }, Number.POSITIVE_INFINITY],
    [{ csv: 'a.csv' }, Number.POSITIVE_INFINITY],
    [{ host: true }, 3600],
  ])('takes the place of all that happens: %j', (overrides, untilSeconds) => {
    const changed = applyOverrides(scenario, overrides);
    expect(changed).toMatchObject({ ...nothingElse, untilSeconds });
    expect(changed.workload).toHaveLength(1);
  });

  it.each([
    { swf: 'a.swf', csv: 'a.csv' },
    { csv: 'a.csv', host: true },
    { swf: 'a.swf', host: true },
  ])('is one: %j', (overrides) => {
    expect(() => applyOverrides(scenario, overrides)).toThrow(
      'only one of --swf, --csv and --host can be given',
    );
  });
});
