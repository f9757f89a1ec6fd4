import { type Lane, LINE } from '../../cluster/cpus/cpu-layout.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { type Fading, faded } from './fading-sum.js';

/** What each process of a lane has added since its first one came, as far as it has not faded. */
type LaneSum = {
  /** An index of the fadings that there are. */
  fading: number;
  /** Processes that go by it; none: it may be used for another fading. */
  members: number;
  value: number;
  at: number;
};

/**
 * The processes of a lane use the same, so their sums grow alike: a lane keeps one sum for each
 * fading, and a process only by how much its own differed when it came. So a change of shares costs
 * as much as there are fadings, whatever the number of processes.
 */
export class LaneSums implements Stateful {
  readonly #sums: LaneSum[][] = [];

  readonly #fadings: readonly Fading[];

  /** @param fadings all there are, to which more may be added */
  constructor(fadings: readonly Fading[]) {
    this.#fadings = fadings;
  }

  exchange(archive: Archive): void {
    archive.list('sums', this.#sums);
  }

  /** Each process of a lane has used `use` of a CPU until `now`. */
  advance(lane: Lane, use: number, now: number): void {
    const sums = this.#of(lane);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum.members === 0) continue;
      sum.value = faded(sum.value, this.#fadings[sum.fading]!, now - sum.at, use);
      sum.at = now;
    }
  }

  /** The sum of a lane whose processes have each used `use` since its last change. */
  value(lane: Lane, fading: number, use: number, now: number): number {
    const { value, at } = this.#find(lane, fading)!;
    return faded(value, this.#fadings[fading]!, now - at, use);
  }

  /** A process begins to go by the sum of a fading. @returns what that is, as `value` */
  enter(lane: Lane, fading: number, use: number, now: number): number {
    const sums = this.#of(lane);
    let free: LaneSum | undefined;
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum.members === 0) free = sum;
      else if (sum.fading === fading) {
        sum.members++;
        return faded(sum.value, this.#fadings[fading]!, now - sum.at, use);
      }
    }
    if (free === undefined) {
      sums.push({ fading, members: 1, value: 0, at: now });
      return 0;
    }
    // A sum that starts again stays small, and so precise.
    free.fading = fading;
    free.members = 1;
    free.value = 0;
    free.at = now;
    return 0;
  }

  leave(lane: Lane, fading: number): void {
    this.#find(lane, fading)!.members--;
  }

  #find(lane: Lane, fading: number): LaneSum | undefined {
    const sums = this.#of(lane);
    for (let at = 0; at < sums.length; at++) {
      const sum = sums[at]!;
      if (sum.fading === fading && sum.members > 0) return sum;
    }
    return undefined;
  }

  #of(lane: Lane): LaneSum[] {
    const line = lane / LINE;
    while (line >= this.#sums.length) this.#sums.push([]);
    return this.#sums[line]!;
  }
}
