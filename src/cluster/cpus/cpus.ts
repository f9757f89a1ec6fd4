import type { Archive, Stateful } from '../../kernel/archive.js';
import type { NodeSpec } from '../facts/node-spec.js';
import type { NodeIndex } from '../node-index.js';
import type { Coupling } from './coupling.js';
import {
  asLane,
  CLOCK,
  CPU_SECONDS,
  DEPUTIES,
  firstLane,
  KIND,
  LANE_RATE,
  type Lane,
  NEXT_LANE,
  NO_LANE,
  RATE,
  RUNNABLE,
  RUNNABLE_SECONDS,
  SERVED,
  SHARE,
  SIZE,
  SLOWDOWN,
  STRIDE,
  TOP,
  WAITING,
  WORK_SECONDS,
} from './cpu-layout.js';
import { CpuRecords } from './cpu-records.js';
import { COMMON, LaneKinds } from './lane-kinds.js';
import { inserted, without, withoutTop } from './process-heap.js';
import { asSlot, type ProcessTable, type Slot } from './process-table.js';
import { type Processors, processorsOf } from './processors.js';
import * as byKind from './share-by-kind.js';
import type { UseWatch } from './use-watch.js';

/**
 * The CPUs of all nodes, shared as a fluid: at every instant the runnable processes of a node get
 * its logical CPUs max-min fairly by weight, at most one each, and all together do T(n). Rates
 * change only at events: here, or of what the node is coupled with; nothing is computed between.
 *
 * Processes of one node and kind (lane-kinds.ts) progress alike: they are a lane. A lane keeps one
 * clock for all of them, `served`, the work each has been given; a process is done when `served`
 * reaches its `finish`. So an arrival or a departure costs O(log n), whatever it does to the rates.
 * Source: the virtual time of fair queueing (Demers, Keshav & Shenker 1989).
 * All numbers are in one array, by node: at ten thousand nodes, fetching them is what events cost.
 */
export class Cpus implements Stateful {
  /** By node; those of a node that is down may become others. */
  readonly processors: Processors[];
  readonly #records: CpuRecords;
  readonly #kinds = new LaneKinds();
  /** Undefined: every node is by itself. */
  coupling: Coupling | undefined;
  /** Undefined: nothing in the run ever asks. */
  watch: UseWatch | undefined;
  readonly #table: ProcessTable;
  readonly #clock: { readonly now: number };

  /** @param clock virtual time */
  constructor(specs: readonly NodeSpec[], table: ProcessTable, clock: { readonly now: number }) {
    this.#table = table;
    this.#clock = clock;
    this.processors = processorsOf(specs);
    this.#records = new CpuRecords(specs.length);
  }

