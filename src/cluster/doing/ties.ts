import type { Slot } from '../cpus/process-table.js';
import { cantmoveBit } from '../facts/cantmove.js';
import type { Ground } from '../ground.js';

/**
 * A reason why a process cannot move comes or goes, in openMosix's word.
 * @returns whether that changes anything
 */
export function setTied(ground: Ground, slot: Slot, reason: string, isTied: boolean): boolean {
  const { table, agenda } = ground;
  const bit = cantmoveBit(reason);
  const bits = table.cantmove(slot);
  if (((bits & bit) !== 0) === isTied) return false;
  table.setCantmove(slot, bits ^ bit);
  const type = isTied ? 'tied' : 'untied';
  if (ground.observers.want(type)) {
    ground.emit({ at: agenda.now, type, pid: table.pid(slot), reason });
  }
  return true;
}
