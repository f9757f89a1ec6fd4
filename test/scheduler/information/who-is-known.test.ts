import { describe, expect, it } from 'vitest';
import type { Command } from '../../../src/cluster/facts/command.js';
import type { ProcessSpec } from '../../../src/cluster/facts/process-spec.js';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import type { Simulation } from '../../../src/scenario/simulation.js';
import type { Entry } from '../../../src/scheduler/policies/policy.js';
import {
  type ClusterRequest,
  nodeSpecs,
  processSpec,
  runUntil,
  simulationOf,
} from '../../support/cluster-builder.js';

const [FIRST, SECOND] = [asNodeIndex(0), asNodeIndex(1)];
const KINDS = ['gossip', 'told', 'delayed 2s', 'perfect'] as const;
type Kind = (typeof KINDS)[number];

const system = (information: Kind, request: Partial<ClusterRequest> = {}) =>
  simulationOf({ nodes: nodeSpecs(3), information, ...request });

const numbersOf = (simulation: Simulation, index = FIRST) =>
  simulation.scheduler
    .known(index)
    .map(({ node }) => node)
    .toSorted((a, b) => a - b);

/** What is done to a node, and what undoes it; which others node 1 knows between. */
const CASES: readonly {
  readonly done: Command;
  readonly undone: Command;
  readonly known: readonly number[];
  /** By what is passed on; left out: as by the others. */
  readonly gossip?: readonly number[];
}[] = [
  { done: { do: 'quiet', node: 3 }, undone: { do: 'noquiet', node: 3 }, known: [2] },
  { done: { do: 'quiet', node: 1 }, undone: { do: 'noquiet', node: 1 }, known: [2, 3] },
  { done: { do: 'block', node: 3 }, undone: { do: 'noblock', node: 3 }, known: [2, 3] },
  { done: { do: 'crash', node: 3 }, undone: { do: 'recover', node: 3 }, known: [2] },
  { done: { do: 'leave', node: 3 }, undone: { do: 'join', node: 3 }, known: [2] },
  {
    ...{ done: { do: 'cut', node: 1, other: 3 }, undone: { do: 'heal', node: 1, other: 3 } },
    ...{ known: [2], gossip: [2, 3] },
  },
  {
    ...{ done: { do: 'cut', node: 2, other: 3 }, undone: { do: 'heal', node: 2, other: 3 } },
    known: [2, 3],
  },
];

describe.each(KINDS)('with information %s', (kind) => {
  it.each(CASES)('node 1 knows who can be heard: $done', (one) => {
    const simulation = system(kind);
    runUntil(simulation, 20);
    expect(numbersOf(simulation)).toEqual([2, 3]);
    simulation.execute(one.done);
    // By then what was heard before is no longer believed: 10 s.
    runUntil(simulation, 40);
    expect(numbersOf(simulation)).toEqual((kind === 'gossip' && one.gossip) || one.known);
    simulation.execute(one.undone);
    runUntil(simulation, 60);
    expect(numbersOf(simulation)).toEqual([2, 3]);
  });

  it('a node that is down is known to nobody, and has forgotten what it was told', () => {
    const simulation = system(kind);
    runUntil(simulation, 20);
    simulation.execute({ do: 'crash', node: 1 });
    runUntil(simulation, 40);
    if (kind === 'gossip' || kind === 'told') expect(numbersOf(simulation)).toEqual([]);
    expect(numbersOf(simulation, SECOND)).toEqual([3]);
  });

  it('says of a node what it believes of itself, whether it takes guests, and what is free', () => {
    const simulation = system(kind, {
      nodes: nodeSpecs(3, { cpus: 2, threads: 2, memoryBytes: 4e9 }),
    });
    const spawn = (changes: Partial<ProcessSpec>) =>
      simulation.cluster.start(processSpec(2, changes));
    const seen = (): Entry => simulation.scheduler.known(FIRST).find(({ node }) => node === 2)!;
    runUntil(simulation, 10);
    const free = seen().freeBytes;
    expect(seen()).toMatchObject({
      ...{ node: 2, load: 0, speed: 10_000, cpus: 2, countedCpus: 4, blocked: false },
      memoryBytes: 4e9,
    });
    simulation.execute({ do: 'setspeed', node: 2, speed: 20_000 });
    runUntil(simulation, 20);
    expect(seen()).toMatchObject({ speed: 20_000, load: 0, freeBytes: free, blocked: false });
    simulation.execute({ do: 'block', node: 2 });
    runUntil(simulation, 30);
    expect(seen()).toMatchObject({ speed: 20_000, load: 0, freeBytes: free, blocked: true });
    // 4 CPUs of twice the speed: 2 processes are a load of 2 / 8, once all is smoothed.
    for (const arrivalSeconds of [30, 30]) spawn({ arrivalSeconds });
    runUntil(simulation, 90);
    expect(seen().load).toBeCloseTo(0.25, 3);
    expect(seen().freeBytes).toBe(free);
    spawn({ arrivalSeconds: 90, residentBytes: 1e9, cantmove: 1 });
    runUntil(simulation, 160);
    expect(seen().load).toBeCloseTo(0.375, 3);
    expect(seen().freeBytes).toBe(free - 1e9);
  });
});