  exchange(archive: Archive): void {
    archive.part('records', this.#records);
    archive.part('kinds', this.#kinds);
  }

  /** Processes, or their threads, that run or wait for a CPU. */
  runnable(index: NodeIndex): number {
    return this.#records.values[index * STRIDE + RUNNABLE]!;
  }

  /** Number of logical CPUs. */
  logical(index: NodeIndex): number {
    return this.processors[index]!.logical;
  }

  /** CPU time per second that the processes of a node use, without their waits for pages. */
  busy(index: NodeIndex): number {
    return byKind.sharesGiven(this.#records.values, index) * this.slowdown(index);
  }

  /** Part of its speed that the node keeps (memory.ts). */
  slowdown(index: NodeIndex): number {
    return this.#records.values[index * STRIDE + SLOWDOWN]!;
  }

  /** Changes the slowdown. The node has been advanced. */
  setSlowdown(index: NodeIndex, slowdown: number): void {
    this.#records.assertAt(index, this.#clock.now);
    this.#records.tellOfChanges(index, this.watch);
    this.#records.values[index * STRIDE + SLOWDOWN] = slowdown;
    this.#share(index);
  }

  /** Work done on the node up to `now`, not before its clock. */
  workSeconds(index: NodeIndex, now: number): number {
    const at = index * STRIDE;
    const values = this.#records.values;
    return values[at + WORK_SECONDS]! + (now - values[at + CLOCK]!) * values[at + RATE]!;
  }

  /** Runnable processes that wait for a call or for bytes. */
  waiting(index: NodeIndex): number {
    return this.#records.values[index * STRIDE + WAITING]!;
  }

  /** CPU time per second that calls from elsewhere take: deputies, and files served (flows.ts). */
  deputies(index: NodeIndex): number {
    return this.#records.values[index * STRIDE + DEPUTIES]!;
  }

  /** Integral of the processes that run or wait for a CPU, up to `now`, not before the clock. */
  runnableSeconds(index: NodeIndex, now: number): number {
    const at = index * STRIDE;
    const values = this.#records.values;
    return values[at + RUNNABLE_SECONDS]! + (now - values[at + CLOCK]!) * this.#records.onCpu(at);
  }

  /** Brings the clocks and sums of a node up to `now`. */
  advance(index: NodeIndex, now: number): void {
    const values = this.#records.values;
    const at = index * STRIDE;
    const seconds = now - values[at + CLOCK]!;
    if (!(seconds >= 0)) this.#records.assertAt(index, now);
    values[at + CLOCK] = now;
    // Deputies compute also where no process does.
    if (seconds === 0 || (values[at + RUNNABLE] === 0 && values[at + DEPUTIES] === 0)) return;
    values[at + WORK_SECONDS] = values[at + WORK_SECONDS]! + seconds * values[at + RATE]!;
    values[at + RUNNABLE_SECONDS] =
      values[at + RUNNABLE_SECONDS]! + seconds * this.#records.onCpu(at);
    // While it waits for its pages, a process uses no CPU time.
    const onCpu = seconds * values[at + SLOWDOWN]!;
    for (let lane = firstLane(index); lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
      values[lane + SERVED] = values[lane + SERVED]! + seconds * values[lane + LANE_RATE]!;
      values[lane + CPU_SECONDS] = values[lane + CPU_SECONDS]! + onCpu * values[lane + SHARE]!;
    }
  }

  /** Lets a process compute, whose `finish` is the work that is left. The node has been advanced. */
  add(index: NodeIndex, slot: Slot): void {
    this.#records.assertAt(index, this.#clock.now);
    const table = this.#table;
    const kind = this.#kinds.of(table, slot);
    const lane = this.#records.lane(index, kind);
    const values = this.#records.values;
    if (values[lane + SIZE] === 0) {
      // A clock that starts again stays small, and so precise.
      values[lane + SERVED] = 0;
      values[lane + CPU_SECONDS] = 0;
      if (kind !== COMMON) this.coupling?.opened(index, lane, this.#kinds.kind(kind));
    }
    table.enterLane(slot, lane, values[lane + SERVED]!, values[lane + CPU_SECONDS]!);
    this.watch?.entered(slot, lane, this.use(slot));
    values[lane + TOP] = inserted(table, asSlot(values[lane + TOP]!), slot);
    this.#resize(index, lane, 1);
  }

  /** Stops a process computing: its `finish` is then the work left. The node has been advanced. */
  remove(index: NodeIndex, slot: Slot): void {
    this.#records.assertAt(index, this.#clock.now);
    const table = this.#table;
    const { values } = this.#records;
    const lane = table.lane(slot);
    values[lane + TOP] = without(table, asSlot(values[lane + TOP]!), slot);
    const served = values[lane + SERVED]!;
    const leftSeconds = Math.max(0, table.finish(slot) - served);
    this.watch?.left(slot, lane, this.use(slot));
    table.leaveLane(slot, leftSeconds, served, values[lane + CPU_SECONDS]!);
    this.#resize(index, lane, -1);
  }

  /** When the next process of a node is done if nothing changes; Infinity: none will be. */
  nextCompletion(index: NodeIndex): number {
    const next = this.#records.nextLane(this.#table, index);
    // Rounding can put a finish a hair before the clock.
    const seconds = Math.max(0, this.#records.secondsToNext(this.#table, next));
    return this.#records.values[index * STRIDE + CLOCK]! + seconds;
  }

  /** Takes out the process that is done at the clock of its node. The node has been advanced. */
  complete(index: NodeIndex): Slot {
    this.#records.assertAt(index, this.#clock.now);
    const table = this.#table;
    const values = this.#records.values;
    const next = this.#records.nextLane(table, index);
    const slot = asSlot(values[next + TOP]!);
    // Exactly the finish, whatever rounding made of the clock: no drift.
    const served = table.finish(slot);
    values[next + SERVED] = served;
    values[next + TOP] = withoutTop(table, slot);
    this.watch?.completed(slot, next, this.use(slot));
    table.leaveLane(slot, 0, served, values[next + CPU_SECONDS]!);
    this.#resize(index, next, -1);
    return slot;
  }

  /** Work that a process which computes has done up to `now`. */
  workDone(index: NodeIndex, slot: Slot, now: number): number {
    const { values } = this.#records;
    const lane = this.#table.lane(slot);
    const seconds = now - values[index * STRIDE + CLOCK]!;
    const rate = values[lane + LANE_RATE]!;
    return this.#table.workOffset(slot) + (values[lane + SERVED]! + seconds * rate);
  }

  /** CPU time that a process which computes has used up to `now`. */
  cpuSeconds(index: NodeIndex, slot: Slot, now: number): number {
    const seconds = now - this.#records.values[index * STRIDE + CLOCK]!;
    const cpuSeconds = this.#records.values[this.#table.lane(slot) + CPU_SECONDS]!;
    return this.#table.cpuOffset(slot) + cpuSeconds + seconds * this.use(slot);
  }

  /** Share of a logical CPU that a process which computes is given now, 0 to 1 a thread. */
  share(slot: Slot): number {
    return this.#records.values[this.#table.lane(slot) + SHARE]!;
  }

  /** CPU time per second that it uses of that: the rest goes by while it waits for its pages. */
  use(slot: Slot): number {
    return this.share(slot) * this.slowdown(this.#table.node(slot));
  }

  /** Work per second that a process which computes gets now. */
  rate(slot: Slot): number {
    return this.#records.values[this.#table.lane(slot) + LANE_RATE]!;
  }

  /** Work per second that each of so many more would get, all weights being equal. */
  forecast(index: NodeIndex, more: number): number {
    return this.slowdown(index) * this.processors[index]!.equalRate(this.runnable(index) + more);
  }

  /** The lanes of a node that are not empty. */
  groups(index: NodeIndex): byKind.LaneGroup[] {
    return byKind.laneGroups(this.#records.values, index, this.processors[index]!, this.#kinds);
  }

  /** Gives the lanes of a node and its deputies their shares. It has been advanced. */
  setShares(index: NodeIndex, shares: readonly byKind.LaneShare[], deputies: number): void {
    this.#records.assertAt(index, this.#clock.now);
    this.#records.tellOfChanges(index, this.watch);
    byKind.writeShares(this.#records.values, index, shares, deputies);
  }

  /** The processes that compute on a node, in no particular order. */
  slots(index: NodeIndex): Generator<Slot> {
    return this.#records.slots(this.#table, index);
  }

  #resize(index: NodeIndex, lane: Lane, change: number): void {
    const values = this.#records.values;
    const size = values[lane + SIZE]! + change;
    values[lane + SIZE] = size;
    const kind = values[lane + KIND]!;
    const threads = change * this.#kinds.kind(kind).clones;
    values[index * STRIDE + RUNNABLE] = values[index * STRIDE + RUNNABLE]! + threads;
    if (size === 0 && kind !== COMMON) this.#close(index, lane);
    else this.#share(index);
  }

  /** The last process of a kind has left. Rare, so it is kept out of the hot path. */
  #close(index: NodeIndex, lane: Lane): void {
    this.#records.close(index, lane);
    const kind = this.#kinds.kind(this.#records.values[lane + KIND]!);
    if (this.coupling?.closed(index, lane, kind)) this.coupling.share(index);
    else this.#share(index);
  }

  /** Recomputes the shares and rates of a node. */
  #share(index: NodeIndex): void {
    const values = this.#records.values;
    const at = index * STRIDE;
    const runnable = values[at + RUNNABLE]!;
    const first = firstLane(index);
    // Without deputies no process from elsewhere has a part in it.
    if (values[first + SIZE] !== runnable || values[at + DEPUTIES]! > 0) {
      this.#shareApart(index);
      return;
    }
    const processors = this.processors[index]!;
    const rate = runnable === 0 ? 0 : values[at + SLOWDOWN]! * processors.equalRate(runnable);
    const share = runnable <= processors.logical ? 1 : processors.logical / runnable;
    if (share !== values[first + SHARE]) this.#records.tellOfChanges(index, this.watch);
    values[first + SHARE] = share;
    values[first + LANE_RATE] = rate;
    values[at + RATE] = runnable * rate;
    values[at + WAITING] = 0;
  }

  /** The same where not all progress alike, or a process from elsewhere has a part in it. */
  #shareApart(index: NodeIndex): void {
    if (this.coupling?.couples(index)) this.coupling.share(index);
    else this.setShares(index, byKind.shareByKind(this.groups(index), this.logical(index)), 0);
  }
}
