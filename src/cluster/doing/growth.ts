import type { Cluster } from '../cluster.js';
import type { Slot } from '../cpus/process-table.js';
import type { Node } from '../node.js';

/** The resident set of a process grows; while there is no room for it, the largest one dies. */
export function grow(cluster: Cluster, slot: Slot, bytes: number): void {
  const { table, cpus, agenda } = cluster;
  const node = cluster.nodeOf(slot);
  cpus.advance(node.index, agenda.now);
  table.setResidentBytes(slot, table.residentBytes(slot) + bytes);
  node.addMemory(bytes);
  cluster.rearm(node.index);
  makeRoom(cluster, node);
}

/** The OOM killer: ends the largest processes of a node until the rest fits. */
export function makeRoom(cluster: Cluster, node: Node): void {
  while (!node.fits(0) && node.population > 0) {
    cluster.end(largestOn(cluster, node), 'out of memory', 'KILL');
  }
}

/** The largest resident set, of equals the lowest pid. */
function largestOn({ table }: Cluster, node: Node): Slot {
  return [...node.slots()].reduce((largest, slot) => {
    const more = table.residentBytes(slot) - table.residentBytes(largest);
    return more > 0 || (more === 0 && table.pid(slot) < table.pid(largest)) ? slot : largest;
  });
}
