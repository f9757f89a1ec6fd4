import type { Timer } from '../../kernel/agenda.js';
import { EVACUATION } from '../agenda-kinds.js';
import type { Cluster } from '../cluster.js';
import type { Slot } from '../cpus/process-table.js';
import { USER_LOCK } from '../facts/cantmove.js';
import type { Node } from '../node.js';
import type { Placement } from './placement.js';

/** What is left to do for a node. */
interface Task {
  /** Guests go. */
  expel: boolean;
  /** Own processes come home. */
  bring: boolean;
}

/** Seconds between two attempts to move who could not move. */
const RETRY_SECONDS = 1;

/** What happens when the guests of a node are gone, or its own processes at home. */
export interface EvacuationEnd {
  expelled(node: Node): void;
  brought(node: Node): void;
}

/**
 * Guests that are sent away and own processes that are fetched home, until none is left: openMosix's
 * `expel` and `bring`. A guest goes to the best node there is, without any threshold; home, if no
 * other node takes it or if it is locked. One that cannot move is waited for: somebody asks again every second.
 */
export class Evacuation {
  readonly #tasks = new Map<Node, Task>();
  readonly #timer: Timer;

  readonly #cluster: Cluster;
  readonly #placement: Placement;
  readonly #end: EvacuationEnd;

  constructor(cluster: Cluster, placement: Placement, end: EvacuationEnd) {
    this.#cluster = cluster;
    this.#placement = placement;
    this.#end = end;

    this.#timer = cluster.agenda.create(EVACUATION, 0);
    cluster.migrations.onRetry = () => this.#tryAgain();
  }

  /** Begins sending guests away, fetching own processes, or both. */
  begin(node: Node, what: readonly (keyof Task)[]): void {
    const task = this.#tasks.get(node) ?? { expel: false, bring: false };
    for (const key of what) task[key] = true;
    this.#tasks.set(node, task);
    // Only now need anybody hear of migrations and processes that end.
    this.#cluster.migrations.onSettled = (index) => this.#goOn(this.#cluster.nodes[index]!);
    this.#setTimer();
    this.#goOn(node);
  }

  /** Gives that up; who moves now goes on moving. */
  giveUp(node: Node, what: readonly (keyof Task)[]): void {
    const task = this.#tasks.get(node);
    if (task === undefined) return;
    for (const key of what) task[key] = false;
    this.#closeIfDone(node, task);
  }

  /** Whether guests are being sent away or own processes fetched. */
  isUnderway(node: Node): boolean {
    return this.#tasks.has(node);
  }

  #closeIfDone(node: Node, task: Task): void {
    if (task.expel || task.bring) return;
    this.#tasks.delete(node);
    if (this.#tasks.size > 0) return;
    this.#cluster.migrations.onSettled = undefined;
    this.#cluster.agenda.clear(this.#timer);
  }

  #setTimer(): void {
    const { agenda } = this.#cluster;
    agenda.set(this.#timer, agenda.now + RETRY_SECONDS);
  }

  /** A reason may have gone, a way been healed, a node have made room: none of that is told here. */
  #tryAgain(): void {
    this.#setTimer();
    for (const node of [...this.#tasks.keys()]) this.#goOn(node);
  }

  #goOn(node: Node): void {
    const task = this.#tasks.get(node);
    if (task === undefined) return;
    if (task.expel) this.#sendGuests(node);
    if (task.bring) this.#fetchOwn(node);
    const expelled = task.expel && node.guests === 0;
    const brought = task.bring && node.away === 0 && !this.#sendsOwn(node);
    if (expelled) task.expel = false;
    if (brought) task.bring = false;
    this.#closeIfDone(node, task);
    if (expelled) this.#end.expelled(node);
    if (brought) this.#end.brought(node);
  }

  /** An own process on its way out is fetched back as soon as it has come there. */
  #sendsOwn(node: Node): boolean {
    for (const slot of node.parked) {
      if (this.#cluster.table.isFrozen(slot) && this.#cluster.homeOf(slot) === node) return true;
    }
    return false;
  }

  #sendGuests(node: Node): void {
    if (node.guests === 0) return;
    const cluster = this.#cluster;
    for (const slot of byPid(cluster, node.slots())) {
      if (cluster.homeOf(slot) === node || cluster.table.isFrozen(slot)) continue;
      sendAway(cluster, this.#placement, slot, reasonOf(node, 'expel'));
    }
  }

  #fetchOwn(node: Node): void {
    if (node.away === 0) return;
    const cluster = this.#cluster;
    for (const slot of byPid(cluster, cluster.table.slots())) {
      if (cluster.homeOf(slot) !== node || cluster.nodeOf(slot) === node) continue;
      if (cluster.table.isFrozen(slot)) continue;
      cluster.migrations.begin(slot, node, 'bring', reasonOf(node, 'bring'));
    }
  }
}

/**
 * Sends a guest to the best node that takes it, or home; one that is locked goes home only.
 * @returns whether it is on its way
 */
export function sendAway(
  cluster: Cluster,
  placement: Placement,
  slot: Slot,
  reason: string,
): boolean {
  const { migrations } = cluster;
  const source = cluster.nodeOf(slot);
  const isLocked = (cluster.table.cantmove(slot) & USER_LOCK) !== 0;
  const best = isLocked ? undefined : placement.best(slot);
  if (best !== undefined && migrations.begin(slot, best, 'expel', reason).accepted) {
    placement.sent(source, best, cluster.table.residentBytes(slot));
    return true;
  }
  return migrations.begin(slot, cluster.homeOf(slot), 'expel', reason).accepted;
}

function reasonOf(node: Node, verb: 'expel' | 'bring'): string {
  if (node.state !== 'leaving') return `${verb} at node ${node.id}`;
  return verb === 'expel' ? `node ${node.id} is leaving` : `its home ${node.id} is leaving`;
}

function byPid({ table }: Cluster, slots: Iterable<Slot>): Slot[] {
  return [...slots].sort((a, b) => table.pid(a) - table.pid(b));
}
