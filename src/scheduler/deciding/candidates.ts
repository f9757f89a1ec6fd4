import type { Cluster } from '../../cluster/cluster.js';
import { BLOCKED, RUNNABLE, type Slot, STOPPED } from '../../cluster/cpus/process-table.js';
import { cpuSecondsOf, workDoneOf } from '../../cluster/doing/progress.js';
import { cantmoveWords } from '../../cluster/facts/cantmove.js';
import { masks } from '../../cluster/facts/cluster-mask.js';
import { LSTAY } from '../../cluster/facts/status.js';
import type { Node } from '../../cluster/node.js';
import type { UseMeter } from '../measuring/use-meter.js';
import type { Candidate } from '../policies/policy.js';
import { costOf } from './costs.js';

/** What processes are seen by, besides the cluster. */
export interface Sight {
  readonly cluster: Cluster;
  readonly uses: UseMeter;
  /** Whether the policy is shown the work that they have left. */
  readonly isClairvoyant: boolean;
}

/** The processes that compute on a node, as a policy sees them, in the order of their pids. */
export function candidatesOf(sight: Sight, node: Node): SeenCandidate[] {
  return seen(sight, sight.cluster.cpus.slots(node.index));
}

/** Those that are on a node and do not compute, nor are on their way to another one. */
export function sleepersOf(sight: Sight, node: Node): SeenCandidate[] {
  const { table } = sight.cluster;
  return seen(
    sight,
    [...node.parked].filter((slot) => !table.isFrozen(slot)),
  );
}

function seen(sight: Sight, slots: Iterable<Slot>): SeenCandidate[] {
  const candidates: SeenCandidate[] = [];
  for (const slot of slots) candidates.push(candidateOf(sight, slot));
  return candidates.sort((a, b) => a.pid - b.pid);
}

/** The slot of a process that a node could send away; undefined: there is none with that pid. */
export function slotOn(cluster: Cluster, node: Node, pid: number): Slot | undefined {
  const { table } = cluster;
  for (const slot of node.slots()) {
    if (table.pid(slot) === pid && !table.isFrozen(slot)) return slot;
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

const MAY_MOVE: readonly string[] = Object.freeze([]);

/** Whether a process may not leave because its node keeps its own processes (mosctl lstay). */
export function isHeldAtHome(cluster: Cluster, slot: Slot): boolean {
  const node = cluster.nodeOf(slot);
  return node.has(LSTAY) && cluster.homeOf(slot) === node;
}

/** What a policy of the user's is shown besides; others have never asked for it. */
export type CandidateDetails = Pick<
  Candidate,
  | ('state' | 'user' | 'command' | 'arrivalSeconds' | 'job')
  | ('estimateSeconds' | 'workLeftSeconds')
>;

/** A process as a built-in policy sees it: there are millions of them. */
export interface SeenCandidate extends Candidate {
  readonly details: () => CandidateDetails;
}

function candidateOf(sight: Sight, slot: Slot): SeenCandidate {
  const { cluster, uses } = sight;
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
    moveSeconds: (to) =>
      costOf(cluster, { from: cluster.nodeOf(slot), to, bytes: table.residentBytes(slot) }),
    mayGo: mask && ((id) => !masks(mask, id, home)),
    cantmove:
      bits === 0 && !isHeld ? MAY_MOVE : [...cantmoveWords(bits), ...(isHeld ? ['lstay'] : [])],
    details: () => detailsOf(sight, slot),
  };
}

function detailsOf({ cluster, isClairvoyant }: Sight, slot: Slot): CandidateDetails {
  const { table } = cluster;
  const left = Math.max(0, table.workSeconds(slot) - workDoneOf(cluster, slot));
  return {
    state: stateOf(table.standing(slot)),
    user: table.traits.user(slot),
    command: table.traits.command(slot),
    arrivalSeconds: table.arrivalSeconds(slot),
    job: table.traits.jobs.get(slot),
    estimateSeconds: table.traits.estimates.get(slot),
    workLeftSeconds: isClairvoyant ? left : undefined,
  };
}

function stateOf(standing: number): NonNullable<Candidate['state']> {
  if (standing === RUNNABLE) return 'R';
  if ((standing & STOPPED) !== 0) return 'T';
  return (standing & BLOCKED) !== 0 ? 'D' : 'S';
}
