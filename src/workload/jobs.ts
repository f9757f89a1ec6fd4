import type { Stateful } from '../kernel/archive.js';

/** What is known about a job. Numbers below 0: unknown. */
export interface Job {
  readonly id: number;
  readonly submitSeconds: number;
  readonly runSeconds: number;
  readonly processors: number;
  readonly memoryBytes: number;
  readonly user: number;
  readonly estimateSeconds: number;
}

/** The jobs of a source, one at a time, in the order of their submit times. */
export interface Jobs extends Job, Stateful {
  /** Goes to the next job; false: there are no more. */
  next(): boolean;
}
