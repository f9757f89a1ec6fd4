import type { ProcessTable, Slot } from './process-table.js';

/** Processes in the order of their pids. */
export function inPidOrder(table: ProcessTable, slots: Iterable<Slot>): Slot[] {
  return [...slots].sort((a, b) => table.pid(a) - table.pid(b));
}
