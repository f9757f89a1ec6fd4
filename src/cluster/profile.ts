import type { NodeId } from './node-spec.js';

export type Files = NodeId | 'home' | 'here' | 'selected';

/** What a process does besides computing. */
export interface Profile {
  /** System calls that have to be carried out where its files or its home are, per second of work. */
  readonly callsPerWork: number;
  /** Bytes of I/O per second of work. */
  readonly bytesPerWork: number;
  /**
   * Whose files it works on, as under /mfs: a node's, its home's, those of the node where it is
   * (here), or those of the node that was selected for it (`select`; its home until then).
   */
  readonly files: Files;
  /** Work between two pauses; Infinity: it never pauses. */
  readonly burstSeconds: number;
  /** How long it pauses: an interactive process waits for its user. */
  readonly thinkSeconds: number;
  /** Bytes per second by which its resident set grows while it runs. */
  readonly growthPerSecond: number;
  /** Resident set at which it stops growing. */
  readonly growthLimitBytes: number;
  /** What its program gains from the threads of a processor; undefined: what the node says. */
  readonly htGain: number | undefined;
}

/** A process that computes and does nothing else. */
export const CPU_BOUND: Profile = {
  callsPerWork: 0,
  bytesPerWork: 0,
  files: 'home',
  burstSeconds: Number.POSITIVE_INFINITY,
  thinkSeconds: 0,
  growthPerSecond: 0,
  growthLimitBytes: Number.POSITIVE_INFINITY,
  htGain: undefined,
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
} as const satisfies Record<string, Profile>;

export type ProfileName = keyof typeof PROFILES;
