import type { Slot } from '../cpus/process-table.js';
import { cantmoveBit } from '../facts/cantmove.js';
import type { Ground } from '../ground.js';

/**
 * A process cannot move any more, for a reason in openMosix's word.
 * @returns whether that changes anything
 */
export function tie(ground: Ground, slot: Slot, reason: string): boolean {
  const isTied = (ground.table.cantmove(slot) & cantmoveBit(reason)) !== 0;
  return !isTied && turn(ground, slot, { type: 'tied', reason });
}

/**
 * The reason why a process cannot move goes.
 * @returns whether that changes anything
 */
export function untie(ground: Ground, slot: Slot, reason: string): boolean {
  const isTied = (ground.table.cantmove(slot) & cantmoveBit(reason)) !== 0;
  return isTied && turn(ground, slot, { type: 'untied', reason });
}

interface Turn {
  readonly type: 'tied' | 'untied';
  readonly reason: string;
}

function turn(ground: Ground, slot: Slot, { type, reason }: Turn): true {
  const { table, agenda } = ground;
  table.setCantmove(slot, table.cantmove(slot) ^ cantmoveBit(reason));
  if (ground.observers.want(type)) {
    ground.emit({ at: agenda.now, type, pid: table.pid(slot), reason });
  }
  return true;
}
