import { extended } from '../../base/extended.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { ProcessSpec } from '../facts/process-spec.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import { doubledCapacity, FIRST_CAPACITY } from './capacity.js';
import { asLane, type Lane } from './cpu-layout.js';
import { ProcessTraits } from './process-traits.js';
import { asSlot, NO_SLOT, type Slot } from './slot.js';
import { FROZEN, RUNNABLE, STOPPED } from './standing.js';

export { asSlot, NO_SLOT, type Slot } from './slot.js';
export { BLOCKED, FROZEN, PIPED, RUNNABLE, SLEEPING, STOPPED } from './standing.js';

const NO_PID = -1;

// The record of a process: two cache lines, what an event of its node looks at in the first. They
// stand in this file because the compiler knows only constants of the file itself.
const FINISH = 0;
const PID = 1;
const CHILD = 2;
const SIBLING = 3;
const PREVIOUS = 4;
const WORK_OFFSET = 5;
const CPU_OFFSET = 6;
const NODE = 7;
const HOME = 8;
const ARRIVAL = 9;
const WORK = 10;
const RESIDENT = 11;
const SINCE = 12;
const LANE = 13;
const WAIT_PER_WORK = 14;
const PARENT = 15;
const STRIDE = 16;

// Its small whole numbers.
const STANDING = 0;
const NICE = 1;
const CANTMOVE = 2;
const MIGRATIONS = 3;
const INT_STRIDE = 4;

/**
 * The processes that are alive. A million of them pass through a run, and what costs time is not
 * computing but fetching from memory: so a process is one record in few arrays, and records that
 * were left last are used again first, while in a cache. `| 0` tells the compiler: an index.
 */
export class ProcessTable implements Stateful {
  readonly traits = new ProcessTraits();
  /** Number of slots in use. */
  alive = 0;
  /** Counts moves, and changes of nice values and ties. */
  revision = 0;
  #values = new Float64Array(FIRST_CAPACITY * STRIDE);
  #ints = new Int32Array(FIRST_CAPACITY * INT_STRIDE);
  #end = 0;
  readonly #free: Slot[] = [];
  /** Slots by pid, from when they are asked for first: few runs ever ask. */
  #byPid: Map<number, Slot> | undefined;

