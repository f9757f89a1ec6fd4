import type { Timer } from '../../kernel/agenda.js';
import type { Archive, Codec, Stateful } from '../../kernel/archive.js';
import { MIGRATION } from '../agenda-kinds.js';
import { asSlot, FROZEN, type Slot } from '../cpus/process-table.js';
import type { FileWaits } from '../doing/file-waits.js';
import { cantmoveWords, hardReasons } from '../facts/cantmove.js';
import { masks } from '../facts/cluster-mask.js';
import { ACCEPTED, type Answer, refused } from '../facts/command.js';
import type { MigrationCause, MoveCause } from '../facts/event.js';
import type { Ground } from '../ground.js';
import type { Node } from '../node.js';
import type { NodeIndex } from '../node-index.js';
import {
  administrativeRefusal,
  isAutomatic,
  standingOf,
  strangersRefusal,
  type Ways,
  wayRefusal,
} from './admission.js';
import type { Transfer } from './network.js';
import type { Topology } from './topology.js';

/** One process on its way: frozen, first for the fixed cost, then while its bytes move. */
interface Migration {
  readonly slot: Slot;
  readonly target: Node;
  readonly cause: MoveCause;
  /** Why it is placed there. */
  readonly reason: string;
  readonly startedAt: number;
  readonly timer: Timer;
  transfer: Transfer | undefined;
}

/** What is told of a migration that has failed. */
export type Failure = Pick<Migration, 'slot' | 'cause'> & { readonly reason: string };

type SavedMigration = Omit<Migration, 'target' | 'transfer'> & { readonly target: NodeIndex };

/** What a migration depends on, and what its end changes. */
interface MigrationWays extends Ways {
  readonly topology: Topology;
  readonly fileWaits: FileWaits;
}

/**
 * Migration: accepted, frozen, fixed cost, transfer of the resident set, resumed. The process is
 * at its source until it resumes at its target, so it is never in two places or in none.
 */
export class Migrations implements Stateful {
  #carriedOut = 0;
  #bytesMoved = 0;
  readonly #bySlot = new Map<Slot, Migration>();
  readonly #failing: ((source: Node, target: Node, failure: Failure) => void)[] = [];

  readonly #ground: Ground;
  readonly #ways: MigrationWays;

