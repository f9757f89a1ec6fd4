import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { Believer } from '../../cluster/members/secure-ports.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Stateful } from '../../kernel/archive.js';
import type { Entry } from '../policies/policy.js';

export type MessageListener = (from: NodeIndex, to: NodeIndex) => void;

/** How a node comes to know of the others. Policies see what it yields, never its source. */
export interface Information extends Believer, Stateful {
  /** Hears of each message that arrives; it is no part of a run. */
  onMessage?: MessageListener | undefined;
  /** A node has measured itself: it may inform others. */
  tick(index: NodeIndex): void;
  /** What a node believes now, freshest first. The entries hold until the next call. */
  known(index: NodeIndex): readonly Entry[];
  /** A node has sent a process of that size to another one: it corrects what it believes of it. */
  moved(index: NodeIndex, to: NodeId, bytes: number): void;
  /** A node restarts and knows nothing. */
  reset(index: NodeIndex): void;
}
