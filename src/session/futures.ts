import type { Command } from '../cluster/facts/command.js';
import type { ClusterEvent } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';

/** Runs a session ahead, from any moment that it has been at, without touching it. */
export interface Futures {
  /**
   * Runs ahead in several ways, as many at a time as there are cores.
   * @param listener is told how far each has come, and at its end what has become of it
   * @returns a function that gives them up
   */
  start(outlook: Outlook, listener: (index: number, future: FutureView) => void): () => void;
  /**
   * Runs two branches from where they part, in step, to the later one of their ends.
   * @returns a function that gives it up
   */
  compare(
    branches: readonly [number, number],
    listener: (compared: ComparedView) => void,
  ): () => void;
  /**
   * Runs again what has happened, as it did, with nothing moved and on one computer, to see how much
   * of what could be gained has been.
   * @returns a function that gives it up
   */
  gain(listener: (gain: GainView | NoGain) => void): () => void;
}

/** What is asked of the futures of a run. */
export interface Outlook {
  readonly ways: readonly Way[];
  /** Virtual time of their end. */
  readonly untilSeconds: number;
  /** They also end when this process does. */
  readonly pid?: number | undefined;
  /** They also end when that happens. */
  readonly fate?: Fate | undefined;
  /** What happens before that virtual time is not it; default: 0. */
  readonly fateSinceSeconds?: number | undefined;
}

/** One of the ways in which a run may go on. */
export interface Way {
  /**
   * Where it begins: where the run is (the default); at a virtual time of the branch that the run
   * is on, with what was sent on it later; or before what was sent last, which is left out.
   */
  readonly from?: number | 'before the last command';
  /** Sent where it begins; default: none. */
  readonly commands?: readonly Command[];
  /** Random numbers are drawn anew from there, others for each number; default: those of the run. */
  readonly draw?: number;
}

/** What may become of a cluster: a process is killed by that, a node crashes, or one is loaded so much. */
export type Fate =
  | { readonly what: 'killed'; readonly cause: string }
  | { readonly what: 'crashed'; readonly node: NodeId }
  | {
      readonly what: 'load';
      /** Load per CPU of a node. */
      readonly least: number;
    };

/** A future as far as it is known. */
export interface FutureView {
  /** How much of it has been run, 0 to 1. */
  readonly part: number;
  /** Oldest first, from where it begins. */
  readonly curve: readonly FuturePoint[];
  /** Undefined: it has not come to its end. */
  readonly figures: FutureFigures | undefined;
  /** Why there will be none. */
  readonly problem?: string | undefined;
}

/** A future at one of its moments; what is counted is counted from its beginning. */
export interface FuturePoint {
  readonly at: number;
  /** Mean load per CPU of the nodes. */
  readonly load: number;
  /** 0 to 1. */
  readonly balance: number;
  readonly completed: number;
  readonly migrations: number;
  /** Of those that completed; null: none did. */
  readonly meanSlowdown: number | null;
}

export interface FutureFigures {
  /** Processes that completed meanwhile, and those of them that are alive now. */
  readonly completed: number;
  readonly completedOfNow: number;
  /** Of those that completed; null: none did. */
  readonly meanSlowdown: number | null;
  /** Of those of them that are alive now. */
  readonly meanSlowdownOfNow: number | null;
  readonly meanResponse: number | null;
  readonly migrations: number;
  readonly killed: number;
  /** Virtual time of the last completion; null: none. */
  readonly makespan: number | null;
  /** How the process asked about ended; undefined: it did not, or none was asked about. */
  readonly end?: { readonly at: number; readonly killed: boolean } | undefined;
  /** When what was asked about happened; undefined: it did not. */
  readonly fatedAt?: number | undefined;
}

/** Two branches in step, as far as they have been run. */
export interface ComparedView {
  /** Where they part, virtual seconds, and where both are followed to. */
  readonly fromSeconds: number;
  readonly untilSeconds: number;
  /** Of each, at the same moments. */
  readonly curves: readonly [readonly FuturePoint[], readonly FuturePoint[]];
  /** Where what happens first differs, commands aside; undefined: not so far. */
  readonly first: FirstDifference | undefined;
  readonly isDone: boolean;
  readonly problem?: string | undefined;
}

/** What happens then on each branch; undefined: nothing any more. */
export interface FirstDifference {
  readonly at: number;
  readonly events: readonly [ClusterEvent | undefined, ClusterEvent | undefined];
}

/**
 * Captured gain: where the mean slowdown of a run stands between that of the same run in which
 * nothing is moved (0) and of one computer that has all CPUs of the nodes (1), whose mean is
 * Erlang-C's where that is defined. Counted are the processes that arrived since the policy or a
 * parameter was changed last, each with its time from arrival to completion, or until now, over the
 * time that it needs alone on an idle CPU.
 */
export interface GainView {
  readonly processes: number;
  /** Mean slowdowns: nothing is moved, as it went, one computer. */
  readonly apart: number;
  readonly own: number;
  readonly together: number;
  /** Below 0: worse than nothing. Undefined: nothing could be gained so far. */
  readonly part: number | undefined;
}

export interface NoGain {
  /** Why it is not defined. */
  readonly problem: string;
}
