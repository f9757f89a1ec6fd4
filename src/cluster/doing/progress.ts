import { RUNNABLE, type Slot } from '../cpus/process-table.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import type { FileWaits } from './file-waits.js';

/** CPU time a process has used up to now. */
export function cpuSecondsOf({ table, cpus, agenda }: Ground, slot: Slot): number {
  if (table.standing(slot) !== RUNNABLE) return table.cpuOffset(slot);
  return cpus.cpuSeconds(table.node(slot), slot, agenda.now);
}

/** Work a process has done up to now. */
export function workDoneOf({ table, cpus, agenda }: Ground, slot: Slot): number {
  if (table.standing(slot) !== RUNNABLE) return table.workOffset(slot);
  return cpus.workDone(table.node(slot), slot, agenda.now);
}

/** Work per second a process gets where it is, or would get on another node as that is now. */
export function rateOn(
  { table, cpus, fileWaits }: Ground & { readonly fileWaits: FileWaits },
  slot: Slot,
  node: Node,
): number {
  const isThere = table.node(slot) === node.index && table.standing(slot) === RUNNABLE;
  if (isThere) return cpus.rate(slot);
  const threads = table.traits.clones(slot);
  const rate = cpus.forecast(node.index, threads);
  return threads / (1 / rate + fileWaits.waitPerWork(slot, node.index));
}
