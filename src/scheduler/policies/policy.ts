import type { Decisions, Judgement, Placement } from './decision.js';
import type { OpenMosixParameters } from './openmosix-parameters.js';

export type { Decision, DecisionNumbers, Decisions, Judgement, Placement } from './decision.js';
export type { OpenMosixParameters } from './openmosix-parameters.js';

/**
 * The policy interface: all that a policy sees and all that it can say. A policy is a plain
 * object; a user's own is the default export of a module given by `--policy ./mine.mjs`.
 * It sees beliefs, and what a node that it asks says of itself; the cluster cannot be reached from
 * here.
 *
 * What a user's policy gets is frozen and its own: it may keep it, and it stays as it was. Its
 * functions answer until its hook returns. Its `state` is the one thing that it may change. A
 * built-in policy is trusted to change and keep nothing: it is shown what the scheduler itself
 * uses.
 */

/**
 * What a policy remembers from one decision to the next: an object that is empty at first and
 * that it fills with plain data (numbers, texts, booleans, lists, plain objects). It is saved
 * with the run and taken up with it; what a policy keeps anywhere else is not.
 */
export type PolicyState = Record<string, unknown>;

/** What a node believes of another one: measured there at `measuredAt`, passed on unchanged. */
export interface Entry {
  readonly node: number;
  /** Upper load, in openMosix units. */
  readonly load: number;
  readonly speed: number;
  readonly cpus: number;
  /** CPUs as openMosix counts them: logical ones, or, for an HT-aware node, processors. */
  readonly countedCpus: number;
  readonly memoryBytes: number;
  /** Memory that is neither used nor promised to processes on their way. */
  readonly freeBytes: number;
  /** Whether it refuses guests. */
  readonly blocked: boolean;
  /** Virtual time of the measurement, in seconds. */
  readonly measuredAt: number;
}

/** What a node knows of itself at its tick. */
export interface OwnNode {
  readonly node: number;
  /** Mean load: rises slowly, falls at once. */
  readonly load: number;
  /** Processes here that run or wait for a CPU. */
  readonly runnable: number;
  /** Processes, or their threads, that are on their way here. */
  readonly incoming: number;
  /** How many of the runnable ones are, on average, waiting for a forwarded call or for their files. */
  readonly waiting: number;
  readonly speed: number;
  readonly cpus: number;
  readonly countedCpus: number;
  readonly memoryBytes: number;
  readonly freeBytes: number;
  /**
   * Resident sets of the processes that will be here once all on their way have arrived: those that
   * leave no longer count, those that come already do. It may be more than there is memory.
   */
  readonly expectedBytes: number;
}

/** A process on the deciding node. */
export interface Candidate {
  readonly pid: number;
  readonly home: number;
  /** Smoothed share of one CPU that it used, 0 to 1 for each of its threads. */
  readonly use: number;
  /** Its threads, each of which runs or waits for a CPU by itself; undefined: it has one. */
  readonly threads?: number | undefined;
  /** What its statistics say, 0 to 1: how much of a CPU it used in its past; undefined: all. */
  readonly history?: number | undefined;
  /** CPU time it has used since it started, in seconds. */
  readonly cpuSeconds: number;
  /** How long it has been on this node, in seconds. */
  readonly residenceSeconds: number;
  readonly memoryBytes: number;
  readonly migrations: number;
  /** Seconds it waits for forwarded calls and for its files, per second of work, here. */
  readonly waitPerWork: number;
  /** The same, if it were on that node. */
  readonly waitAt: (node: number) => number;
  /** Seconds that moving it to that node takes, if nothing else is on the way. */
  readonly moveSeconds: (node: number) => number;
  /** Whether it may go to that node (Cluster Mask); undefined: to every one. */
  readonly mayGo?: ((node: number) => boolean) | undefined;
  /** Why it may not be moved automatically, in openMosix's words; empty: it may. */
  readonly cantmove: readonly string[];
  /** R runs or waits for a CPU, S pauses or waits for its pipe, D for memory, T is stopped. */
  readonly state?: 'R' | 'S' | 'D' | 'T';
  readonly user?: string;
  readonly command?: string;
  /** When it was started, virtual time. */
  readonly arrivalSeconds?: number;
  /** The job of which it is a part; undefined: of none. */
  readonly job?: number | undefined;
  /** Seconds that its user said it would run for; undefined: he said nothing. */
  readonly estimateSeconds?: number | undefined;
  /** Work that it still has to do: only a policy that says `clairvoyant` sees it. */
  readonly workLeftSeconds?: number | undefined;
}

/** A process that is about to start at its home, and for which a place is wanted. */
export interface Arrival {
  readonly home: number;
  readonly user: string;
  readonly command: string;
  readonly nice: number;
  readonly threads: number;
  readonly memoryBytes: number;
  readonly job: number | undefined;
  readonly estimateSeconds: number | undefined;
  /** Its work: only a policy that says `clairvoyant` sees it. */
  readonly workSeconds: number | undefined;
  /** Seconds that starting it on that node takes. */
  readonly placeSeconds: (node: number) => number;
}

/** What a node says of itself at this instant, when it is asked. */
export interface Probed extends Entry {
  readonly runnable: number;
  readonly incoming: number;
  /** The processes there, in the order of their pids; made when asked for. */
  readonly candidates: () => readonly Candidate[];
}

/** A move that was not carried out, or came to nothing. */
export interface Refused {
  readonly at: number;
  readonly pid: number;
  readonly to: number;
  readonly reason: string;
}

