import type { Slot } from '../cpus/process-table.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';

/** The resident set of a process grows; while there is no room for it, the largest one dies. */
export function grow(ground: Ground, slot: Slot, bytes: number): void {
  const { table, cpus, agenda } = ground;
  const node = ground.nodeOf(slot);
  cpus.advance(node.index, agenda.now);
  table.setResidentBytes(slot, table.residentBytes(slot) + bytes);
  node.addMemory(bytes);
  ground.rearm(node.index);
  makeRoom(ground, node);
}

/** The OOM killer: ends the largest processes of a node until the rest fits. */
export function makeRoom(ground: Ground, node: Node): void {
  while (!node.fits(0) && node.population > 0) {
    ground.end(largestOn(ground, node), 'out of memory', 'KILL');
  }
}

/** The largest resident set, of equals the lowest pid. */
function largestOn({ table }: Ground, node: Node): Slot {
  return [...node.slots()].reduce((largest, slot) => {
    const more = table.residentBytes(slot) - table.residentBytes(largest);
    return more > 0 || (more === 0 && table.pid(slot) < table.pid(largest)) ? slot : largest;
  });
}
