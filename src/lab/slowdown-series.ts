import { quantileInterval } from './statistics/quantile.js';
import { mser5 } from './statistics/truncation.js';

/** The slowdowns of the processes of runs, in the order of their arrival. */
export class SlowdownSeries {
  /** Sums over runs, as long as the shortest of them. */
  #sums: Float64Array | undefined;
  #runs = 0;

  add(slowdowns: Float64Array): void {
    this.#runs++;
    const before = this.#sums ?? new Float64Array(slowdowns.length);
    const length = Math.min(before.length, slowdowns.length);
    this.#sums = before.slice(0, length).map((sum, index) => sum + slowdowns[index]!);
  }

  /** What is to be known of their means, a sentence each. */
  notes(): readonly string[] {
    return [...this.#warmUpNotes(), ...this.#quantileNotes()];
  }

  /** Whether the start differs: of the mean over runs, since one run says too little (Welch). */
  #warmUpNotes(): readonly string[] {
    if (this.#runs < LEAST_RUNS || this.#sums === undefined) return [];
    const { cut, doubtful } = mser5(this.#sums);
    if (doubtful) {
      return [
        'the mean slowdown has not settled (MSER-5): watch more processes, or leave out more',
      ];
    }
    if (cut === 0) return [];
    return [
      `the first ${cut} watched processes differ from the others (MSER-5): a longer --warm-up leaves them out`,
    ];
  }

  /** Of one run: between which of its processes its quantiles lie. */
  #quantileNotes(): readonly string[] {
    const sums = this.#sums;
    if (this.#runs !== 1 || sums === undefined) return [];
    return Object.entries(QUANTILES).flatMap(([title, part]) => {
      const { value, low, high } = quantileInterval(sums, part);
      // Nothing has completed.
      if (Number.isNaN(value)) return [];
      const [at, from, to] = [value, low, high].map((one) => one.toFixed(2));
      return `${title}: ${at}, from ${from} to ${to} by the ranks of one run`;
    });
  }
}

const LEAST_RUNS = 5;
const QUANTILES = {
  'median slowdown': 0.5,
  'slowdown, 95th percentile': 0.95,
  'slowdown, 99th percentile': 0.99,
};
