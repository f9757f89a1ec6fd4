import { describe, expect, it } from 'vitest';
import { openmosix } from '../../../src/scheduler/policies/openmosix.js';
import type { Candidate, Entry, Situation } from '../../../src/scheduler/policies/policy.js';
import { findPolicy, policies } from '../../../src/scheduler/policies/registry.js';
import { OPENMOSIX } from '../../support/cluster-builder.js';

const NOW = 100;
const MEMORY = 1000;

/**
 * Reads a cluster from a picture: "2cpu load 1.5 run 3 | load 0 | 2cpu load 0.5 old". The first
 * node decides and is node 1; processes 1000, 1001, ... run there.
 */
function situation(picture: string, changes: Partial<Candidate>[] = []): Situation {
  const [own, ...others] = picture.split('|');
  const runnable = number(own!, /run (\d+)/, 0);
  const candidates = Array.from({ length: runnable }, (_, index) =>
    candidate(index, changes[index]),
  );
  return {
    now: NOW,
    own: {
      ...nodeOf(own!, 1),
      runnable,
      incoming: 0,
      waiting: 0,
      expectedBytes: MEMORY - nodeOf(own!, 1).freeBytes,
    },
    known: others.map((text, index) => ({
      ...nodeOf(text, index + 2),
      blocked: text.includes('blocked'),
      measuredAt: text.includes('old') ? NOW - OPENMOSIX.staleness - 0.1 : NOW,
    })),
    others: others.map((_, index) => index + 2),
    candidates: () => candidates,
    sleepers: () => [],
    probe: () => undefined,
    costOf: () => 0,
    refused: [],
    parameters: OPENMOSIX,
    random: () => 0,
    state: {},
  };
}

function nodeOf(text: string, node: number): Omit<Entry, 'blocked' | 'measuredAt'> {
  const cpus = number(text, /(\d+)cpu/, 1);
  return {
    node,
    cpus,
    countedCpus: cpus * number(text, /(\d+)thread/, 1),
    speed: number(text, /speed (\d+)/, 10000),
    load: number(text, /load ([\d.]+)/, 0),
    memoryBytes: MEMORY,
    freeBytes: number(text, /free (\d+)/, MEMORY),
  };
}

function number(text: string, pattern: RegExp, otherwise: number): number {
  return Number(pattern.exec(text)?.[1] ?? otherwise);
}

function candidate(index: number, changes: Partial<Candidate> = {}): Candidate {
  return {
    pid: 1000 + index,
    home: 1,
    use: 0.5,
    cpuSeconds: 10,
    residenceSeconds: 10,
    memoryBytes: 10,
    migrations: 0,
    waitPerWork: 0,
    waitAt: () => 0,
    moveSeconds: () => 0.01,
    cantmove: [],
    ...changes,
  };
}

function decided(picture: string, changes: Partial<Candidate>[] = []): string {
  const decision = openmosix.decide(situation(picture, changes));
  expect(decision.reason).not.toBe('');
  return decision.move === undefined ? 'stay' : `${decision.move} to ${decision.to}`;
}

