import { cantmoveWords } from '../cluster/cantmove.js';
import type { Cluster } from '../cluster/cluster.js';
import type { Node } from '../cluster/node.js';
import { RUNNABLE, type Slot } from '../cluster/process-table.js';
import type { Candidate } from './policies/policy.js';
import type { UseMeter } from './use-meter.js';

/** The processes that compute on a node, as a policy sees them, in the order of their pids. */
export function candidatesOf(cluster: Cluster, node: Node, uses: UseMeter): Candidate[] {
  const candidates: Candidate[] = [];
  for (const slot of cluster.cpus.slots(node.index)) {
    candidates.push(candidateOf(cluster, slot, uses));
  }
  return candidates.sort((a, b) => a.pid - b.pid);
}

/** The slot of a process that computes on a node; undefined: there is none with that pid. */
export function slotOn(cluster: Cluster, node: Node, pid: number): Slot | undefined {
  const { table } = cluster;
  for (const slot of node.slots()) {
    if (table.pid(slot) === pid && table.standing(slot) === RUNNABLE) return slot;
  }
  return undefined;
}

const MAY_MOVE: readonly string[] = [];

function candidateOf(cluster: Cluster, slot: Slot, uses: UseMeter): Candidate {
  const { table, agenda } = cluster;
  const bits = table.cantmove(slot);
  return {
    pid: table.pid(slot),
    home: cluster.homeOf(slot).id,
    use: uses.measure(slot),
    cpuSeconds: cluster.cpuSeconds(slot),
    residenceSeconds: agenda.now - table.sinceSeconds(slot),
    memoryBytes: table.residentBytes(slot),
    migrations: table.migrations(slot),
    cantmove: bits === 0 ? MAY_MOVE : cantmoveWords(bits),
  };
}
