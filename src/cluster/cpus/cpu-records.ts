import { extended } from '../../base/extended.js';
import { asNodeIndex, type NodeIndex } from '../node-index.js';
import {
  asLane,
  firstLane,
  KIND,
  LANE_RATE,
  type Lane,
  LINE,
  NEXT_LANE,
  NO_LANE,
  SHARE,
  SLOWDOWN,
  STRIDE,
  TOP,
} from './cpu-layout.js';
import { COMMON } from './lane-kinds.js';
import { NO_SLOT } from './process-table.js';

/** The numbers of all nodes and their lanes (cpu-layout.ts). */
export class CpuRecords {
  values: Float64Array;
  #end: number;
  /** Lines behind those of the nodes that no lane is in. */
  readonly #free: Lane[] = [];

  constructor(nodes: number) {
    this.#end = nodes * STRIDE;
    this.values = new Float64Array(this.#end);
    for (let index = 0; index < nodes; index++) {
      this.values[index * STRIDE + SLOWDOWN] = 1;
      this.#open(firstLane(asNodeIndex(index)), COMMON, NO_LANE);
    }
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
