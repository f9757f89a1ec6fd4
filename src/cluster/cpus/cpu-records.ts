import { extended } from '../../base/extended.js';
import { KIND, type Lane, LINE, NEXT_LANE, NO_LANE, SLOWDOWN, STRIDE, TOP } from './cpu-layout.js';
import { COMMON } from './lane-kinds.js';
import { NO_SLOT } from './process-table.js';

/** The numbers of all nodes and their lanes (cpu-layout.ts). */
export class CpuRecords {
  values: Float64Array;
  #end: number;

  constructor(nodes: number) {
    this.#end = nodes * STRIDE;
    this.values = new Float64Array(this.#end);
    for (let node = 0; node < nodes; node++) {
      this.values[node * STRIDE + SLOWDOWN] = 1;
      this.#open(node * STRIDE + LINE, COMMON, NO_LANE);
    }
  }

  /** A node's lane of a kind; one that runs empty stays for the next process of its kind. */
  lane(node: number, kind: number): Lane {
    const first = node * STRIDE + LINE;
    if (kind === COMMON) return first;
    let lane = this.values[first + NEXT_LANE]! | 0;
    while (lane !== NO_LANE && this.values[lane + KIND] !== kind) {
      lane = this.values[lane + NEXT_LANE]! | 0;
    }
    return lane === NO_LANE ? this.#add(first, kind) : lane;
  }

  #add(first: Lane, kind: number): Lane {
    const lane = this.#end;
    this.#end += LINE;
    if (this.#end > this.values.length) {
      this.values = extended(this.values, new Float64Array(2 * this.#end));
    }
    this.#open(lane, kind, this.values[first + NEXT_LANE]! | 0);
    this.values[first + NEXT_LANE] = lane;
    return lane;
  }

  #open(lane: Lane, kind: number, next: Lane): void {
    this.values[lane + TOP] = NO_SLOT;
    this.values[lane + KIND] = kind;
    this.values[lane + NEXT_LANE] = next;
  }
}
