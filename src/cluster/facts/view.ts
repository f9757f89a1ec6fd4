import type { NodeId } from './node-spec.js';

/**
 * up: a member of the cluster; leaving: its guests are being expelled and its own processes
 * brought home; left: running, but no member; down: crashed.
 */
export type NodeState = 'up' | 'leaving' | 'left' | 'down';

/**
 * R runs or waits for a CPU, M is frozen and on its way to another node, T is stopped, S pauses
 * between two bursts or waits for the writer of its pipe, D waits for memory.
 */
export type ProcessState = 'R' | 'M' | 'T' | 'S' | 'D';

/** A node as it is now. Loads are in openMosix units (1.00: one process on one standard CPU). */
export interface NodeView {
  readonly id: NodeId;
  readonly name: string;
  readonly address: string;
  /** The site where it stands; empty: none in particular. */
  readonly site: string;
  readonly state: NodeState;
  /** openMosix's status number: what it is, and what mosctl has set (status.ts). */
  readonly status: number;
  readonly cpus: number;
  readonly threads: number;
  readonly speed: number;
  /** The speed that the balancer believes it has (mosctl setspeed). */
  readonly believedSpeed: number;
  /** Speed of the CPU in which its monitors show loads (mosctl setyard). */
  readonly yardstick: number;
  /** Smoothed, what the node itself decides on: rises slowly, falls at once. */
  readonly meanLoad: number;
  /** Smoothed, what it tells others: rises at once, falls slowly. */
  readonly upperLoad: number;
  /**
   * Processes here that ran or waited for a CPU, and deputies that did, averaged over 1, 5 and 15
   * minutes, as Linux's uptime shows them.
   */
  readonly loadAverages: readonly [number, number, number];
  /** Runnable processes here. */
  readonly runnable: number;
  /** CPU use now, 0 to 1 of all logical CPUs: of the processes here and of `deputyUse`. */
  readonly cpuUse: number;
  /**
   * The part of it that goes into calls of processes elsewhere: deputies, and files served by MFS.
   */
  readonly deputyUse: number;
  /**
   * Part of their progress that its processes make, 0 to 1: the rest goes by while they wait for
   * their pages (mosmon -u).
   */
  readonly utilisability: number;
  readonly memoryBytes: number;
  readonly memoryUsedBytes: number;
  readonly swapBytes: number;
  readonly swapUsedBytes: number;
  /** Processes here whose home is here. */
  readonly local: number;
  /** Processes here whose home is elsewhere. */
  readonly guests: number;
  /** Processes of this home that are elsewhere. */
  readonly away: number;
  /** What it shows of its guests, where its kernel is not like the others' (kernel-options.ts). */
  readonly disclosure?: 0 | 1 | 2 | 3 | undefined;
}

/** A process as it is now. */
export interface ProcessView {
  readonly pid: number;
  readonly user: string;
  readonly command: string;
  readonly home: NodeId;
  /** Where it runs; while it moves, the node that it leaves. */
  readonly node: NodeId;
  /** Where it is going, while it moves. */
  readonly target: NodeId | undefined;
  readonly state: ProcessState;
  readonly nice: number;
  readonly locked: boolean;
  /** cantmove bits. */
  readonly cantmove: number;
  /** Share of one logical CPU that it gets now, 0 to 1. */
  readonly cpuShare: number;
  readonly residentBytes: number;
  /** CPU time used so far. */
  readonly cpuSeconds: number;
  readonly arrivalSeconds: number;
  /** Undefined: not known, as for a real process. */
  readonly workSeconds: number | undefined;
  readonly workLeftSeconds: number | undefined;
  readonly migrations: number;
  /** pid of the process that has started it; undefined: none of this cluster. */
  readonly parent?: number | undefined;
  /** The job of which it is a part; undefined: of none. */
  readonly job?: number | undefined;
}

/** Counts over the whole run so far. */
export interface Totals {
  readonly arrived: number;
  readonly completed: number;
  readonly killed: number;
  readonly alive: number;
  /** Migrations carried out. */
  readonly migrations: number;
  readonly bytesMoved: number;
  /** Work delivered, in seconds of one CPU of speed 10000. */
  readonly workDelivered: number;
}

/**
 * The cluster as it is at `now`. Reading it changes nothing, and what it returns are copies: a
 * later step does not change them.
 */
export interface ClusterView {
  /** Virtual time, seconds. */
  readonly now: number;
  readonly totals: Totals;
  nodes(): readonly NodeView[];
  node(id: NodeId): NodeView | undefined;
  /** In the order of their pids. */
  processes(): readonly ProcessView[];
  process(pid: number): ProcessView | undefined;
}
