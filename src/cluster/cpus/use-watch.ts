import type { Lane } from './cpu-layout.js';
import type { Slot } from './slot.js';

/**
 * Keeps account of what processes use of their CPUs (the scheduler's use-meter.ts). Between two
 * calls that name a lane, each of its processes uses the same part of a CPU, `use`, 0 to 1.
 */
export interface UseWatch {
  /** Until now each process of a lane has used `use`; it may be different from now on. */
  changes(lane: Lane, use: number): void;
  /** A process begins to compute in a lane, whose processes have used `use` until now. */
  entered(slot: Slot, lane: Lane, use: number): void;
  /** Its stretch of work is done. */
  completed(slot: Slot, lane: Lane, use: number): void;
  /** It no longer computes there. */
  left(slot: Slot, lane: Lane, use: number): void;
  /** The statistics of a process that does not compute begin anew. */
  restarted(slot: Slot): void;
  /** How the past of these processes fades may be different from now on. */
  refade(slots: Iterable<Slot>): void;
}
