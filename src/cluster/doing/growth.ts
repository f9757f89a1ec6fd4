import type { Slot } from '../cpus/process-table.js';
import type { Ground } from '../ground.js';
import type { OomKiller } from './oom-killer.js';

/**
 * The resident set of a process grows; while there is no room for it, the OOM killer ends others.
 */
export function grow(ground: Ground, oomKiller: OomKiller, slot: Slot, bytes: number): void {
  const { table, cpus, agenda } = ground;
  const node = ground.nodeOf(slot);
  cpus.advance(node.index, agenda.now);
  table.setResidentBytes(slot, table.residentBytes(slot) + bytes);
  node.addMemory(bytes);
  ground.rearm(node.index);
  oomKiller.makeRoom(node, slot);
}
