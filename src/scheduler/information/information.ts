import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Believer } from '../../cluster/members/secure-ports.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Stateful } from '../../kernel/archive.js';
import type { Entry } from '../policies/policy.js';

export type MessageListener = (from: NodeIndex, to: NodeIndex) => void;

/** What of a process a node believes at its target before that has told it: its room, its load. */
export interface Sent {
  readonly bytes: number;
  readonly threads: number;
}

/** How a node comes to know of the others. Policies see what it yields, never its source. */
export interface Information extends Believer, Stateful {
  /** Hears of each message that arrives; it is no part of a run. */
  onMessage?: MessageListener | undefined;
  /** A node has measured itself: it may inform others. */
  tick(index: NodeIndex): void;
  /** What a node believes now, freshest first. The entries hold until the next call. */
  known(index: NodeIndex): readonly Entry[];
  /** A node has sent a process to another one: it corrects what it believes of that. */
  moved(index: NodeIndex, to: NodeId, process: Sent): void;
  /** A node restarts and knows nothing. */
  reset(index: NodeIndex): void;
}
