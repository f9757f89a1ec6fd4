import type { Decay, DecayScope } from './decay.js';
import type { NodeId } from './node-spec.js';
import type { Profile } from './profile.js';

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
  readonly residentBytes: number;
  readonly user: string;
  readonly command: string;
  /** -20 to 19. */
  readonly nice: number;
  /** Reasons why it may not move: cantmove bits (cantmove.ts); 0: it may. */
  readonly cantmove: number;
  /** How its statistics fade; undefined: slowdecay. */
  readonly decay?: Decay | undefined;
  /** How far that goes; undefined: over exec and to children. */
  readonly decayScope?: DecayScope | undefined;
  /** The pid of the process that has started it; undefined: none that is known. */
  readonly parent?: number | undefined;
  /** The node where its parent has started it; undefined: its home. */
  readonly startsAt?: NodeId | undefined;
  /** Whether it reads what the process writes that was started just before it. */
  readonly readsPrevious?: boolean | undefined;
  /** The job of which it is a part, unique in the run; undefined: of none. */
  readonly job?: number | undefined;
  /** Seconds that its user said it would run for; undefined: he said nothing. */
  readonly estimateSeconds?: number | undefined;
  /** What it does besides computing; undefined: nothing. */
  readonly profile?: Profile | undefined;
}
