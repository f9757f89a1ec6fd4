import type { Distribution } from '../../base/distribution.js';
import type { NodeId } from './node-spec.js';

/**
 * A node whose files are meant, as under /mfs: itself, the home of the process, the node where it
 * is (here), the one that was selected for it (`select`; its home until then), or the one where it
 * began its program (lastexec: the last successful execve).
 */
export type FilesOf = NodeId | 'home' | 'here' | 'selected' | 'lastexec';

/** Of one node, or of several in turn: each gets an equal part; one that is named twice, two. */
export type Files = FilesOf | readonly FilesOf[];

/**
 * A reason to stay that comes and goes while a process runs. Counted in work, not in time: a
 * program takes and drops it by what it does, so that one that is stopped, frozen or waiting keeps
 * what it has, and takes nothing.
 */
export interface Tie {
  /** openMosix's word (cantmove.ts), not that of the lock. */
  readonly reason: string;
  /** Work that is done without it, each time before it comes. */
  readonly afterSeconds: number;
  /** Work that is done with it until it goes; Infinity: it stays. */
  readonly forSeconds: number;
}

/** Seconds that are always the same, or drawn each time: many equal ones would keep step. */
export type Amount = number | Distribution;

/** What a process does besides computing. */
export interface Profile {
  /**
   * What it does when a child of its own was killed (CHLD): nothing, as is the default of the
   * signal; start it again, where it is itself; or end.
   */
  readonly chld: 'ignore' | 'restart' | 'end';
  /**
   * System calls that have to be carried out where its files or its home are, per second of work.
   */
  readonly callsPerWork: number;
  /** Bytes of I/O per second of work. */
  readonly bytesPerWork: number;
  /** Whose files it works on. */
  readonly files: Files;
  /** Work between two pauses; Infinity: it never pauses. */
  readonly burstSeconds: Amount;
  /** How long it pauses: an interactive process waits for its user. */
  readonly thinkSeconds: Amount;
  /** Bytes per second by which its resident set grows while it runs. */
  readonly growthPerSecond: number;
  /** Resident set at which it stops growing. */
  readonly growthLimitBytes: number;
  /** What its program gains from the threads of a processor; undefined: what the node says. */
  readonly htGain: number | undefined;
  /**
   * Threads that it runs in its one address space (clone(2) with CLONE_VM): each computes and waits
   * by itself, they share its work evenly, and where one of them is all are.
   */
  readonly clones: number;
  /** Whether they may move, together; openMosix moved no such program (clone_vm). */
  readonly together: boolean;
  /** Undefined: nothing that it does ties it to its node. */
  readonly tie: Tie | undefined;
}

/** Whether its threads tie a process to its node: openMosix moved none that shares its memory. */
export function isTiedByClones({ clones, together }: Profile): boolean {
  return clones > 1 && !together;
}

/** The nodes whose files a process works on. */
export function filesOf({ files }: Profile): readonly FilesOf[] {
  return typeof files === 'object' ? files : [files];
}

/** A process that computes and does nothing else. */
export const CPU_BOUND: Profile = {
  chld: 'ignore',
  callsPerWork: 0,
  bytesPerWork: 0,
  files: 'home',
  burstSeconds: Number.POSITIVE_INFINITY,
  thinkSeconds: 0,
  growthPerSecond: 0,
  growthLimitBytes: Number.POSITIVE_INFINITY,
  htGain: undefined,
  clones: 1,
  together: false,
  tie: undefined,
};

/**
 * Profiles by name. Their figures are assumptions of plausible size: no source gives measured ones
 * for openMosix.
 */
export const PROFILES = {
  'cpu-bound': CPU_BOUND,
  /** Reads and writes files all the time. */
  'io-bound': { ...CPU_BOUND, callsPerWork: 2000, bytesPerWork: 20e6 },
  /** Computes for a moment, then waits for its user. */
  interactive: { ...CPU_BOUND, callsPerWork: 200, burstSeconds: 0.05, thinkSeconds: 2 },
  /** One compilation: reads many headers, writes one object file. */
  compile: { ...CPU_BOUND, callsPerWork: 1500, bytesPerWork: 5e6 },
  /** Attaches a segment that others write to, and detaches it. */
  'shared-memory': tied('monkey', 10, 20),
  /** Starts threads for a part of its work, and joins them (CLONE_VM). */
  threads: tied('clone_vm', 5, 30),
  /** Keeps what must not be swapped in memory, and unlocks it (mlock). */
  mlock: tied('mem_lock', 20, 5),
  /** Asks for a real-time class while it must not be late (sched_setscheduler). */
  'real-time': tied('rt_sched', 20, 10),
  /** Talks to ports of a device (iopl), and gives that up. */
  'direct-io': tied('direct_io', 30, 2),
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;

export const PROFILE_NAMES = Object.keys(PROFILES) as ProfileName[];

/** The profile with a name; undefined: there is none. */
export function profileNamed(name: string): Profile | undefined {
  return PROFILE_NAMES.some((known) => known === name) ? PROFILES[name as ProfileName] : undefined;
}

/** What is wrong with what is asked for as a profile; undefined: nothing. */
export function profileProblem(asked: string | Profile | undefined): string | undefined {
  if (typeof asked !== 'string' || profileNamed(asked) !== undefined) return undefined;
  return `"${asked}" is not a profile; use one of ${PROFILE_NAMES.join(' ')}`;
}

/** A profile that is asked for by its name or in full. */
export function profileAsked(asked: string | Profile | undefined): Profile | undefined {
  return typeof asked === 'string' ? profileNamed(asked) : asked;
}

function tied(reason: string, afterSeconds: number, forSeconds: number): Profile {
  return { ...CPU_BOUND, tie: { reason, afterSeconds, forSeconds } };
}