describe('the truth of 5 s ago', () => {
  const seenAt = (simulation: Simulation, at: number) => {
    runUntil(simulation, at);
    return simulation.scheduler.known(FIRST).find(({ node }) => node === 2)!;
  };
  const CHANGES: readonly (readonly [keyof Entry, Command, unknown, unknown])[] = [
    ['speed', { do: 'setspeed', node: 2, speed: 5_000 }, 10_000, 5_000],
    ['blocked', { do: 'block', node: 2 }, false, true],
  ];

  // A node tells once per second what is set on it: between 10 and 11 s.
  it.each(CHANGES)('has a change of %s 5 s later, and not sooner', (key, command, was, is) => {
    const simulation = simulationOf({ nodes: nodeSpecs(2), information: 'delayed 5s' });
    runUntil(simulation, 10);
    expect(simulation.execute(command)).toMatchObject({ accepted: true });
    expect(seenAt(simulation, 14.999)[key]).toBe(was);
    expect(seenAt(simulation, 16)[key]).toBe(is);
  });

  it('has several changes of one node each at its time', () => {
    const times = [1, 2, 2.5, 4, 4, 7];
    const processes = times.map((arrivalSeconds) => processSpec(2, { arrivalSeconds }));
    const simulation = simulationOf({ nodes: nodeSpecs(2), processes, information: 'delayed 5s' });
    for (let at = 5; at < 15; at += 0.25) {
      const begun = times.filter((time) => time <= at - 5).length;
      expect(seenAt(simulation, at)).toMatchObject({ load: begun, measuredAt: at - 5 });
    }
  });
});

describe('messages that nodes tell to all', () => {
  const heard = (command?: Command) => {
    const simulation = system('told');
    if (command !== undefined) simulation.execute(command);
    const ways: string[] = [];
    runUntil(simulation, 2);
    simulation.scheduler.listen((from, to) => ways.push(`${from + 1}>${to + 1}`));
    runUntil(simulation, 3);
    return ways.toSorted();
  };

  it.each([
    [undefined, ['1>2', '1>3', '2>1', '2>3', '3>1', '3>2']],
    [{ do: 'quiet', node: 2 }, ['1>2', '1>3', '3>1', '3>2']],
    [{ do: 'cut', node: 1, other: 2 }, ['1>3', '2>3', '3>1', '3>2']],
    [{ do: 'crash', node: 3 }, ['1>2', '2>1']],
  ] as const)('are heard once per period by each that can hear: %j', (command, ways) => {
    expect(heard(command)).toEqual(ways);
  });

  it('are known freshest first', () => {
    const simulation = simulationOf({ nodes: nodeSpecs(6), information: 'told' });
    for (const at of [2, 2.3, 2.6, 2.9]) {
      runUntil(simulation, at);
      const times = simulation.scheduler.known(FIRST).map(({ measuredAt }) => measuredAt);
      expect(times).toHaveLength(5);
      expect(times).toEqual(times.toSorted((a, b) => b - a));
      expect(new Set(times).size).toBe(5);
    }
  });
});
