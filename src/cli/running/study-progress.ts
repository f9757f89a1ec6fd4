import { counted } from '../../base/counted.js';
import { formatRoughly } from '../../base/units.js';
import { write } from '../output.js';
import { RunsProgress } from './progress.js';

/** Says how far a study has come, while it is carried out. */
export interface StudyProgress {
  /** So many runs more are to be made: those of a round. */
  more(runs: number): void;
  /** One of them is done. */
  step(hasFailed: boolean): void;
  /** No run follows. */
  end(): void;
}

/** A bar on a terminal; lines elsewhere, as in the log of a batch system. */
export function studyProgress(threads: number, isQuiet: boolean): StudyProgress {
  const isTerminal = process.stderr.isTTY === true;
  return isQuiet || isTerminal ? new RoundBar(!isQuiet) : new RunsLog(threads);
}

/** A bar for each round. */
class RoundBar implements StudyProgress {
  readonly #isShown: boolean;
  #bar: RunsProgress | undefined;

  constructor(isShown: boolean) {
    this.#isShown = isShown;
  }

  more(runs: number): void {
    this.end();
    this.#bar = new RunsProgress(runs, this.#isShown);
  }

  step(): void {
    this.#bar?.step();
  }

  end(): void {
    this.#bar?.clear();
  }
}

/** Between two lines, milliseconds of the wall clock. */
const LEAST_MS = 1000;
const MOST_MS = 30_000;

/**
 * A line at the beginning, one at the end, and between them one for each tenth of the runs or each
 * half minute, whichever comes first, but no more than one a second.
 */
export class RunsLog implements StudyProgress {
  readonly #threads: number;
  readonly #say: (line: string) => void;
  readonly #nowMs: () => number;
  #runs = 0;
  #done = 0;
  #failed = 0;
  #tenths = 0;
  #beganMs = 0;
  #saidMs = 0;

  /** @param nowMs time of the wall clock, milliseconds */
  constructor(threads: number, say = write, nowMs = () => performance.now()) {
    this.#threads = threads;
    this.#say = say;
    this.#nowMs = nowMs;
  }

  more(runs: number): void {
    const isFirst = this.#runs === 0;
    this.#runs += runs;
    if (!isFirst) return;
    this.#beganMs = this.#saidMs = this.#nowMs();
    const threads = counted(Math.min(this.#threads, runs), 'thread');
    this.#say(`${counted(runs, 'run')}, ${threads}\n`);
  }

  step(hasFailed: boolean): void {
    this.#done++;
    if (hasFailed) this.#failed++;
    const nowMs = this.#nowMs();
    const sinceMs = nowMs - this.#saidMs;
    const tenths = Math.floor((10 * this.#done) / this.#runs);
    // The last one is told of by `end`, unless a round follows.
    if (this.#done === this.#runs) return;
    if (sinceMs < MOST_MS && (tenths === this.#tenths || sinceMs < LEAST_MS)) return;
    this.#tenths = tenths;
    this.#saidMs = nowMs;
    const eachMs = (nowMs - this.#beganMs) / this.#done;
    const leftSeconds = ((this.#runs - this.#done) * eachMs) / 1000;
    this.#say(`${this.#soFar()}, about ${formatRoughly(leftSeconds)} left\n`);
  }

  end(): void {
    if (this.#runs === 0) return;
    const seconds = (this.#nowMs() - this.#beganMs) / 1000;
    this.#say(`${this.#soFar()}, in ${formatRoughly(seconds)}\n`);
  }

  #soFar(): string {
    const failed = this.#failed > 0 ? `, ${this.#failed} failed` : '';
    return `${this.#done} of ${counted(this.#runs, 'run')}${failed}`;
  }
}
