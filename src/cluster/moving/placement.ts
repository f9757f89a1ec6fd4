import type { Slot } from '../cpus/process-table.js';
import type { Node } from '../node.js';

/** Where a process would be best off, as far as the node on which it runs knows. */
export interface Placement {
  /** The other node that would be least loaded with the process; undefined: none takes it. */
  best(slot: Slot): Node | undefined;
  /** The same, if its load with the process would be less than the load here is now. */
  better(slot: Slot): Node | undefined;
  /** A process has been sent there: what the sender believes of the target is corrected. */
  sent(slot: Slot, source: Node, target: Node): void;
}
