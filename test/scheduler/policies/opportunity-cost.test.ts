import { assert, describe, expect, it } from 'vitest';
import { eMosix } from '../../../src/scheduler/policies/e-mosix.js';
import { ePvm } from '../../../src/scheduler/policies/e-pvm.js';
import { doubledUpTo, marginalCost } from '../../../src/scheduler/policies/opportunity-cost.js';
import type {
  Arrival,
  Candidate,
  ClusterNode,
  ClusterSituation,
  Entry,
  Situation,
} from '../../../src/scheduler/policies/policy.js';

const MB = 2 ** 20;

function clusterNode(node: number, runnable: number, usedBytes: number) {
  const counts = { cpus: 1, countedCpus: 1, speed: 10_000, incoming: 0, incomingBytes: 0 };
  return { node, ...counts, blocked: false, runnable, usedBytes, memoryBytes: 64 * MB };
}

function placeOf(nodes: readonly ReturnType<typeof clusterNode>[], memoryBytes: number) {
  const situation = { now: 0, nodes: nodes as readonly unknown[] as readonly ClusterNode[] };
  return ePvm.place!(
    { ...situation, state: {} } as unknown as ClusterSituation,
    { memoryBytes } as Arrival,
  ).to;
}

describe('the cost of a node (Amir et al. 2000), n^(used part) of memory and of CPU', () => {
  it('grows by 6^.75 - 6^.5 + 6^.5 - 6^.25 where the second of 4 expected comes, of 6 nodes', () => {
    const node = { processes: 1, usedBytes: 32, memoryBytes: 64 };
    const terms = { nodes: 6, mostProcesses: 4 };
    const cost = marginalCost(node, { processes: 1, bytes: 16 }, terms);
    expect(cost).toBeCloseTo(6 ** 0.75 - 6 ** 0.5 + 6 ** 0.5 - 6 ** 0.25, 12);
  });

  it('is of a most that is doubled when it is met', () => {
    expect([0.5, 1, 1.5, 2, 3, 4, 5].map(doubledUpTo)).toEqual([1, 1, 2, 2, 4, 4, 8]);
  });
});

describe('e-pvm', () => {
  // 4 of at most 4: 6^(5/4) - 6 + 6^.5 - 6^.1 = 4.64; 3: 6 - 6^.75 + 6^.95 - 6^.55 = 4.97.
  it('prefers the longer queue where the shorter one has little memory', () => {
    const full = clusterNode(1, 3, 0.55 * 64 * MB);
    const long = clusterNode(2, 4, 0.1 * 64 * MB);
    const others = [3, 4, 5, 6].map((id) => clusterNode(id, 4, 0.9 * 64 * MB));
    expect(placeOf([full, long, ...others], 0.4 * 64 * MB)).toBe(2);
    // A process without memory starts at the shorter queue.
    expect(placeOf([full, long, ...others], 0)).toBe(1);
  });

  // 3 on 4 logical CPUs are 0.75 a CPU, 1 on one CPU is 1.
  it('counts logical CPUs, as openMosix does, not processors', () => {
    const threaded = { ...clusterNode(1, 3, 0), cpus: 2, countedCpus: 4 };
    expect(placeOf([threaded, clusterNode(2, 1, 0)], 0)).toBe(1);
  });
});

describe('e-mosix', () => {
  const decide = (memories: readonly number[], target: Partial<Entry>) => {
    const used = memories.reduce((sum, bytes) => sum + bytes, 0);
    const candidates = memories.map(
      (memoryBytes, index): Partial<Candidate> => ({
        ...{ pid: 1000 + index, memoryBytes, cantmove: [], cpuSeconds: 10 },
        ...{ migrations: 0, residenceSeconds: 10 },
      }),
    );
    const own = { ...clusterNode(1, memories.length, used), expectedBytes: used, load: 0 };
    const free = { freeBytes: 64 * MB, memoryBytes: 64 * MB, load: 0, blocked: false };
    const known = [{ node: 2, speed: 10_000, countedCpus: 1, cpus: 1, ...free, ...target }];
    const parameters = { minRun: 0.1, minResidence: 3 };
    const situation = { own, known, others: [2], parameters, candidates: () => candidates };
    return eMosix.decide!({ ...situation, state: {} } as unknown as Situation);
  };

  // Of 2 nodes, 3 of at most 4 here, 0 there: 2^.75 - 2^.5 - (2^.25 - 1) = .078 without memory.
  it('moves what lowers the cost most, by how much the formula says', () => {
    const decision = decide([1, 16 * MB, 40 * MB], {});
    const part = (bytes: number) => bytes / (64 * MB);
    const gain = (bytes: number) =>
      2 ** part(56 * MB + 1) -
      2 ** part(56 * MB + 1 - bytes) -
      (2 ** part(bytes) - 1) +
      (2 ** 0.75 - 2 ** 0.5 - (2 ** 0.25 - 1));
    const gains = [1, 16 * MB, 40 * MB].map(gain);
    const best = gains.indexOf(Math.max(...gains));
    expect(decision).toMatchObject({ move: 1000 + best, to: 2 });
    assert('numbers' in decision);
    expect(decision.numbers?.saved).toBeCloseTo(gains[best]!, 9);
  });

  it('moves nothing to where it would cost as much', () => {
    expect(decide([8 * MB], {})).toMatchObject({ move: undefined });
    expect(decide([8 * MB, 8 * MB], { load: 2 })).toMatchObject({ move: undefined });
  });
});