describe('openmosix', () => {
  it.each([
    ['2 + 0 on single CPUs: one moves', 'load 2 run 2 | load 0', '1000 to 2'],
    ['2 + 1: nobody does, 2 < 1 + 1.3', 'load 2 run 2 | load 1', 'stay'],
    ['3 + 1: one moves', 'load 3 run 3 | load 1', '1000 to 2'],
    ['a target keeps its reserve of 50', 'load 3 run 3 | load 0 free 60', '1000 to 2'],
    ['and takes nobody that it cannot keep it with', 'load 3 run 3 | load 0 free 59', 'stay'],
    ['a target at just the threshold is not better', 'load 2.3 run 3 | load 1', 'stay'],
    ['to the least loaded', 'load 4 run 4 | load 2 | load 1 | load 1.5', '1000 to 3'],
    ['a tie goes to the fresher, that is the first', 'load 4 run 4 | load 1 | load 1', '1000 to 2'],
    ['one stays with one', 'load 1 run 1 | load 0', 'stay'],
    ['two CPUs keep two', '2cpu load 1 run 2 | 2cpu load 0', 'stay'],
    ['two CPUs do not keep three', '2cpu load 1.5 run 3 | 2cpu load 0', '1000 to 2'],
    ['siblings count as CPUs', '1cpu 2thread load 1 run 2 | 1cpu 2thread load 0', 'stay'],
    ['a faster node is better than a free CPU', 'load 1 run 1 | load 0 speed 20000', '1000 to 2'],
    ['a slower one is not', 'load 1 run 1 | load 0 speed 5000', 'stay'],
    [
      'a slower one may be if there is no free CPU',
      'load 3 run 3 | load 0 speed 5000',
      '1000 to 2',
    ],
    ['stale entries are not believed', 'load 4 run 4 | load 0 old | load 2', '1000 to 3'],
    ['blocked nodes take no guests', 'load 4 run 4 | load 0 blocked', 'stay'],
    ['who knows nobody stays', 'load 4 run 4', 'stay'],
    ['who has nothing sends nothing', 'load 0 run 0 | load 0', 'stay'],
  ])('%s', (_, picture, expected) => {
    expect(decided(picture)).toBe(expected);
  });

  it.each([
    ['the one that uses most', [{ use: 0.2 }, { use: 0.7 }, { use: 0.6 }], '1001 to 2'],
    ['the lower pid of two alike', [{ use: 0.2 }, { use: 0.7 }, { use: 0.7 }], '1001 to 2'],
    ['one that may move', [{ cantmove: ['clone_vm'] }, {}, {}], '1001 to 2'],
    ['one that has run long enough', [{ cpuSeconds: 0.09 }, {}, {}], '1001 to 2'],
    ['one that has rested', [{ migrations: 1, residenceSeconds: 1 }, {}, {}], '1001 to 2'],
    ['also one that is new and never moved', [{ residenceSeconds: 1 }, {}, {}], '1000 to 2'],
    ['one that has room there', [{ memoryBytes: 5000 }, {}, {}], '1001 to 2'],
  ])('chooses %s', (_, changes, expected) => {
    expect(decided('load 3 run 3 | load 0', changes)).toBe(expected);
  });

  it('stays when no process may move, and says so', () => {
    const changes = [{ cantmove: ['mem_lock'] }, { cpuSeconds: 0 }];
    const decision = openmosix.decide(situation('load 2 run 2 | load 0', changes));
    expect(decision).toMatchObject({ move: undefined, reason: 'no process here may move' });
  });

  it('moves nobody whose calls there would take all that is gained: 1 / (3 + 0) = 1 / (1 + 2)', () => {
    const reason = (wait: number) => {
      const waiting = { waitAt: () => wait };
      const picture = 'load 3 run 3 | load 0';
      return openmosix.decide(situation(picture, [waiting, waiting, waiting])).reason;
    };
    expect(reason(1)).toBe('less loaded there');
    expect(reason(2)).toBe('forwarded calls would eat the gain');
  });

  it('gives its numbers', () => {
    const { numbers } = openmosix.decide(situation('load 3 run 3 | 2cpu load 1'));
    expect(numbers).toMatchObject({ load: 3, best: 2, bestLoad: 1, predicted: 1.65 });
  });

  // Alone on a CPU: 1 / (1 + wait) of work a second here, 1 where its files are.
  it.each([
    [0.29, undefined],
    [0.31, 2],
  ])(
    'brings a process to its files for 1.3 times the progress: waiting %d s per s of work',
    (waitPerWork, to) => {
      const one = situation('load 1 run 1 | load 0', [{ waitPerWork, waitAt: () => 0 }]);
      const decision = openmosix.decide({ ...one, own: { ...one.own, waiting: waitPerWork } });
      expect(decision).toMatchObject(to === undefined ? { move: undefined } : { move: 1000, to });
    },
  );

  it('puts low memory first: to the roomiest, whatever the loads', () => {
    const picture = 'load 1 run 1 free 10 | load 5 free 900 | load 0 free 500';
    const decision = openmosix.decide(situation(picture, [{ memoryBytes: 40 }]));
    expect(decision).toMatchObject({ move: 1000, to: 2, reason: 'memory is low here' });
    expect(decided(picture, [{ memoryBytes: 39 }])).toBe('stay');
    expect(decided('load 1 run 1 free 100 | load 5 free 900')).toBe('stay');
    expect(decided('load 1 run 1 free 10 | load 5 free 5')).toBe('stay');
  });

  // Work left is what it has done, 10 s, at half a CPU: 20 s, in which it has left.
  it('puts low memory right by a process that has left before it is done', () => {
    const picture = 'load 2 run 1 free 10 | load 5 free 900';
    expect(decided(picture, [{ memoryBytes: 40, moveSeconds: () => 20 }])).toBe('1000 to 2');
    expect(decided(picture, [{ memoryBytes: 40, moveSeconds: () => 20.1 }])).toBe('stay');
  });

  it('says that a free CPU keeps a process, not that it is not worth the way', () => {
    expect(openmosix.decide(situation('2cpu load 1 run 2 | 2cpu load 0')).reason).toBe(
      'no more processes than CPUs, and no faster node known',
    );
  });

  it('puts low memory right by one process that suffices, also when another one uses more', () => {
    const picture = 'load 2 run 2 free 10 | load 5 free 900';
    const candidates = [
      { memoryBytes: 39, use: 1 },
      { memoryBytes: 40, use: 0.1 },
    ];
    expect(openmosix.decide(situation(picture, candidates))).toMatchObject({ move: 1001, to: 2 });
  });
});

describe('the registry of policies', () => {
  it('has each by its own name, with a line about it', () => {
    expect(policies.map((policy) => policy.name)).toEqual(
      expect.arrayContaining(['none', 'openmosix']),
    );
    for (const policy of policies) {
      expect(findPolicy(policy.name)).toBe(policy);
      expect(policy.about).not.toBe('');
    }
    expect(findPolicy('mosix')).toBeUndefined();
  });
});

it('an idle node does not ask what it believes: with perfect information that is all nodes', () => {
  const idle = Object.defineProperty(situation('1cpu run 0 load 0 | load 0'), 'known', {
    get: () => expect.fail('it asked'),
  });
  expect(openmosix.decide(idle)).toMatchObject({ move: undefined, reason: 'nothing runs here' });
});
