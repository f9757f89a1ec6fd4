import { expect, it } from 'vitest';
import type { NodeId } from '../../src/cluster/facts/node-spec.js';
import { loadWithOneMore } from '../../src/live/advice.js';
import { LiveNode } from '../../src/live/live-node.js';
import { scenarioText } from '../../src/live/scenario-text.js';
import { totalsOf } from '../../src/live/totals.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { OPENMOSIX } from '../support/cluster-builder.js';
import { FakeNode, type FakeProcess } from '../support/fake-node.js';

/** A node with that name for itself, and what shows what runs on it. */
function nodeOf(id: number, host: string) {
  const link = new FakeNode(host);
  const node = new LiveNode(
    { id: id as NodeId, host: `h${id}`, link },
    {
      ...{ parameters: OPENMOSIX, periodSeconds: 1, pidOffset: 0, now: () => 0 },
      ...{ tell: () => {}, travels: () => false, sampled: () => {} },
    },
  );
  node.connect();
  return { node, link };
}

const idle: FakeProcess = { pid: 4, state: 'S', ticks: 100 };

it('real nodes are a scenario: those that use a CPU, for ever, on nodes as they are', () => {
  const first = nodeOf(1, 'lab-1.example.org');
  first.link.say('H 100 4096 1000 77 4 2 2400000 lab-1.example.org');
  const busy: FakeProcess = { pid: 5, state: 'R', ticks: 10, nice: 7, name: 'awk "x"' };
  // A sampler runs, and is none of it.
  const sampler: FakeProcess = { pid: FakeNode.SAMPLER, state: 'R', ticks: 9 };
  first.link.shows([idle, busy, sampler, { pid: 6, state: 'S', ticks: 0 }]);
  // Half a CPU in a second, and half a tick less than a two-hundredth part.
  first.link.shows([idle, busy, sampler, { pid: 6, state: 'S', ticks: 50 }]);
  const second = nodeOf(2, '7of9');
  const third = nodeOf(3, 'silent');
  second.link.shows([idle]);
  const text = scenarioText([first.node, second.node, third.node], 65);
  expect(text.split('\n')).toEqual([
    '# 2 real nodes as mtop-sim live saw them after 0:01:05.',
    '# 2 processes use a CPU; 2 idle ones are left out.',
    '# Nothing was heard from: 3.',
    'name: live',
    'about: Real nodes and the processes that used their CPUs',
    'until: 10min',
    'nodes:',
    '  - { id: 1, name: "lab-1-1", cpus: 2, threads: 2, htGain: 1.25, speed: 24000, memory: 4096000000, swap: 1024000 }',
    '  - { id: 2, name: "node-2", cpus: 2, threads: 1, speed: 20000, memory: 4096000000, swap: 1024000 }',
    'workload:',
    '  - { home: 1, work: endless, memory: 10485760, user: "ana", command: "awk \\"x\\"", nice: 7 }',
    '  - { home: 1, work: endless, memory: 10485760, user: "ana", command: "loop", nice: 0 }',
    '',
  ]);
  const { nodes, workload } = scenarioOf(text);
  expect([nodes.map(({ cpus }) => cpus), workload.length]).toEqual([[2, 2], 2]);
});

it('real nodes on which nothing runs have no workload, and one that does is one process', () => {
  const { node, link } = nodeOf(1, 'a-name-of-more-than-24-letters');
  link.shows([idle]);
  const text = scenarioText([node], 0);
  expect(text).toContain('\n# 0 processes use a CPU; 1 idle ones are left out.\nname: live\n');
  expect(text).not.toContain('workload');
  expect(text).toContain('name: "a-name-of-more-than-24-l-1"');
  link.shows([idle, { pid: 5, state: 'R', ticks: 0 }]);
  expect(scenarioText([node], 0)).toContain(
    '\n# 1 process uses a CPU; 1 idle ones are left out.\n',
  );
});

it('what is counted of real nodes is the sum of theirs, in work of speed 10000', () => {
  const [one, two] = [nodeOf(1, 'a'), nodeOf(2, 'b')];
  // cpus 2, speed 20000: the load of one process is 0.25.
  expect(loadWithOneMore(one.node)).toBe(1);
  one.link.shows([idle, { pid: 5, state: 'R', ticks: 0 }]);
  one.link.shows([idle, { pid: 5, state: 'R', ticks: 0 }]);
  two.link.shows([idle]);
  expect(loadWithOneMore(one.node)).toBe(0.5);
  [one.node.completed, one.node.killed, two.node.killed] = [3, 1, 2];
  [one.node.cpuSecondsUsed, two.node.cpuSecondsUsed] = [2, 0.5];
  const totals = totalsOf([one.node, two.node], { alive: 9, records: undefined });
  expect(totals).toEqual({
    ...{ arrived: 3, completed: 3, killed: 3, alive: 9, migrations: 0, bytesMoved: 0 },
    workDelivered: 5,
  });
  const records = { migrations: 4, bytesMoved: 8 } as never;
  expect(totalsOf([one.node], { alive: 1, records })).toMatchObject({
    migrations: 4,
    bytesMoved: 8,
  });
});
