import type { Archive, Stateful } from '../kernel/archive.js';
import type { NodeIndex } from './node-index.js';

export const USED_BYTES = 0;
export const INCOMING_BYTES = 1;
export const OUTGOING_BYTES = 2;
export const INCOMING = 3;
export const INCOMING_SECONDS = 4;
export const INCOMING_CLOCK = 5;
const STRIDE = 8;

/**
 * The numbers of all nodes that change with every process that comes and goes, and that each tick
 * looks at: a cache line a node. As fields of objects each of them would have a line of its own.
 */
export class NodeNumbers implements Stateful {
  readonly values: Float64Array;

  constructor(nodes: number) {
    this.values = new Float64Array(nodes * STRIDE);
  }

  exchange(archive: Archive): void {
    archive.column('values', this.values);
  }

  /** Where those of a node begin. */
  offset(index: NodeIndex): number {
    return index * STRIDE;
  }
}
