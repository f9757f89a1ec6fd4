import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { open, type Policy, type RunOptions, run, UserError } from '../../src/library/index.js';
import { temporaryFolder } from '../support/temporary-folder.js';

/** Two processes of 10 s share the CPU of node 1: they end after 20 s. */
const PAIR = `
until: 100s
policy: none
nodes: [{ count: 2, name: "node%d", speed: 10000 }]
workload: [{ home: node1, count: 2, work: 10s }]
`;

function pair(): string {
  return join(temporaryFolder({ 'pair.yaml': PAIR }), 'pair.yaml');
}

/** Begins all processes on the other node. */
const ELSEWHERE: Policy = {
  name: 'elsewhere',
  about: '',
  scope: 'node',
  parameters: {},
  place: ({ others }) => ({ to: others[0], reason: 'it is the other one' }),
};

describe('a run of the library', () => {
  it.each([
    ['to its end, and no longer', {}, { over: true, time: 20, meanResponse: 20 }],
    ['up to a time', { until: 5 }, { over: false, time: 5, meanResponse: null }],
    [
      'up to the time of its scenario, if more is to come',
      { set: { 'workload[0].work': '1000s' } },
      { over: false, time: 100 },
    ],
    ['as far as there is no end of time', { until: Infinity }, { over: true, time: 20 }],
    ['by a shipped policy', { policy: 'openmosix' }, { policy: 'openmosix', migrations: 1 }],
    [
      'by a policy that is given',
      { policy: ELSEWHERE },
      { policy: 'elsewhere', nodes: [{ completed: 0 }, { completed: 2 }] },
    ],
    ['with some information', { information: 'delayed 2s' }, { information: 'delayed 2s' }],
    ['with a seed', { seed: 7 }, { seed: 7 }],
  ] as const)('goes %s', async (_, options: RunOptions, figures) => {
    const found = await run(pair(), options);
    expect({ ...found, time: Math.round(found.time) }).toMatchObject(figures);
  });

  it.each([
    [{ information: 'rumours' }, /^information: must be .*, got "rumours"$/],
    [{ set: { 'a b': 1 } }, /^set: "a b" is no key of a scenario$/],
    [{ policy: 'nothing-of-the-kind' }, /nothing-of-the-kind/],
  ])('is refused with a sentence: %j', async (options, sentence) => {
    const refused = run(pair(), options as RunOptions);
    await expect(refused).rejects.toThrow(UserError);
    await expect(refused).rejects.toThrow(sentence);
  });
});

/** It grows beyond all memory, and waits for room that nobody makes. */
const NO_ROOM = `
nodes: [{ name: a, memory: 64MB, swap: 1MB }]
kernel: { noOom: true }
workload: [{ work: 1000s, memory: 10MB, profile: { growth: 10MB } }]
`;

/** Without PIPE_EXCEPTIONS the reader of a writer that was killed hangs. */
const HANGS = `
nodes: [{ count: 2 }]
kernel: { pipeExceptions: false }
workload: [{ work: 100s, pipeline: 2 }]
timeline: [{ at: 5s, do: kill, pid: 1000, signal: KILL }]
`;

describe('a run of the library in which nothing can happen any more', () => {
  const file = () => join(temporaryFolder({ 'x.yaml': NO_ROOM }), 'x.yaml');

  // Under none it asks for room again and again, under openmosix nodes measure as well.
  it.each(['none', 'openmosix'])('is ended with a sentence: %s', async (policy) => {
    const ended = run(file(), { policy });
    await expect(ended).rejects.toThrow(UserError);
    await expect(ended).rejects.toThrow(/^this run can never end: process 1000 \(node 1\) cannot/);
  });

  it.each(['none', 'openmosix'])('goes to its end where it has one: %s', async (policy) => {
    const found = await run(file(), { policy, until: 3 * 3600 });
    expect(found).toMatchObject({ over: false, time: 10_800 });
  });

  // A reader waits for a writer that was killed: not even an attempt is left to come.
  it('is ended with a sentence where its last event has come', async () => {
    const ended = run(join(temporaryFolder({ 'x.yaml': HANGS }), 'x.yaml'), { policy: 'none' });
    await expect(ended).rejects.toThrow(/^this run can never end: process 1001 \(node 1\) cannot/);
  });
});

it('a run of the library ends with its last process, however many there are', async () => {
  const many = PAIR.replace('until: 100s', '').replace(
    'count: 2, work: 10s',
    'count: 100100, arrivals: { every: 1s }, work: 500ms',
  );
  const found = await run(join(temporaryFolder({ 'x.yaml': many }), 'x.yaml'));
  expect(found).toMatchObject({ over: true, time: 100_099.5, processes: { completed: 100_100 } });
});

it('a session of the library has loads to look at', async () => {
  const session = await open(pair());
  session.advance(15);
  const [own, other] = session.view().nodes();
  expect([own!.upperLoad, other!.upperLoad].map(Math.round)).toEqual([2, 0]);
});
