import { extended } from '../base/extended.js';
import { fairShares, weightOf } from './fair-shares.js';
import type { NodeSpec } from './node-spec.js';
import { inserted, slotsOf, without, withoutTop } from './process-heap.js';
import { NO_SLOT, type ProcessTable, type Slot } from './process-table.js';
import { type Processors, processorsOf } from './processors.js';

/** A lane: the offset of its record in the array of all records. */
export type Lane = number;

const NO_LANE = -1;

/** Numbers of a node. */
const CLOCK = 0;
const RUNNABLE = 1;
const RATE = 2;
const SLOWDOWN = 3;
const WORK_SECONDS = 4;
const RUNNABLE_SECONDS = 5;
/** Numbers of a lane. */
const SERVED = 0;
const CPU_SECONDS = 1;
const LANE_RATE = 2;
const SHARE = 3;
const TOP = 4;
const SIZE = 5;
const WEIGHT = 6;
const NEXT_LANE = 7;
/** A cache line: eight numbers. A node's own is followed by that of its first lane. */
const LINE = 8;
const STRIDE = 2 * LINE;

/**
 * The CPUs of all nodes, shared as a fluid: at every instant the runnable processes of a node get
 * its logical CPUs max-min fairly by weight, at most one each, and all together do T(n). Rates
 * change only when a process comes or goes, so nothing is computed between such events.
 *
 * Processes of one node and weight progress alike: they are a lane. A lane keeps one clock for all
 * of them, `served`, the work each has been given; a process is done when `served` reaches its
 * `finish`. So an arrival or a departure costs O(log n), whatever it does to the rates.
 * Source: the virtual time of fair queueing (Demers, Keshav & Shenker 1989).
 *
 * `node` is the index of a node throughout. All numbers are in one array, by node, since at ten
 * thousand nodes fetching them is what an event costs.
 */
export class Cpus {
  readonly #processors: readonly Processors[];
  #values: Float64Array;
  #end: number;

  constructor(
    specs: readonly NodeSpec[],
    private readonly table: ProcessTable,
  ) {
    this.#processors = processorsOf(specs);
    this.#end = specs.length * STRIDE;
    this.#values = new Float64Array(this.#end);
    specs.forEach((_, node) => {
      this.#values[node * STRIDE + SLOWDOWN] = 1;
      this.#clearLane(node * STRIDE + LINE, weightOf(0), NO_LANE);
    });
  }

  /** Processes that run or wait for a CPU. */
  runnable(node: number): number {
    return this.#values[node * STRIDE + RUNNABLE]!;
  }

