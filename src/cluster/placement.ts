import type { Node } from './node.js';
import type { Slot } from './process-table.js';

/** Where a process would be best off, as far as the node on which it runs knows. */
export interface Placement {
  /** Another node that can take the process; undefined: none is known, or it is best where it is. */
  best(slot: Slot): Node | undefined;
  /** The same, but only a node that is better than where it is now by the policy's own rule. */
  better(slot: Slot): Node | undefined;
  /** A process has been sent there: what the sender believes of the target is corrected. */
  sent(source: Node, target: Node): void;
}
