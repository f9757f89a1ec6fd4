import type { StudyStanding } from './standing.js';

/** How fast a study goes on. */
export interface StudyPace {
  /** Runs a second; NaN: not known yet. */
  readonly rate: number;
  /** Seconds until the end, by the runs that are expected; NaN: not known, Infinity: none is made. */
  readonly secondsLeft: number;
  /** The same, if every cell goes on to its last run. */
  readonly mostSecondsLeft: number;
  /** Since the last run that was seen to end, or since the beginning of the look. */
  readonly idleSeconds: number;
}

/** What had been made at one moment. */
export interface WorkMade {
  readonly runs: number;
  /** Of the wall clock, all threads together. */
  readonly seconds: number;
}

/**
 * Judges by what it sees while it looks. Cells take different times: what is left is counted in
 * the seconds that a run of each cell takes, not in runs.
 */
export class RunsPace {
  /** The latest last; the first one is where the measuring begins. */
  readonly #seen: (WorkMade & { readonly at: number })[] = [];
  #changedAt = Number.NaN;

  /** @param at of the wall clock, seconds from anywhere */
  look(at: number, { runs, seconds }: WorkMade): void {
    const before = this.#seen.at(-1);
    if (before === undefined || runs !== before.runs) {
      this.#changedAt = at;
      this.#seen.push({ at, runs, seconds });
    }
    const seen = this.#seen;
    while (seen.length > 2 && isEnough(seen[1]!, seen.at(-1)!)) seen.shift();
  }

  /** @param at the same clock */
  of({ cells }: StudyStanding, at: number): StudyPace {
    const [first, last] = [this.#seen[0], this.#seen.at(-1)];
    const idleSeconds = at - this.#changedAt;
    if (first === undefined || last === undefined) return { ...UNKNOWN, idleSeconds };
    const runs = last.runs - first.runs;
    // Silence after the last run counts once it is longer than what is usual between two.
    const usual = (last.at - first.at) / runs;
    const spent = last.at - first.at + Math.max(0, idleSeconds - usual);
    if (runs < FEWEST_RUNS || spent < LEAST_SECONDS) return { ...UNKNOWN, idleSeconds };
    const rate = runs / spent;
    const busy = (last.seconds - first.seconds) / spent;
    const known = cells.filter(({ runSeconds }) => Number.isFinite(runSeconds));
    const otherwise = known.reduce((sum, { runSeconds }) => sum + runSeconds, 0) / known.length;
    const left = (end: (cell: StudyStanding['cells'][number]) => number) => {
      let [work, longest, count] = [0, 0, 0];
      for (const cell of cells) {
        const missing = end(cell) - cell.made;
        if (missing <= 0) continue;
        const each = Number.isFinite(cell.runSeconds) ? cell.runSeconds : otherwise;
        count += missing;
        work += missing * each;
        longest = Math.max(longest, each);
      }
      // Where nobody has said how long runs take, they are taken to be alike.
      return busy > 0 && Number.isFinite(work) ? Math.max(work / busy, longest) : count / rate;
    };
    const isGoingOn = ({ made, wanted }: { readonly made: number; readonly wanted: number }) =>
      made < wanted;
    return {
      rate,
      secondsLeft: left(({ expected }) => expected),
      mostSecondsLeft: left((cell) => (isGoingOn(cell) ? cell.most : cell.wanted)),
      idleSeconds,
    };
  }
}

const UNKNOWN = {
  rate: Number.NaN,
  secondsLeft: Number.NaN,
  mostSecondsLeft: Number.NaN,
} as const;

/** So many must have been seen to end, in so long, before anything is said. */
const FEWEST_RUNS = 3;
const LEAST_SECONDS = 2;

/** Whether the time between is long enough to judge by: what was before is not looked at any more. */
function isEnough(
  from: { readonly at: number; readonly runs: number },
  to: { readonly at: number; readonly runs: number },
): boolean {
  return to.at - from.at >= WINDOW_SECONDS && to.runs - from.runs >= WINDOW_RUNS;
}

const WINDOW_SECONDS = 30;
const WINDOW_RUNS = 20;
