import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Stateful } from '../kernel/archive.js';

/**
 * A stream of processes in the order of their arrival. The simulation takes one at a time, so
 * that a workload costs the memory of what it has to keep, not of all it will ever start.
 */
export interface Arrivals extends Stateful {
  /**
   * The next process, or undefined when there will be no more. It holds until the next call: a
   * source may use one object for all.
   */
  next(): ProcessSpec | undefined;
  /** Highest pid that this source gives itself; -1: it gives none. */
  readonly highestPid: number;
}
