import { assert } from '../../base/assert.js';
import { extended } from '../../base/extended.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import {
  asLane,
  CLOCK,
  DEPUTIES,
  firstLane,
  KIND,
  LANE_RATE,
  type Lane,
  LINE,
  NEXT_LANE,
  NO_LANE,
  RUNNABLE,
  SERVED,
  SHARE,
  SLOWDOWN,
  STRIDE,
  TOP,
  WAITING,
} from './cpu-layout.js';
import { COMMON } from './lane-kinds.js';
import { slotsOf } from './process-heap.js';
import { asSlot, NO_SLOT, type ProcessTable, type Slot } from './process-table.js';
import type { UseWatch } from './use-watch.js';

/** The numbers of all nodes and their lanes (cpu-layout.ts). */
export class CpuRecords implements Stateful {
  values: Float64Array;
  #end: number;
  /** Free lines behind those of the nodes. */
  readonly #free: Lane[] = [];

  constructor(nodes: number) {
    this.#end = nodes * STRIDE;
    this.values = new Float64Array(this.#end);
    for (let index = 0; index < nodes; index++) {
      this.values[index * STRIDE + SLOWDOWN] = 1;
      this.#open(firstLane(asNodeIndex(index)), COMMON, NO_LANE);
    }
  }

  exchange(archive: Archive): void {
    this.values = archive.value('values', this.values);
    this.#end = archive.value('end', this.#end);
    archive.list('free', this.#free);
  }

  /** A node's lane of a kind. */
  lane(index: NodeIndex, kind: number): Lane {
    const first = firstLane(index);
    if (kind === COMMON) return first;
    let lane = asLane(this.values[first + NEXT_LANE]!);
    while (lane !== NO_LANE && this.values[lane + KIND] !== kind) {
      lane = asLane(this.values[lane + NEXT_LANE]!);
    }
    return lane === NO_LANE ? this.#add(first, kind) : lane;
  }

  /** Gives up a lane that has run empty; a node keeps its first. */
  close(index: NodeIndex, lane: Lane): void {
    const first = firstLane(index);
    if (lane === first) return;
    let before = first;
    while (this.values[before + NEXT_LANE] !== lane)
      before = asLane(this.values[before + NEXT_LANE]!);
    this.values[before + NEXT_LANE] = this.values[lane + NEXT_LANE]!;
    this.#free.push(lane);
  }

  /** What changes the rates of a node changes them from `now` on: it has been advanced to it. */
  assertAt(index: NodeIndex, now: number): void {
    const clock = this.values[index * STRIDE + CLOCK]!;
    if (clock !== now) assert(false, `node ${index} stands at ${clock}, it is ${now}`);
  }

  /** The lane whose next process is done first. */
  nextLane(table: ProcessTable, index: NodeIndex): Lane {
    const { values } = this;
    let next = firstLane(index);
    let lane = asLane(values[next + NEXT_LANE]!);
    for (; lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
      if (this.secondsToNext(table, lane) < this.secondsToNext(table, next)) next = lane;
    }
    return next;
  }

  /** Seconds until the next process of a lane is done; Infinity: none will be. */
  secondsToNext(table: ProcessTable, lane: Lane): number {
    const values = this.values;
    const top = asSlot(values[lane + TOP]!);
    if (top === NO_SLOT || values[lane + LANE_RATE] === 0) return Number.POSITIVE_INFINITY;
    return (table.finish(top) - values[lane + SERVED]!) / values[lane + LANE_RATE]!;
  }

  /** Runnable processes of the node of that line that do not wait for a call, and deputies. */
  onCpu(at: number): number {
    const { values } = this;
    return values[at + RUNNABLE]! - values[at + WAITING]! + values[at + DEPUTIES]!;
  }

  /** The use of a CPU by the processes of a node is about to change. */
  tellOfChanges(index: NodeIndex, watch: UseWatch | undefined): void {
    if (watch === undefined) return;
    const { values } = this;
    const slowdown = values[index * STRIDE + SLOWDOWN]!;
    for (let lane = firstLane(index); lane !== NO_LANE; lane = asLane(values[lane + NEXT_LANE]!)) {
      watch.changes(lane, slowdown * values[lane + SHARE]!);
    }
  }

  /** The processes in the lanes of a node, in no particular order. */
  *slots(table: ProcessTable, index: NodeIndex): Generator<Slot> {
    for (
      let lane = firstLane(index);
      lane !== NO_LANE;
      lane = asLane(this.values[lane + NEXT_LANE]!)
    ) {
      yield* slotsOf(table, asSlot(this.values[lane + TOP]!));
    }
  }

  #add(first: Lane, kind: number): Lane {
    const lane = this.#free.pop() ?? asLane(this.#end);
    if (lane === this.#end) this.#end += LINE;
    if (this.#end > this.values.length) {
      this.values = extended(this.values, new Float64Array(2 * this.#end));
    }
    this.#open(lane, kind, asLane(this.values[first + NEXT_LANE]!));
    this.values[first + NEXT_LANE] = lane;
    return lane;
  }

  #open(lane: Lane, kind: number, next: Lane): void {
    this.values[lane + TOP] = NO_SLOT;
    this.values[lane + KIND] = kind;
    this.values[lane + NEXT_LANE] = next;
    this.values[lane + LANE_RATE] = 0;
    this.values[lane + SHARE] = 0;
  }
}
