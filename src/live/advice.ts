import { BLOCK, QUIET } from '../cluster/facts/status.js';
import type { Decided } from '../scheduler/deciding/decision-words.js';
import { firstOf } from '../scheduler/deciding/hooks.js';
import { oneProcessLoad } from '../scheduler/measuring/load.js';
import type {
  Candidate,
  Decision,
  Entry,
  NodeHooks,
  OpenMosixParameters,
  OwnNode,
  PolicyState,
} from '../scheduler/policies/policy.js';
import { moveSeconds, processCandidates, type Use, Uses } from './candidates.js';
import type { LiveNode } from './live-node.js';

/** A policy that can say what it would move. */
export interface AdvisingPolicy {
  readonly name: string;
  readonly decide: NonNullable<NodeHooks['decide']>;
}

/** What could move from a node, given what its processes use of a CPU, by their pids there. */
export type CandidatesOf = (node: LiveNode, uses: ReadonlyMap<number, Use>) => readonly Candidate[];

/**
 * What a policy would do on real nodes: the policy itself, unchanged, which sees the last samples
 * of the other nodes as beliefs of their true age. Nothing is carried out.
 */
export class Advisor {
  readonly #parameters: OpenMosixParameters;
  readonly #candidates: CandidatesOf;
  readonly #uses: Uses;
  readonly #decided = new Map<LiveNode, Decided>();
  readonly #states = new Map<LiveNode, { policy: AdvisingPolicy; state: PolicyState }>();

  /** @param candidates what could move from a node; default: each process for itself */
  constructor(parameters: OpenMosixParameters, candidates: CandidatesOf = processCandidates) {
    this.#parameters = parameters;
    this.#candidates = candidates;
    this.#uses = new Uses(parameters.useRise);
  }

  /** What was decided for a node last. */
  last(node: LiveNode): Decided | undefined {
    return this.#decided.get(node);
  }

  /**
   * Lets the policy decide for a node that has been sampled: once for each new sample, which its
   * smoothing counts on.
   */
  decide(
    policy: AdvisingPolicy,
    node: LiveNode,
    nodes: readonly LiveNode[],
    now: number,
  ): Decision {
    const candidates = this.#candidates(node, this.#uses.measure(node));
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
    return decision;
  }

  /** Keeps why a decision was not carried out. */
  refuse(node: LiveNode, refusal: string): void {
    const decided = this.#decided.get(node);
    if (decided !== undefined) this.#decided.set(node, { ...decided, refusal });
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
}

function ownNode({ id, load, sample, spec }: LiveNode): OwnNode {
  const logical = spec.cpus * spec.threads;
  const { runnable, memoryUsedBytes: used } = sample!;
  return {
    ...{ node: id, load: load.mean, runnable },
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
    freeBytes: spec.memoryBytes - sample!.memoryUsedBytes,
    blocked: !isUp || (flags & BLOCK) !== 0,
    measuredAt: sampledAt,
  };
}

/** Load of a node with one process more, as its CPUs and its speed make it. */
export function loadWithOneMore({ load, spec }: LiveNode): number {
  const countedCpus = spec.cpus * spec.threads;
  return load.upper + oneProcessLoad({ countedCpus, speed: spec.speed });
}
