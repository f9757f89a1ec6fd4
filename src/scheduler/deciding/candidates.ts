import type { Cluster } from '../../cluster/cluster.js';
import { RUNNABLE, type Slot } from '../../cluster/cpus/process-table.js';
import { cpuSecondsOf } from '../../cluster/doing/progress.js';
import { cantmoveWords } from '../../cluster/facts/cantmove.js';
import { masks } from '../../cluster/facts/cluster-mask.js';
import { LSTAY } from '../../cluster/facts/status.js';
import type { Node } from '../../cluster/node.js';
import type { UseMeter } from '../measuring/use-meter.js';
import type { Candidate } from '../policies/policy.js';

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

function waitAt(cluster: Cluster, slot: Slot, id: number): number {
  // A process that only computes never waits, not even on a node that a stranger has made up.
  if (cluster.table.traits.profile(slot) === undefined) return 0;
  const node = cluster.node(id);
  if (node === undefined) return Number.POSITIVE_INFINITY;
  const { settings } = cluster.nodeOf(slot);
  return settings.overheads === undefined && settings.mfsCosts === undefined
    ? cluster.fileWaits.waitPerWork(slot, node.index)
    : cluster.fileWaits.believedWaitPerWork(slot, node.index, settings);
}

/** A node that a stranger has made up would be as far away as real ones. */
function moveSeconds(cluster: Cluster, slot: Slot, id: number): number {
  const here = cluster.table.node(slot);
  const fixedSeconds = cluster.nodeOf(slot).settings.overheads?.fixedSeconds;
  return cluster.migrations.seconds(slot, cluster.node(id)?.index ?? here, fixedSeconds);
}

const MAY_MOVE: readonly string[] = Object.freeze([]);

/** Whether a process may not leave because its node keeps its own processes (mosctl lstay). */
export function isHeldAtHome(cluster: Cluster, slot: Slot): boolean {
  const node = cluster.nodeOf(slot);
  return node.has(LSTAY) && cluster.homeOf(slot) === node;
}

function candidateOf(cluster: Cluster, slot: Slot, uses: UseMeter): Candidate {
  const { table, agenda } = cluster;
  const bits = table.cantmove(slot);
  const isHeld = isHeldAtHome(cluster, slot);
  const mask = table.traits.masks.size === 0 ? undefined : table.traits.masks.get(slot);
  const home = cluster.homeOf(slot).id;
  return {
    pid: table.pid(slot),
    home,
    use: uses.use(slot),
    threads: table.traits.clones(slot),
    history: uses.history(slot),
    cpuSeconds: cpuSecondsOf(cluster, slot),
    residenceSeconds: agenda.now - table.sinceSeconds(slot),
    memoryBytes: table.residentBytes(slot),
    migrations: table.migrations(slot),
    waitPerWork: table.waitPerWork(slot),
    waitAt: (id) => waitAt(cluster, slot, id),
    moveSeconds: (id) => moveSeconds(cluster, slot, id),
    mayGo: mask && ((id) => id === home || !masks(mask, id)),
    cantmove:
      bits === 0 && !isHeld ? MAY_MOVE : [...cantmoveWords(bits), ...(isHeld ? ['lstay'] : [])],
  };
}
