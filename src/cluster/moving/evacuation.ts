import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { EVACUATION } from '../agenda-kinds.js';
import { inPidOrder } from '../cpus/pid-order.js';
import type { Slot } from '../cpus/process-table.js';
import { USER_LOCK } from '../facts/cantmove.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import type { Migrations } from './migrations.js';
import type { Placement } from './placement.js';

/** What moves are made on. */
type MigrationGround = Ground & { readonly migrations: Migrations };

/** What an evacuation does for a node: guests leave, its own processes come home. */
type Part = 'expel' | 'bring';

/** What is left to do for a node. */
type Task = Record<Part, boolean>;

/** Seconds between two attempts to move processes that could not move. */
const RETRY_SECONDS = 1;

/**
 * Sends guests away and fetches a node's own processes home, until none is left: openMosix's
 * `expel` and `bring`. A guest goes to the best node there is, without any threshold; home, if no
 * other node takes it or if it is locked. One that cannot move is waited for: it is tried again
 * every second.
 */
export class Evacuation implements Stateful {
  #tasks = new Map<Node, Task>();
  readonly #timer: Timer;
  readonly #ended: ((node: Node, part: Part) => void)[] = [];

  readonly #ground: MigrationGround;
  readonly #placement: Placement;

  constructor(ground: MigrationGround, placement: Placement) {
    this.#ground = ground;
    this.#placement = placement;

    this.#timer = ground.agenda.create(EVACUATION, 0);
    ground.timers.on(EVACUATION, () => this.#tryAgain());
    ground.onSettled((node) => {
      if (this.#tasks.size > 0) this.#goOn(node);
    });
  }

  exchange(archive: Archive): void {
    const { nodes } = this.#ground;
    this.#tasks = archive.coded('tasks', this.#tasks, {
      save: (tasks) => Array.from(tasks, ([node, task]) => [node.index, { ...task }] as const),
      restore: (saved) => {
        const tasks = saved as unknown as readonly (readonly [number, Task])[];
        return new Map(tasks.map(([index, task]) => [nodes[index]!, { ...task }]));
      },
    });
  }

  /** `listener` is called when a node's guests are gone, or its own processes are home. */
  onEnd(listener: (node: Node, part: Part) => void): void {
    this.#ended.push(listener);
  }

  /** Begins sending guests away, fetching the node's own processes, or both. */
  begin(node: Node, parts: readonly Part[]): void {
    const task = this.#tasks.get(node) ?? { expel: false, bring: false };
    for (const part of parts) task[part] = true;
    this.#tasks.set(node, task);
    this.#setTimer();
    this.#goOn(node);
  }

  /** Gives that up; a process on its way goes on moving. */
  giveUp(node: Node, parts: readonly Part[]): void {
    const task = this.#tasks.get(node);
    if (task === undefined) return;
    for (const part of parts) task[part] = false;
    this.#closeIfDone(node, task);
  }

  /** Whether guests are being sent away or the node's own processes fetched. */
  isUnderway(node: Node): boolean {
    return this.#tasks.has(node);
  }

  /** Whether no guest is left at a node, and none of its own processes is or will be elsewhere. */
  isDone(node: Node): boolean {
    return node.guests === 0 && node.away === 0 && !this.#sendsOwn(node);
  }

  #closeIfDone(node: Node, task: Task): void {
    if (task.expel || task.bring) return;
    this.#tasks.delete(node);
    if (this.#tasks.size === 0) this.#ground.agenda.clear(this.#timer);
  }

  #setTimer(): void {
    const { agenda } = this.#ground;
    agenda.set(this.#timer, agenda.now + RETRY_SECONDS);
  }

  /** Retried, since a lifted reason, a healed way or new room on a node is not reported here. */
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
    if (expelled) this.#tell(node, 'expel');
    if (brought) this.#tell(node, 'bring');
  }

  #tell(node: Node, part: Part): void {
    for (const listener of this.#ended) listener(node, part);
  }

  /** One of its own processes that is on its way out is fetched back as soon as it has arrived. */
  #sendsOwn(node: Node): boolean {
    for (const slot of node.parked) {
      if (this.#ground.table.isFrozen(slot) && this.#ground.homeOf(slot) === node) return true;
    }
    return false;
  }

  #sendGuests(node: Node): void {
    if (node.guests === 0) return;
    const { table } = this.#ground;
    for (const slot of inPidOrder(table, node.slots())) {
      if (this.#ground.homeOf(slot) === node || table.isFrozen(slot)) continue;
      sendAway(this.#ground, this.#placement, slot, reasonOf(node, 'expel'));
    }
  }

  #fetchOwn(node: Node): void {
    if (node.away === 0) return;
    const { table } = this.#ground;
    for (const slot of inPidOrder(table, table.slots())) {
      if (this.#ground.homeOf(slot) !== node || this.#ground.nodeOf(slot) === node) continue;
      if (table.isFrozen(slot)) continue;
      this.#ground.migrations.begin(slot, node, 'bring', reasonOf(node, 'bring'));
    }
  }
}

/**
 * Sends a guest to the best node that takes it, or home; one that is locked goes home only.
 * @returns whether it is on its way
 */
export function sendAway(
  ground: MigrationGround,
  placement: Placement,
  slot: Slot,
  reason: string,
): boolean {
  const { migrations } = ground;
  const source = ground.nodeOf(slot);
  const isLocked = (ground.table.cantmove(slot) & USER_LOCK) !== 0;
  const best = isLocked ? undefined : placement.best(slot);
  if (best !== undefined && migrations.begin(slot, best, 'expel', reason).accepted) {
    placement.sent(slot, source, best);
    return true;
  }
  return migrations.begin(slot, ground.homeOf(slot), 'expel', reason).accepted;
}

function reasonOf(node: Node, part: Part): string {
  if (node.state !== 'leaving') return `${part} at node ${node.id}`;
  return part === 'expel' ? `node ${node.id} is leaving` : `its home ${node.id} is leaving`;
}
