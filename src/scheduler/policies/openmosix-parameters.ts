/**
 * The `openmosix:` section of a scenario. Defaults and their evidence: MOSIX's load constants as
 * kept by Kerrighed; thresholds of 2.4 that no source confirms are assumptions, named here. The
 * names are the keys that users write in scenarios and read in policies of their own; so they have
 * no units.
 */
export interface OpenMosixParameters {
  /**
   * Seconds between two measurements, messages and decisions of a node, where the scenario's
   * `periods` say nothing else of one of them.
   */
  readonly period: number;
  /** Entries in one message, the node's own included. */
  readonly window: number;
  /** Entries that a node keeps; the oldest are forgotten. */
  readonly vector: number;
  /** A move must leave the target better by this many process loads. */
  readonly stability: number;
  /** Part of a higher sample that mean load takes on per measurement (it falls at once). */
  readonly meanRise: number;
  /** Part of a lower sample that upper load takes on per measurement (it rises at once). */
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
   * How much a process that a node has sent away counts, for that node, on top of what its target
   * said before it came; 0: not at all, as in models in which those who decide remember nothing.
   */
  readonly ownMoves: number;
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
