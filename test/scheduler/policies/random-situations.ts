import { Random } from '../../../src/kernel/random.js';
import type {
  Arrival,
  Candidate,
  ClusterNode,
  ClusterSituation,
  Entry,
  OwnNode,
  Probed,
  Situation,
} from '../../../src/scheduler/policies/policy.js';
import { OPENMOSIX } from '../../support/cluster-builder.js';

const MB = 2 ** 20;
const NOW = 100;

/**
 * Situations that are drawn of few values each, so that what is compared is often just equal; the
 * same ones in every run.
 */
export class Situations {
  readonly #random: Random;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  /** What node 1 sees of up to four others. */
  ofNode(): Situation {
    const own = this.#own();
    const count = this.#pick([0, 1, 2, 3, 3, 4, 4, 4]);
    const entries = Array.from({ length: count }, (_, index) => this.#entry(index + 2));
    const candidates = this.#candidates(1000, own.runnable);
    const probed = new Map(entries.map((entry) => [entry.node, this.#probed(entry)]));
    return {
      now: NOW,
      own,
      known: entries,
      others: [2, 3, 4, 5].slice(0, this.#below(5)),
      candidates: () => candidates,
      sleepers: () => [],
      probe: (node) => probed.get(node),
      costOf: () => 1,
      refused: [],
      parameters: {
        ...OPENMOSIX,
        stability: this.#pick([0.5, 1, 1.3]),
        moveCost: this.#pick([0, 1, 1, 2]),
        topology: this.#pick([0, 0, 1]),
        memoryReserve: this.#pick([0, 0.05, 0.1]),
      },
      random: () => this.#random.uniform(),
      state: this.#pick([{}, { highest: 4 }, { last: 2 }]),
    };
  }

  ofCluster(): ClusterSituation {
    const nodes = Array.from({ length: 1 + this.#below(4) }, (_, index) => {
      return this.#clusterNode(index + 1);
    });
    return {
      ...{ now: NOW, nodes, refused: [], random: () => this.#random.uniform() },
      state: this.#pick([{}, { highest: 4 }, { last: 2 }, { last: 4 }]),
    };
  }

  arrival(): Arrival {
    return {
      ...{ home: 1, user: 'u', command: 'c', nice: 0, threads: 1, memoryBytes: this.#bytes() },
      ...{ job: undefined, estimateSeconds: undefined, workSeconds: undefined },
      placeSeconds: () => 0,
    };
  }

  #below(limit: number): number {
    return this.#random.below(limit);
  }

  #pick<Value>(values: readonly Value[]): Value {
    return values[this.#below(values.length)]!;
  }

  #bytes(): number {
    return this.#pick([0, 10, 20, 40, 50]) * MB;
  }

  #own(): OwnNode {
    const [speed, countedCpus] = [this.#pick([10_000, 20_000, 5_000]), this.#pick([1, 2])];
    const runnable = this.#pick([0, 1, 2, 2, 3, 3, 4, 5]);
    const load = (runnable * 10_000) / (countedCpus * speed) + this.#pick([0, 0, 0.5]);
    const [memoryBytes, freeBytes] = [100 * MB, this.#pick([0, 10, 20, 50]) * MB];
    const expectedBytes = this.#pick([10, 10, 10, 50, 80, 90, 95, 96, 100, 120]) * MB;
    return {
      ...{ node: 1, load, runnable, incoming: this.#below(3), waiting: this.#pick([0, 0.5, 1]) },
      // A node that is not HT-aware counts its threads.
      ...{
        speed,
        cpus: this.#pick([1, countedCpus]),
        countedCpus,
        memoryBytes,
        freeBytes,
        expectedBytes,
      },
    };
  }

  #entry(node: number): Entry {
    const countedCpus = this.#pick([1, 1, 2]);
    return {
      ...{ node, load: this.#pick([0, 0.25, 0.5, 1, 1.5, 2, 3]), cpus: countedCpus, countedCpus },
      speed: this.#pick([10_000, 20_000, 5_000]),
      memoryBytes: this.#pick([100, 200]) * MB,
      freeBytes: this.#pick([5, 10, 20, 50, 60, 100]) * MB,
      blocked: this.#below(12) === 0,
      measuredAt: NOW - this.#pick([0, 0, 0, 5, 10, 10, 10.5]),
    };
  }

  #probed(entry: Entry): Probed | undefined {
    if (this.#below(6) === 0) return undefined;
    const runnable = this.#below(5);
    const candidates = this.#candidates(1000 * entry.node, runnable);
    return { ...entry, runnable, incoming: this.#below(3), candidates: () => candidates };
  }

  #clusterNode(node: number): ClusterNode {
    const { load: _, waiting: _w, expectedBytes: _e, ...own } = this.#own();
    const candidates = this.#candidates(1000 * node, own.runnable);
    return {
      ...{ ...own, node, blocked: this.#below(5) === 0 },
      ...{ usedBytes: own.memoryBytes - own.freeBytes, incomingBytes: this.#bytes() },
      ...{ candidates: () => candidates, sleepers: () => [], costOf: () => 1 },
    };
  }

  #candidates(firstPid: number, count: number): readonly Candidate[] {
    return Array.from({ length: count }, (_, index) => this.#candidate(firstPid + index));
  }

  #candidate(pid: number): Candidate {
    const waits = this.#pick([undefined, undefined, [0, 0.3, 1, 0, 0.5], [0, 0, 0.3, 1, 0]]);
    const ways = this.#pick([
      [0.006, 0.006, 0.006, 0.006, 0.006],
      [1, 0.5, 5, 1, 100],
      [100, 5, 0.5, 0.006, 1],
    ]);
    const masked = this.#below(6) === 0 ? 1 + this.#below(4) : undefined;
    return {
      ...{ pid, home: 1, use: this.#pick([0.2, 0.5, 1]), threads: this.#pick([undefined, 1, 2]) },
      history: this.#pick([undefined, 0.5, 1]),
      cpuSeconds: this.#pick([0, 0.05, 0.1, 2, 10, 100]),
      residenceSeconds: this.#pick([0, 2.9, 3, 10]),
      memoryBytes: this.#bytes(),
      migrations: this.#pick([0, 0, 1]),
      waitPerWork: waits === undefined ? 0 : this.#pick([0.5, 2, Number.POSITIVE_INFINITY]),
      waitAt: (node) => waits?.[node - 1] ?? 0,
      moveSeconds: (node) => ways[node - 1]!,
      ...(masked !== undefined && { mayGo: (node: number) => node !== masked }),
      cantmove: this.#below(6) === 0 ? ['mem_lock'] : [],
    };
  }
}
