import { cantmoveWords } from '../cluster/facts/cantmove.js';
import { BLOCK, LSTAY, QUIET, STAY } from '../cluster/facts/status.js';
import type { Decided } from '../scheduler/deciding/decision-words.js';
import { firstOf } from '../scheduler/deciding/hooks.js';
import { oneProcessLoad } from '../scheduler/measuring/load.js';
import type {
  Candidate,
  Entry,
  NodeHooks,
  OpenMosixParameters,
  OwnNode,
  PolicyState,
} from '../scheduler/policies/policy.js';
import { cantmoveOf } from './cluster-view.js';
import type { LiveNode } from './live-node.js';
import type { SampledProcess } from './sample.js';

/** A policy that can say what it would move. */
export interface AdvisingPolicy {
  readonly name: string;
  readonly decide: NonNullable<NodeHooks['decide']>;
}

/** Less than this share of a CPU is no reason to move anything. */
const LEAST_USE = 0.005;
/** What a move costs at least, as in a simulation, and the link that it would go over: 1 Gbit/s. */
const FIXED_MOVE_SECONDS = 6e-3;
const BYTES_PER_SECOND = 125e6;

/**
 * What a policy would do on real nodes: the policy itself, unchanged, which sees the last samples
 * of the other nodes as beliefs of their true age. Nothing is carried out.
 */
export class Advisor {
  readonly #parameters: OpenMosixParameters;
  readonly #uses = new Map<LiveNode, ReadonlyMap<number, Use>>();
  readonly #decided = new Map<LiveNode, Decided>();
  readonly #states = new Map<LiveNode, { policy: AdvisingPolicy; state: PolicyState }>();

  constructor(parameters: OpenMosixParameters) {
    this.#parameters = parameters;
  }

  /** What was decided for a node last. */
  last(node: LiveNode): Decided | undefined {
    return this.#decided.get(node);
  }

  /** Lets the policy decide for a node: once for each new sample, which its smoothing counts on. */
  decide(policy: AdvisingPolicy, node: LiveNode, nodes: readonly LiveNode[], now: number): void {
    const candidates = this.#candidates(node);
    const decided = policy.decide({
      now,
      own: ownNode(node),
      known: this.known(node, nodes),
      others: nodes.filter((other) => other !== node).map(({ id }) => id),
      candidates: () => candidates,
      sleepers: () => [],
      probe: () => undefined,
      costOf: (bytes) => moveSeconds(bytes),
      refused: [],
      parameters: this.#parameters,
      random: () => 0.5,
      state: this.#stateOf(policy, node),
    });
    const decision = firstOf(decided);
    this.#decided.set(node, { at: now, decision, refusal: undefined });
  }

  /** What the policy remembers on a node; under another one the node has forgotten it. */
  #stateOf(policy: AdvisingPolicy, node: LiveNode): PolicyState {
    const known = this.#states.get(node);
    if (known?.policy === policy) return known.state;
    const state: PolicyState = {};
    this.#states.set(node, { policy, state });
    return state;
  }

  /** What a node believes of the others: their last samples, freshest first. */
  known(node: LiveNode, nodes: readonly LiveNode[]): readonly Entry[] {
    return nodes
      .filter((other) => other !== node && other.sample !== undefined)
      .filter(({ flags }) => (flags & QUIET) === 0)
      .map(entryOf)
      .sort((a, b) => b.measuredAt - a.measuredAt);
  }

  #candidates(node: LiveNode): readonly Candidate[] {
    const { sample, id, pidOffset } = node;
    const uses = new Map<number, Use>();
    const candidates: Candidate[] = [];
    for (const process of sample?.processes ?? []) {
      const pid = pidOffset + process.pid;
      const smoothed = this.#smoothedUse(process, this.#uses.get(node)?.get(pid));
      uses.set(pid, smoothed);
      const { use } = smoothed;
      if (use < LEAST_USE) continue;
      const { residentBytes, cpuSeconds, startedSeconds } = process;
      candidates.push({
        ...{
          pid,
          home: id,
          use,
          cpuSeconds,
          memoryBytes: residentBytes,
          migrations: 0,
          waitPerWork: 0,
        },
        residenceSeconds: sample!.uptimeSeconds - startedSeconds,
        waitAt: () => 0,
        moveSeconds: () => moveSeconds(residentBytes),
        cantmove: cantmoveWords(cantmoveOf(process)),
      });
    }
    this.#uses.set(node, uses);
    return (node.flags & (STAY | LSTAY)) === 0 ? candidates : [];
  }

  #smoothedUse({ start, cpuUse }: SampledProcess, before: Use | undefined): Use {
    const use = before?.start === start ? before.use : 0;
    return { start, use: use + this.#parameters.useRise * (Math.min(1, cpuUse) - use) };
  }
}

function moveSeconds(bytes: number): number {
  return FIXED_MOVE_SECONDS + bytes / BYTES_PER_SECOND;
}

interface Use {
  readonly start: number;
  /** Smoothed share of one CPU, 0 to 1. */
  readonly use: number;
}

function ownNode({ id, load, sample, spec }: LiveNode): OwnNode {
  const logical = spec.cpus * spec.threads;
  const used = sample?.memoryUsedBytes ?? 0;
  return {
    ...{ node: id, load: load.mean, runnable: sample?.runnable ?? 0 },
    ...{ incoming: 0, waiting: 0 },
    ...{ speed: spec.speed, cpus: spec.cpus, countedCpus: logical },
    memoryBytes: spec.memoryBytes,
    freeBytes: spec.memoryBytes - used,
    expectedBytes: used,
  };
}

function entryOf({ id, load, sample, spec, flags, sampledAt, isUp }: LiveNode): Entry {
  return {
    ...{ node: id, load: load.upper, speed: spec.speed, cpus: spec.cpus },
    countedCpus: spec.cpus * spec.threads,
    memoryBytes: spec.memoryBytes,
    freeBytes: spec.memoryBytes - (sample?.memoryUsedBytes ?? 0),
    blocked: !isUp || (flags & BLOCK) !== 0,
    measuredAt: sampledAt,
  };
}

/** Load of a node with one process more, as its CPUs and its speed make it. */
export function loadWithOneMore({ load, spec }: LiveNode): number {
  const countedCpus = spec.cpus * spec.threads;
  return load.upper + oneProcessLoad({ countedCpus, speed: spec.speed });
}