  exchange(archive: Archive): void {
    this.alive = archive.value('alive', this.alive);
    this.#values = archive.value('values', this.#values);
    this.#ints = archive.value('ints', this.#ints);
    this.#end = archive.value('end', this.#end);
    archive.list('free', this.#free);
    archive.part('traits', this.traits);
    if (archive.restores) this.#byPid = undefined;
  }

  /** Takes in a process that is to run at its home, out of every heap. */
  add(spec: ProcessSpec, pid: number, home: NodeIndex, now: number): Slot {
    const slot = this.#free.pop() ?? asSlot(this.#end++);
    if (slot * INT_STRIDE >= this.#ints.length) this.#grow();
    this.alive++;
    const values = this.#values;
    const at = slot * STRIDE;
    values[at + FINISH] = spec.workSeconds;
    values[at + PID] = pid;
    values[at + CHILD] = NO_SLOT;
    values[at + SIBLING] = NO_SLOT;
    values[at + PREVIOUS] = NO_SLOT;
    values[at + WORK_OFFSET] = 0;
    values[at + CPU_OFFSET] = 0;
    values[at + NODE] = home;
    values[at + HOME] = home;
    values[at + ARRIVAL] = now;
    values[at + WORK] = spec.workSeconds;
    values[at + RESIDENT] = spec.residentBytes;
    values[at + SINCE] = now;
    values[at + WAIT_PER_WORK] = 0;
    values[at + PARENT] = spec.parent ?? NO_PID;
    const ints = this.#ints;
    const int = slot * INT_STRIDE;
    ints[int + STANDING] = RUNNABLE;
    ints[int + NICE] = spec.nice;
    ints[int + CANTMOVE] = spec.cantmove;
    ints[int + MIGRATIONS] = 0;
    this.traits.add(slot, spec);
    this.#byPid?.set(pid, slot);
    return slot;
  }

  remove(slot: Slot): void {
    this.alive--;
    this.#byPid?.delete(this.pid(slot));
    this.#values[slot * STRIDE + PID] = NO_PID;
    this.#free.push(slot);
  }

  /** The slot of a pid; NO_SLOT: no such process is alive. */
  find(pid: number): Slot {
    this.#byPid ??= new Map(Array.from(this.slots(), (slot) => [this.pid(slot), slot]));
    return this.#byPid.get(pid) ?? NO_SLOT;
  }

  /** Every slot in use. */
  slots(): readonly Slot[] {
    const used: Slot[] = [];
    for (let at = asSlot(0); at < this.#end; at++) if (this.pid(at) !== NO_PID) used.push(at);
    return used;
  }

  pid(slot: Slot): number {
    return this.#values[slot * STRIDE + PID]!;
  }

  /** In a lane: the lane's `served` at which its work is done. Else: the work that is left. */
  finish(slot: Slot): number {
    return this.#values[slot * STRIDE + FINISH]!;
  }

  /** It comes into a lane with these clocks. */
  enterLane(slot: Slot, lane: Lane, served: number, cpuSeconds: number): void {
    const values = this.#values;
    const at = slot * STRIDE;
    values[at + FINISH] = served + values[at + FINISH]!;
    values[at + WORK_OFFSET] = values[at + WORK_OFFSET]! - served;
    values[at + CPU_OFFSET] = values[at + CPU_OFFSET]! - cpuSeconds;
    values[at + LANE] = lane;
  }

  /** It leaves its lane, whose clocks these are, with that much work left. */
  leaveLane(slot: Slot, leftSeconds: number, served: number, cpuSeconds: number): void {
    const values = this.#values;
    const at = slot * STRIDE;
    values[at + FINISH] = leftSeconds;
    values[at + WORK_OFFSET] = values[at + WORK_OFFSET]! + served;
    values[at + CPU_OFFSET] = values[at + CPU_OFFSET]! + cpuSeconds;
  }

  setFinish(slot: Slot, finish: number): void {
    this.#values[slot * STRIDE + FINISH] = finish;
  }

  /** In a lane: work done, less the lane's `served`. Else: work done. */
  workOffset(slot: Slot): number {
    return this.#values[slot * STRIDE + WORK_OFFSET]!;
  }

  /** In a lane: CPU time used, less the lane's `cpuSeconds`. Else: CPU time used. */
  cpuOffset(slot: Slot): number {
    return this.#values[slot * STRIDE + CPU_OFFSET]!;
  }

  /** Links of the heap in which it is (process-heap.ts). */
  child(slot: Slot): Slot {
    return asSlot(this.#values[slot * STRIDE + CHILD]!);
  }

  setChild(slot: Slot, child: Slot): void {
    this.#values[slot * STRIDE + CHILD] = child;
  }

  sibling(slot: Slot): Slot {
    return asSlot(this.#values[slot * STRIDE + SIBLING]!);
  }

  setSibling(slot: Slot, sibling: Slot): void {
    this.#values[slot * STRIDE + SIBLING] = sibling;
  }

  previous(slot: Slot): Slot {
    return asSlot(this.#values[slot * STRIDE + PREVIOUS]!);
  }

  setPrevious(slot: Slot, previous: Slot): void {
    this.#values[slot * STRIDE + PREVIOUS] = previous;
  }

  /** Index of the node where it is; while it is frozen, the node that it leaves. */
  node(slot: Slot): NodeIndex {
    return asNodeIndex(this.#values[slot * STRIDE + NODE]! | 0);
  }

  home(slot: Slot): NodeIndex {
    return asNodeIndex(this.#values[slot * STRIDE + HOME]! | 0);
  }

  arrivalSeconds(slot: Slot): number {
    return this.#values[slot * STRIDE + ARRIVAL]!;
  }

  workSeconds(slot: Slot): number {
    return this.#values[slot * STRIDE + WORK]!;
  }

  residentBytes(slot: Slot): number {
    return this.#values[slot * STRIDE + RESIDENT]!;
  }

  setResidentBytes(slot: Slot, bytes: number): void {
    this.#values[slot * STRIDE + RESIDENT] = bytes;
  }

  /** When it came to its node. */
  sinceSeconds(slot: Slot): number {
    return this.#values[slot * STRIDE + SINCE]!;
  }

  migrations(slot: Slot): number {
    return this.#ints[slot * INT_STRIDE + MIGRATIONS]!;
  }

  setMigrations(slot: Slot, migrations: number): void {
    this.#ints[slot * INT_STRIDE + MIGRATIONS] = migrations;
  }

  /** Notes that it has come to another node. */
  moved(slot: Slot, to: NodeIndex, now: number): void {
    const at = slot * STRIDE;
    const values = this.#values;
    values[at + NODE] = to;
    values[at + SINCE] = now;
    this.revision++;
    this.setMigrations(slot, this.migrations(slot) + 1);
  }

  nice(slot: Slot): number {
    return this.#ints[slot * INT_STRIDE + NICE]!;
  }

  setNice(slot: Slot, nice: number): void {
    this.#ints[slot * INT_STRIDE + NICE] = nice;
    this.revision++;
  }

  /** Where it computes, if it does (cpus.ts). */
  lane(slot: Slot): Lane {
    return asLane(this.#values[slot * STRIDE + LANE]!);
  }

  /** Seconds of waiting for calls and bytes per second of work, where it is (io-wait.ts). */
  waitPerWork(slot: Slot): number {
    return this.#values[slot * STRIDE + WAIT_PER_WORK]!;
  }

  setWaitPerWork(slot: Slot, seconds: number): void {
    this.#values[slot * STRIDE + WAIT_PER_WORK] = seconds;
  }

  /** RUNNABLE or a set of STOPPED, FROZEN, SLEEPING, BLOCKED, PIPED. */
  standing(slot: Slot): number {
    return this.#ints[slot * INT_STRIDE + STANDING]!;
  }

  setStanding(slot: Slot, standing: number): void {
    this.#ints[slot * INT_STRIDE + STANDING] = standing;
  }

  isStopped(slot: Slot): boolean {
    return (this.standing(slot) & STOPPED) !== 0;
  }

  isFrozen(slot: Slot): boolean {
    return (this.standing(slot) & FROZEN) !== 0;
  }

  cantmove(slot: Slot): number {
    return this.#ints[slot * INT_STRIDE + CANTMOVE]! >>> 0;
  }

  setCantmove(slot: Slot, bits: number): void {
    this.#ints[slot * INT_STRIDE + CANTMOVE] = bits;
    this.revision++;
  }

  /** pid of the process that has started it; undefined: none of this cluster. */
  parent(slot: Slot): number | undefined {
    const pid = this.#values[slot * STRIDE + PARENT]!;
    return pid === NO_PID ? undefined : pid;
  }

  #grow(): void {
    const capacity = doubledCapacity(this.#ints.length / INT_STRIDE, 8 * STRIDE + 4 * INT_STRIDE);
    this.#values = extended(this.#values, new Float64Array(capacity * STRIDE));
    this.#ints = extended(this.#ints, new Int32Array(capacity * INT_STRIDE));
  }
}