  constructor(ground: Ground, ways: MigrationWays) {
    this.#ground = ground;
    this.#ways = ways;
    ground.timers.on(MIGRATION, (subject) => this.#onTimer(asSlot(subject)));
  }

  exchange(archive: Archive): void {
    this.#carriedOut = archive.value('carriedOut', this.#carriedOut);
    this.#bytesMoved = archive.value('bytesMoved', this.#bytesMoved);
    archive.map('bySlot', this.#bySlot, this.#codec);
  }

  /** The process table and the network have been restored before. */
  get #codec(): Codec<Migration> {
    const { nodes, table } = this.#ground;
    return {
      save: ({ target, transfer, ...migration }) => ({ ...migration, target: target.index }),
      restore: (saved) => {
        const { target, ...rest } = saved as unknown as SavedMigration;
        const source = table.node(rest.slot);
        const transfer = this.#ways.network.transferFrom(source, rest.timer);
        return { ...rest, target: nodes[target]!, transfer };
      },
    };
  }

  /** `listener` is called when a migration has failed: its source has learnt about its target. */
  onFail(listener: (source: Node, target: Node, failure: Failure) => void): void {
    this.#failing.push(listener);
  }

  /** Migrations that have landed. */
  get carriedOut(): number {
    return this.#carriedOut;
  }

  /** Bytes that they carried. */
  get bytesMoved(): number {
    return this.#bytesMoved;
  }

  get underway(): number {
    return this.#bySlot.size;
  }

  /** Where a frozen process is going; undefined: it is not on its way. */
  targetOf(slot: Slot): Node | undefined {
    return this.#bySlot.get(slot)?.target;
  }

  /** Why a process cannot go to a node now, in openMosix's words; undefined: it can. */
  refusal(slot: Slot, target: Node, cause: MoveCause): string | undefined {
    const { table } = this.#ground;
    const pid = table.pid(slot);
    const source = this.#ground.nodeOf(slot);
    const bits = table.cantmove(slot);
    const stays = isAutomatic(cause) ? bits : hardReasons(bits);
    const underway = this.targetOf(slot);
    if (underway !== undefined) return `process ${pid} is on its way to node ${underway.id}`;
    if (source === target) return `process ${pid} is already on node ${target.id}`;
    if (stays !== 0) return `process ${pid} cannot move: ${cantmoveWords(stays).join(' ')}`;
    // While those on a node that has crashed die, the death of one may make room for another.
    if (source.state === 'down') return standingOf(source);
    if (!target.isMember) return standingOf(target);
    const home = this.#ground.homeOf(slot);
    const set =
      wayRefusal(this.#ways, source, target) ??
      strangersRefusal(this.#ways, home, target) ??
      administrativeRefusal(source, target, home, cause);
    if (set !== undefined) return set;
    const mask = table.traits.masks.get(slot);
    if (mask !== undefined && masks(mask, target.id, home.id)) {
      return `process ${pid} may not go to node ${target.id} (migfilter)`;
    }
    const bytes = table.residentBytes(slot);
    if (!target.hasRoomFor(bytes)) return `node ${target.id} has no room for ${bytes} bytes`;
    return undefined;
  }

  /**
   * Seconds that moving so many bytes takes when they have the links for themselves.
   * @param fixedSeconds what it is believed to cost before they move; default: the truth
   */
  seconds(bytes: number, source: NodeIndex, target: NodeIndex, fixedSeconds?: number): number {
    const bytesPerSecond = this.#ways.topology.bandwidth(source, target);
    return (fixedSeconds ?? this.fixedSeconds(source, target)) + bytes / bytesPerSecond;
  }

  /** Of the ways that no class describes. */
  get usualCosts(): Topology['uniform'] {
    return this.#ways.topology.uniform;
  }

  /** What a migration between two nodes costs before its bytes move. */
  fixedSeconds(source: NodeIndex, target: NodeIndex): number {
    return this.#ways.topology.fixedSeconds(source, target);
  }

  /** Freezes a process and sends it to `target`. */
  begin(slot: Slot, target: Node, cause: MigrationCause, reason: string): Answer {
    const refusal = this.refusal(slot, target, cause);
    if (refusal !== undefined) return refused(refusal);
    const { table, agenda } = this.#ground;
    const from = this.#ground.nodeOf(slot);
    this.#freeze({ slot, target, cause, reason }, this.fixedSeconds(from.index, target.index));
    if (this.#ground.observers.want('migration-started')) {
      const [pid, bytes] = [table.pid(slot), table.residentBytes(slot)];
      const move = { pid, from: from.id, to: target.id, bytes, cause, reason };
      this.#ground.emit({ at: agenda.now, type: 'migration-started', ...move });
    }
    return ACCEPTED;
  }

  /** Lets a process that has just been started begin on `target`, `seconds` from now. */
  placeLater(slot: Slot, target: Node, seconds: number, reason: string): Answer {
    const refusal = this.refusal(slot, target, 'place');
    if (refusal !== undefined) return refused(refusal);
    this.#freeze({ slot, target, cause: 'place', reason }, seconds);
    return ACCEPTED;
  }

  #freeze(
    moved: Pick<Migration, 'slot' | 'target' | 'cause' | 'reason'>,
    fixedSeconds: number,
  ): void {
    const { slot, target, cause, reason } = moved;
    const { table, agenda } = this.#ground;
    const bytes = table.residentBytes(slot);
    const startedAt = agenda.now;
    const timer = agenda.create(MIGRATION, slot);
    this.#ground.halt(slot);
    table.setStanding(slot, table.standing(slot) | FROZEN);
    this.#ground.nodeOf(slot).outgoingBytes += bytes;
    this.#ground.promise(target, table.traits.clones(slot), bytes);
    const transfer = undefined;
    this.#bySlot.set(slot, { slot, target, cause, reason, startedAt, timer, transfer });
    agenda.set(timer, startedAt + fixedSeconds);
  }

  /** The fixed cost is over, or the last byte has arrived. */
  #onTimer(slot: Slot): void {
    const migration = this.#bySlot.get(slot)!;
    const { table } = this.#ground;
    const { target } = migration;
    const bytes = table.residentBytes(slot);
    if (migration.transfer === undefined && bytes > 0 && migration.cause !== 'place') {
      const source = table.node(slot);
      migration.transfer = this.#ways.network.start(source, target.index, bytes, migration.timer);
    } else if (target.fits(bytes)) {
      this.#land(migration);
    } else {
      this.#fail(migration, `node ${target.id} has no room any more for ${bytes} bytes`);
    }
  }

  /** Gives up the migrations to a node that can no longer take them: the processes stay. */
  abandonTo(target: Node, reason: string): void {
    for (const migration of [...this.#bySlot.values()]) {
      if (migration.target === target) this.#fail(migration, reason);
    }
  }

  /** Gives up the migrations of guests to a node that takes no more; its own may come home. */
  abandonGuestsTo(target: Node, reason: string): void {
    for (const migration of [...this.#bySlot.values()]) {
      const isGuest = this.#ground.homeOf(migration.slot) !== target;
      if (migration.target === target && isGuest) this.#fail(migration, reason);
    }
  }

  /** Gives up the migrations whose way has been cut: the processes stay. */
  abandonCut(reason: string): void {
    for (const migration of [...this.#bySlot.values()]) {
      const { slot, target } = migration;
      const source = this.#ground.table.node(slot);
      if (this.#ways.network.isCut(source, target.index)) this.#fail(migration, reason);
    }
  }

  /** Forgets the migration of a process that has ended on its way. */
  cancel(slot: Slot): void {
    const migration = this.#bySlot.get(slot);
    if (migration !== undefined) this.#close(migration);
  }

  #land(migration: Migration): void {
    const { slot, target, startedAt, cause } = migration;
    const { table, agenda } = this.#ground;
    const source = this.#ground.nodeOf(slot);
    const bytes = table.residentBytes(slot);
    this.#close(migration);
    this.#ground.place(slot, target);
    this.#ground.resume(slot);
    const { now } = agenda;
    const ids = { pid: table.pid(slot), from: source.id, to: target.id };
    const seconds = now - startedAt;
    if (cause === 'place') {
      table.setMigrations(slot, 0);
      this.#ground.emit({ at: now, type: 'placed', ...ids, seconds, reason: migration.reason });
    } else {
      this.#carriedOut++;
      this.#bytesMoved += bytes;
      this.#ground.emit({ at: now, type: 'migrated', ...ids, bytes, seconds, cause });
    }
    this.#ground.settle(source.index);
    this.#ground.settle(target.index);
    this.#ground.settle(table.home(slot));
  }

  #fail(migration: Migration, reason: string): void {
    const { slot, target, cause } = migration;
    const { table, agenda } = this.#ground;
    const source = this.#ground.nodeOf(slot);
    this.#close(migration);
    // The ways may have changed while it was frozen.
    this.#ways.fileWaits.settle(slot);
    this.#ground.resume(slot);
    const move = { pid: table.pid(slot), from: source.id, to: target.id, reason };
    this.#ground.emit({ at: agenda.now, type: 'migration-failed', ...move });
    for (const listener of this.#failing) listener(source, target, { slot, cause, reason });
    this.#ground.settle(source.index);
    this.#ground.settle(table.home(slot));
  }

  #close(migration: Migration): void {
    const { slot, target, transfer, timer } = migration;
    const { table, agenda } = this.#ground;
    if (transfer !== undefined) this.#ways.network.end(transfer);
    agenda.release(timer);
    const bytes = table.residentBytes(slot);
    this.#ground.nodeOf(slot).outgoingBytes -= bytes;
    this.#ground.promise(target, -table.traits.clones(slot), -bytes);
    table.setStanding(slot, table.standing(slot) & ~FROZEN);
    this.#bySlot.delete(slot);
  }
}