  /** Busy logical CPUs. */
  busy(node: number): number {
    return Math.min(this.runnable(node), this.#processors[node]!.logical);
  }

  /** Part of its speed that the node keeps (memory.ts). */
  slowdown(node: number): number {
    return this.#values[node * STRIDE + SLOWDOWN]!;
  }

  /** Changes the slowdown; `advance` has been called. */
  setSlowdown(node: number, slowdown: number): void {
    this.#values[node * STRIDE + SLOWDOWN] = slowdown;
    this.#share(node);
  }

  /** Work done on the node up to `now`, not before its clock. */
  workSeconds(node: number, now: number): number {
    const at = node * STRIDE;
    const values = this.#values;
    return values[at + WORK_SECONDS]! + (now - values[at + CLOCK]!) * values[at + RATE]!;
  }

  /** Integral of `runnable` up to `now`, not before the node's clock. */
  runnableSeconds(node: number, now: number): number {
    const at = node * STRIDE;
    const values = this.#values;
    return values[at + RUNNABLE_SECONDS]! + (now - values[at + CLOCK]!) * values[at + RUNNABLE]!;
  }

  /** Brings the clocks and sums of a node up to `now`. */
  advance(node: number, now: number): void {
    const values = this.#values;
    const at = node * STRIDE;
    const seconds = now - values[at + CLOCK]!;
    values[at + CLOCK] = now;
    const runnable = values[at + RUNNABLE]!;
    if (seconds === 0 || runnable === 0) return;
    values[at + WORK_SECONDS] = values[at + WORK_SECONDS]! + seconds * values[at + RATE]!;
    values[at + RUNNABLE_SECONDS] = values[at + RUNNABLE_SECONDS]! + seconds * runnable;
    for (let lane = at + LINE; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
      values[lane + SERVED] = values[lane + SERVED]! + seconds * values[lane + LANE_RATE]!;
      values[lane + CPU_SECONDS] = values[lane + CPU_SECONDS]! + seconds * values[lane + SHARE]!;
    }
  }

  /** Lets a process compute, whose `finish` is the work that is left; `advance` has been called. */
  add(node: number, slot: Slot): void {
    const { table } = this;
    const lane = this.#laneOf(node, slot);
    const values = this.#values;
    if (values[lane + SIZE] === 0) {
      // A clock that starts again stays small, and so precise.
      values[lane + SERVED] = 0;
      values[lane + CPU_SECONDS] = 0;
    }
    const served = values[lane + SERVED]!;
    table.setFinish(slot, served + table.finish(slot));
    table.addWork(slot, -served);
    table.addCpu(slot, -values[lane + CPU_SECONDS]!);
    values[lane + TOP] = inserted(table, values[lane + TOP]!, slot);
    this.#resize(node, lane, 1);
  }

  /** Stops a process computing: its `finish` is then the work left; `advance` has been called. */
  remove(node: number, slot: Slot): void {
    const { table } = this;
    const values = this.#values;
    const lane = this.#laneOf(node, slot);
    values[lane + TOP] = without(table, values[lane + TOP]!, slot);
    table.setFinish(slot, Math.max(0, table.finish(slot) - values[lane + SERVED]!));
    this.#settle(lane, slot);
    this.#resize(node, lane, -1);
  }

  /** When the next process of a node is done if nothing changes; Infinity: none will be. */
  nextCompletion(node: number): number {
    const values = this.#values;
    const at = node * STRIDE;
    let seconds = Number.POSITIVE_INFINITY;
    for (let lane = at + LINE; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
      seconds = Math.min(seconds, this.#secondsToNext(lane));
    }
    // Rounding can put a finish a hair before the clock.
    return values[at + CLOCK]! + Math.max(0, seconds);
  }

  /** Takes out the process that is done at the clock of its node; `advance` has been called. */
  complete(node: number): Slot {
    const { table } = this;
    const values = this.#values;
    let next = node * STRIDE + LINE;
    for (let lane = values[next + NEXT_LANE]!; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
      if (this.#secondsToNext(lane) < this.#secondsToNext(next)) next = lane;
    }
    const slot = values[next + TOP]!;
    // Exactly the finish, whatever rounding made of the clock: no drift.
    values[next + SERVED] = table.finish(slot);
    values[next + TOP] = withoutTop(table, slot);
    table.setFinish(slot, 0);
    this.#settle(next, slot);
    this.#resize(node, next, -1);
    return slot;
  }

  /** Work that a process which computes has done up to `now`. */
  workDone(node: number, slot: Slot, now: number): number {
    const lane = this.#laneOf(node, slot);
    const seconds = now - this.#values[node * STRIDE + CLOCK]!;
    const served = this.#values[lane + SERVED]! + seconds * this.#values[lane + LANE_RATE]!;
    return this.table.workOffset(slot) + served;
  }

  /** CPU time that a process which computes has used up to `now`. */
  cpuSeconds(node: number, slot: Slot, now: number): number {
    const lane = this.#laneOf(node, slot);
    const seconds = now - this.#values[node * STRIDE + CLOCK]!;
    const cpuSeconds = this.#values[lane + CPU_SECONDS]! + seconds * this.#values[lane + SHARE]!;
    return this.table.cpuOffset(slot) + cpuSeconds;
  }

  /** Share of a logical CPU that a process which computes gets now, 0 to 1. */
  share(node: number, slot: Slot): number {
    return this.#values[this.#laneOf(node, slot) + SHARE]!;
  }

  /** Work per second that a process which computes gets now. */
  rate(node: number, slot: Slot): number {
    return this.#values[this.#laneOf(node, slot) + LANE_RATE]!;
  }

  /** Work per second that one process more would get, all weights being equal. */
  forecast(node: number): number {
    return this.slowdown(node) * this.#processors[node]!.equalRate(this.runnable(node) + 1);
  }

  /** The processes that compute on a node, in no order that means anything. */
  *slots(node: number): Generator<Slot> {
    let lane = node * STRIDE + LINE;
    for (; lane !== NO_LANE; lane = this.#values[lane + NEXT_LANE]!) {
      yield* slotsOf(this.table, this.#values[lane + TOP]!);
    }
  }

  #secondsToNext(lane: Lane): number {
    const values = this.#values;
    const top = values[lane + TOP]!;
    if (top === NO_SLOT) return Number.POSITIVE_INFINITY;
    return (this.table.finish(top) - values[lane + SERVED]!) / values[lane + LANE_RATE]!;
  }

  /** What a process has had up to now becomes its own. */
  #settle(lane: Lane, slot: Slot): void {
    this.table.addWork(slot, this.#values[lane + SERVED]!);
    this.table.addCpu(slot, this.#values[lane + CPU_SECONDS]!);
  }

  #resize(node: number, lane: Lane, change: number): void {
    const values = this.#values;
    values[lane + SIZE] = values[lane + SIZE]! + change;
    values[node * STRIDE + RUNNABLE] = values[node * STRIDE + RUNNABLE]! + change;
    this.#share(node);
  }

  /** Computes the shares and rates of a node anew. */
  #share(node: number): void {
    const values = this.#values;
    const at = node * STRIDE;
    const runnable = values[at + RUNNABLE]!;
    const first = at + LINE;
    if (values[first + SIZE] !== runnable) {
      this.#shareByWeight(node);
      return;
    }
    const processors = this.#processors[node]!;
    const rate = runnable === 0 ? 0 : values[at + SLOWDOWN]! * processors.equalRate(runnable);
    values[first + SHARE] = runnable <= processors.logical ? 1 : processors.logical / runnable;
    values[first + LANE_RATE] = rate;
    values[at + RATE] = runnable * rate;
  }

  #shareByWeight(node: number): void {
    const values = this.#values;
    const at = node * STRIDE;
    const ratePerShare =
      values[at + SLOWDOWN]! * this.#processors[node]!.ratePerShare(values[at + RUNNABLE]!);
    const lanes: Lane[] = [];
    for (let lane = at + LINE; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
      if (values[lane + SIZE]! > 0) lanes.push(lane);
    }
    const groups = lanes.map((lane) => ({
      size: values[lane + SIZE]!,
      weight: values[lane + WEIGHT]!,
    }));
    const shares = fairShares(groups, this.busy(node));
    values[at + RATE] = 0;
    lanes.forEach((lane, index) => {
      const rate = shares[index]! * ratePerShare;
      values[lane + SHARE] = shares[index]!;
      values[lane + LANE_RATE] = rate;
      values[at + RATE] = values[at + RATE]! + values[lane + SIZE]! * rate;
    });
  }

  /** The lane of a process's weight; a lane that runs empty stays for the next one of its weight. */
  #laneOf(node: number, slot: Slot): Lane {
    const values = this.#values;
    const weight = weightOf(this.table.nice(slot));
    const first = node * STRIDE + LINE;
    let lane = first;
    for (; lane !== NO_LANE; lane = values[lane + NEXT_LANE]!) {
      if (values[lane + WEIGHT] === weight) return lane;
    }
    lane = this.#end;
    this.#end += LINE;
    if (this.#end > values.length) {
      this.#values = extended(values, new Float64Array(Math.max(64, 2 * values.length)));
    }
    this.#clearLane(lane, weight, this.#values[first + NEXT_LANE]!);
    this.#values[first + NEXT_LANE] = lane;
    return lane;
  }

  #clearLane(lane: Lane, weight: number, next: Lane): void {
    const values = this.#values;
    values[lane + TOP] = NO_SLOT;
    values[lane + WEIGHT] = weight;
    values[lane + NEXT_LANE] = next;
  }
}
