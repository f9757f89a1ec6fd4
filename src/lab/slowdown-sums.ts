import type { LogBins } from './log-bins.js';
import { studentQuantile } from './statistics/student.js';

/** A bin in which some process of some run was. */
export interface BinSum {
  readonly bin: number;
  /** Processes in it, of all runs. */
  readonly count: number;
  /** The part of the processes of a run that are beyond the bin, 0 to 1: mean over runs. */
  readonly slower: number;
  /** Of the 95 % interval of that mean (Student's t over runs); NaN: there is one run. */
  readonly halfWidth: number;
}

/**
 * What the bins of the runs of a cell come to. Processes of one run depend on each other, runs do
 * not: how far off the distribution may be is what it differs by from run to run. Runs are not
 * kept, only sums over them, so that there may be millions.
 */
export class SlowdownSums {
  #runs = 0;
  /** The bin of the first place of all that follow. */
  #start = 0;
  #counts = new Float64Array(0);
  /** Over runs: the part beyond a bin, and its square, where it is neither all nor nothing. */
  #parts = new Float64Array(0);
  #squares = new Float64Array(0);
  /** How many runs have their first process in a bin: before it, all of theirs are beyond. */
  #firsts = new Float64Array(0);

  /** How many runs have had a process. */
  get runs(): number {
    return this.#runs;
  }

  add(bins: LogBins): void {
    const [first, ...counts] = bins;
    if (first === undefined) return;
    this.#runs++;
    this.#makeRoom(first, first + counts.length);
    const at = first - this.#start;
    const total = counts.reduce((sum, count) => sum + count, 0);
    let beyond = total;
    this.#firsts[at]!++;
    for (const [index, count] of counts.entries()) {
      beyond -= count;
      this.#counts[at + index]! += count;
      this.#parts[at + index]! += beyond / total;
      this.#squares[at + index]! += (beyond / total) ** 2;
    }
  }

  /** The bins that have processes, in their order. */
  *bins(): Iterable<BinSum> {
    const runs = this.#runs;
    const t = runs > 1 ? studentQuantile(0.975, runs - 1) : Number.NaN;
    let toBegin = runs;
    for (const [place, count] of this.#counts.entries()) {
      toBegin -= this.#firsts[place]!;
      if (count === 0) continue;
      const sum = toBegin + this.#parts[place]!;
      const squares = toBegin + this.#squares[place]!;
      const rest = squares - sum ** 2 / runs;
      const variance = rest > ROUNDING * squares ? rest / (runs - 1) : 0;
      const halfWidth = t * Math.sqrt(variance / runs);
      yield { bin: this.#start + place, count, slower: sum / runs, halfWidth };
    }
  }

  /** For bins from `first` on and below `end`. */
  #makeRoom(first: number, end: number): void {
    const length = this.#counts.length;
    const start = length === 0 ? first : Math.min(this.#start, first);
    const room = Math.max(length === 0 ? end : this.#start + length, end) - start;
    if (room === length) return;
    const moved = (sums: Float64Array) => {
      const larger = new Float64Array(room);
      larger.set(sums, length === 0 ? 0 : this.#start - start);
      return larger;
    };
    this.#counts = moved(this.#counts);
    this.#parts = moved(this.#parts);
    this.#squares = moved(this.#squares);
    this.#firsts = moved(this.#firsts);
    this.#start = start;
  }
}

/** What adding leaves of equal parts, as a part of the squares; parts of processes differ by more. */
const ROUNDING = 1e-12;