/** All that a node-scope policy may look at. */
export interface Situation {
  /** Virtual time, seconds. */
  readonly now: number;
  readonly own: OwnNode;
  /** The vector: what this node believes of the others, freshest first; made when asked for. */
  readonly known: readonly Entry[];
  /** N# of the other nodes in its table, ascending, whether it has heard of them or not. */
  readonly others: readonly number[];
  /** The processes here that run or wait for a CPU, in the order of their pids. */
  readonly candidates: () => readonly Candidate[];
  /** The others here: they pause, wait for memory or a pipe, or are stopped. */
  readonly sleepers: () => readonly Candidate[];
  /**
   * Asks a node how it is; undefined: it does not answer. A process that waits for its place waits
   * for the way there and back of each question.
   */
  readonly probe: (node: number) => Probed | undefined;
  /** Seconds that moving so many bytes to that node takes, if nothing else is on the way. */
  readonly costOf: (bytes: number, to: number) => number;
  /** Which of its moves have been refused, or failed, since it was asked the last time. */
  readonly refused: readonly Refused[];
  readonly parameters: OpenMosixParameters;
  /** Uniform on [0, 1), from the policy's own stream of random numbers. */
  readonly random: () => number;
  /** What this node remembers; a node that restarts, or changes its policy, has forgotten it. */
  readonly state: PolicyState;
}

/**
 * What a policy of a node is asked. All are optional: what there is no hook for, does not happen.
 * A move names a process of this node, or, to fetch it here, one of a node that was probed for the
 * same decision.
 */
export interface NodeHooks {
  /** Once per period. */
  readonly decide?: (situation: Situation) => Decisions;
  /** When a process is about to start here. */
  readonly place?: (situation: Situation, arrival: Arrival) => Placement;
  /** When processes have ended or left here, or a migration from or to here has ended. */
  readonly settled?: (situation: Situation) => Decisions;
  /**
   * Whenever somebody asks why, so it asks no node, draws nothing and keeps nothing. A user's policy
   * says why by the reasons of its decisions only.
   */
  readonly judge?: (situation: Situation) => Judgement;
}

/** Numbers, texts or truths that a scenario sets, by name. */
export type PolicyParameters = Readonly<Record<string, number | string | boolean>>;

/** What a policy is made for a run of. */
export interface PolicyContext {
  /** Its parameters, those that the scenario does not set with the values declared. */
  readonly parameters: PolicyParameters;
  /** What all nodes of this run have in common; saved with the run. Empty at first. */
  readonly state: PolicyState;
  /** N# of all nodes, ascending. */
  readonly nodes: readonly number[];
  readonly random: () => number;
}

/** What policies of both scopes have. */
interface PolicyFacts {
  readonly name: string;
  readonly about: string;
  /** Its parameters with their usual values; left out: it has none. */
  readonly parameters?: PolicyParameters;
  /** Whether it is shown how much work processes have left, which no real one knows. */
  readonly clairvoyant?: boolean;
}

/** Decides for one node at a time. */
export interface NodePolicy extends PolicyFacts, NodeHooks {
  readonly scope: 'node';
  /** Makes the hooks for one run; left out: the object's own are used. */
  readonly create?: (context: PolicyContext) => NodeHooks;
}

/** A node as a cluster-scope policy sees it: the truth of this instant. */
export interface ClusterNode {
  readonly node: number;
  readonly cpus: number;
  readonly countedCpus: number;
  readonly speed: number;
  /** Processes that run or wait for a CPU here; frozen ones on their way are in no node's count. */
  readonly runnable: number;
  /** Processes, or their threads, that are on their way here. */
  readonly incoming: number;
  /** Whether it refuses guests. */
  readonly blocked: boolean;
  readonly memoryBytes: number;
  /** Resident sets of the processes here, and of those on their way here. */
  readonly usedBytes: number;
  readonly incomingBytes: number;
  /** Memory that is neither used nor promised. */
  readonly freeBytes: number;
  /** The processes here that run or wait for a CPU, in the order of their pids. */
  readonly candidates: () => readonly Candidate[];
  /** The others here: they pause, wait for memory or a pipe, or are stopped. */
  readonly sleepers: () => readonly Candidate[];
  /** Seconds that moving so many bytes from here to that node takes. */
  readonly costOf: (bytes: number, to: number) => number;
}

/** All that a cluster-scope policy may look at. Members of the cluster only, in the order of N#. */
export interface ClusterSituation {
  readonly now: number;
  readonly nodes: readonly ClusterNode[];
  /** Which of its moves have been refused, or failed, since it was asked the last time. */
  readonly refused: readonly Refused[];
  readonly random: () => number;
  /** What the policy remembers. */
  readonly state: PolicyState;
}

export interface Move {
  readonly pid: number;
  readonly to: number;
  readonly reason: string;
}

/** What a policy of the whole cluster is asked. Moves are carried out in their order. */
export interface ClusterHooks {
  /**
   * At `period`, 2 x `period`, ... after everything else of that instant has happened
   * (completions, arrivals, landings).
   */
  readonly decide?: (situation: ClusterSituation) => readonly Move[];
  /** When a process is about to start. */
  readonly place?: (situation: ClusterSituation, arrival: Arrival) => Placement;
  /** When processes have ended or left somewhere, or a migration has ended. */
  readonly settled?: (situation: ClusterSituation) => readonly Move[];
  /** Why what runs on a node stays there, as a policy of one node says it. */
  readonly judge?: (situation: ClusterSituation, node: number) => Judgement;
}

/** Decides for the whole cluster with perfect information. */
export interface ClusterPolicy extends PolicyFacts, ClusterHooks {
  readonly scope: 'cluster';
  readonly create?: (context: PolicyContext) => ClusterHooks;
}

export type Policy = NodePolicy | ClusterPolicy;
