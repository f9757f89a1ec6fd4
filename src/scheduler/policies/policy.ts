/**
 * The policy interface: all that a policy sees and all that it can say. A policy is a plain
 * object; a user's own is the default export of a module given by `--policy ./mine.mjs`.
 * It sees beliefs, never the truth: neither the cluster nor other nodes can be reached from here.
 *
 * What a user's policy gets is frozen and its own: it may keep it, and it stays as it was. Its
 * functions answer until `decide` returns. Its `state` is the one thing that it may change. A
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
  /** How many of them are, on average, waiting for a forwarded call or for their files. */
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
}

/** All that a node-scope policy may look at. */
export interface Situation {
  /** Virtual time, seconds. */
  readonly now: number;
  readonly own: OwnNode;
  /** The vector: what this node believes of the others, freshest first; made when asked for. */
  readonly known: readonly Entry[];
  /** The processes here, in the order of their pids; made when asked for. */
  readonly candidates: () => readonly Candidate[];
  readonly parameters: OpenMosixParameters;
  /** Uniform on [0, 1), from the policy's own stream of random numbers. */
  readonly random: () => number;
  /** What this node remembers; a node that restarts, or changes its policy, has forgotten it. */
  readonly state: PolicyState;
}

/** Numbers of a decision by name, for the screen and for `--events`. */
export type DecisionNumbers = Readonly<Record<string, number>>;

/** What a policy answers. Also "stay" is a decision, with its reason. */
export type Decision =
  | { readonly move: undefined; readonly reason: string; readonly numbers?: DecisionNumbers }
  | {
      /** The pid to be moved. */
      readonly move: number;
      readonly to: number;
      readonly reason: string;
      readonly numbers?: DecisionNumbers;
    };

/** Decides for one node, once per period, at most one move. */
export interface NodePolicy {
  readonly name: string;
  readonly about: string;
  readonly scope: 'node';
  decide(situation: Situation): Decision;
}

/** A node as a cluster-scope policy sees it: the truth of this instant. */
export interface ClusterNode {
  readonly node: number;
  readonly cpus: number;
  readonly countedCpus: number;
  readonly speed: number;
  /** Processes that run or wait for a CPU here; frozen ones on their way are in no node's count. */
  readonly runnable: number;
  readonly freeBytes: number;
  /** The processes here, in the order of their pids; made when asked for. */
  readonly candidates: () => readonly Candidate[];
}

/** All that a cluster-scope policy may look at. Members of the cluster only, in the order of N#. */
export interface ClusterSituation {
  readonly now: number;
  readonly nodes: readonly ClusterNode[];
  readonly random: () => number;
  /** What the policy remembers. */
  readonly state: PolicyState;
}

export interface Move {
  readonly pid: number;
  readonly to: number;
  readonly reason: string;
}

/**
 * Decides for the whole cluster with perfect information, at `period`, 2 x `period`, ... after
 * everything else of that instant has happened (completions, arrivals, landings). Moves are
 * carried out in their order; one that is refused is reported as an event and skipped.
 */
export interface ClusterPolicy {
  readonly name: string;
  readonly about: string;
  readonly scope: 'cluster';
  decide(situation: ClusterSituation): readonly Move[];
}

export type Policy = NodePolicy | ClusterPolicy;

/**
 * The `openmosix:` section of a scenario. Defaults and their evidence: MOSIX's load constants as
 * kept by Kerrighed; thresholds of 2.4 that no source confirms are assumptions, named here. The
 * names are the keys that users write in scenarios and read in policies of their own; so they have
 * no units.
 */
export interface OpenMosixParameters {
  /** Seconds between two measurements, messages and decisions of a node. */
  readonly period: number;
  /** Entries in one message, the node's own included. */
  readonly window: number;
  /** Entries that a node keeps; the oldest are forgotten. */
  readonly vector: number;
  /** A move must leave the target better by this many process loads. */
  readonly stability: number;
  /** Part of a higher sample that mean load takes on per period (it falls at once). */
  readonly meanRise: number;
  /** Part of a lower sample that upper load takes on per period (it rises at once). */
  readonly upperFall: number;
  /** Part of a new sample that a process's smoothed use takes on per period. */
  readonly useRise: number;
  /** Seconds between two decays of the statistics of processes. */
  readonly decayInterval: number;
  /** Thousandths of its statistics that a process keeps per interval: the usual kind. */
  readonly slowDecay: number;
  /** The same for a process started by fastdecay. */
  readonly fastDecay: number;
  /** Seconds after which an entry is no longer believed. */
  readonly staleness: number;
  /**
   * CPU seconds a process must have used before it is moved: it "has acquired an amount of run
   * time" (OpenSSI's port of MOSIX). Of 30 loops on one CPU the first one leaves after 30 times
   * that: a few seconds, as the HOWTO says.
   */
  readonly minRun: number;
  /** Seconds a process that has migrated must have been on a node before it is moved on. */
  readonly minResidence: number;
  /** Part of the memory below which free memory makes a node usher processes out. */
  readonly memoryReserve: number;
  /**
   * How much the time that a move takes weighs against the time that it wins; 0: nothing. A process
   * is expected to go on for as long as it has computed: P(T > 2t | T > t) = 1/2, as lifetimes of
   * UNIX processes were measured (Harchol-Balter & Downey 1997). openMosix's own table of costs,
   * `overheads`, is not known.
   */
  readonly moveCost: number;
  /**
   * How much the way to a node weighs in the choice of the target, as openMosix's kernel option
   * TOPOLOGY had it: the target is where a process is done first, this many times the way there
   * included. 0: the least loaded one is chosen, wherever it is.
   */
  readonly topology: number;
  /** Seconds for which a node that has refused a process, or died under one, is not asked again. */
  readonly refusalPause: number;
}
