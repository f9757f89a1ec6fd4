import type { NodeId } from './node-spec.js';

/** A process that is to be started: what a workload yields and `spawn` asks for. */
export interface ProcessSpec {
  /** Given by a trace; otherwise the cluster takes the next free one. */
  readonly pid?: number | undefined;
  readonly home: NodeId;
  /** Virtual time of its start, in seconds. */
  readonly arrivalSeconds: number;
  /** Seconds of one idle CPU of speed 10000; Infinity: it never ends by itself. */
  readonly workSeconds: number;
  /** Resident set. */
  readonly memoryBytes: number;
  readonly user: string;
  readonly command: string;
  /** -20 to 19. */
  readonly nice: number;
  /** Reasons why it may not move: cantmove bits (cantmove.ts); 0: it may. */
  readonly cantmove: number;
}
