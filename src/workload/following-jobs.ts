import { assert } from '../base/assert.js';
import { Heap } from '../base/heap.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Feedback } from './feedback.js';
import type { Homes } from './homes.js';
import type { JobWindow } from './job-arrivals.js';
import { JobProcess } from './job-process.js';
import type { Job } from './jobs.js';

/** Jobs in the order of their submit times, of which each can be seen at any time. */
export interface JobTable extends Job {
  readonly count: number;
  /** Shows the job that is the `turn`-th of them, from 0. */
  goTo(turn: number): void;
}

/** Which jobs follow which; a value for each job, in the order of their submit times. */
export interface Precedence {
  /** The turn of the job that it follows, a lower one; -1: it follows none. */
  readonly precedingTurns: Int32Array;
  /** Seconds of the source from the end of that one until it is submitted; below 0: unknown. */
  readonly thinkSeconds: Float64Array;
}

const NONE = -1;

/**
 * Jobs with feedback, as the Standard Workload Format means it (fields 17 and 18): one that follows
 * another is submitted its think time after the last process of that one has ended, done or killed;
 * without a think time at its own submit time, but not before that end. All others are submitted at
 * their submit times. Of one instant, those at their submit times come first.
 */
export class FollowingJobs implements Feedback {
  /** The next job that follows none; their number: there are no more. */
  #cursor = NONE;
  /** When jobs come whose turn it is since the ones before them have ended. */
  readonly #due = new Map<number, number>();
  #order = this.#ordered();
  /** Jobs whose time is not known yet. */
  #waiting = 0;
  /** The job whose processes are given, and how many of them are left. */
  #turn = NONE;
  #left = 0;
  /** The jobs of the processes that others wait for, by pid; and how many have still to end. */
  readonly #awaited = new Map<number, number>();
  readonly #unended = new Map<number, number>();
  readonly #process = new JobProcess();

  readonly #jobs: JobTable;
  readonly #precedence: Precedence;
  readonly #homes: Homes;
  readonly #window: JobWindow;
  /** The first turn of the window, and the first one after it. */
  readonly #first: number;
  readonly #end: number;
  /** By turn: the first job that follows it, and the next one that follows the same as it. */
  readonly #firstFollower: Int32Array;
  readonly #nextFollower: Int32Array;

  constructor(
    jobs: JobTable,
    precedence: Precedence,
    { homes, window }: { readonly homes: Homes; readonly window: JobWindow },
  ) {
    this.#jobs = jobs;
    this.#precedence = precedence;
    this.#homes = homes;
    this.#window = window;
    this.#first = turnAt(jobs, window.startSeconds);
    this.#end = turnAt(jobs, window.endSeconds);
    this.#firstFollower = new Int32Array(jobs.count).fill(NONE);
    this.#nextFollower = new Int32Array(jobs.count).fill(NONE);
    for (let turn = this.#end - 1; turn >= this.#first; turn--) this.#link(turn);
    this.#cursor = this.#nextFree(this.#first);
  }

  exchange(archive: Archive): void {
    this.#cursor = archive.value('cursor', this.#cursor);
    archive.map('due', this.#due);
    if (archive.restores) this.#order = this.#ordered();
    this.#waiting = archive.value('waiting', this.#waiting);
    this.#turn = archive.value('turn', this.#turn);
    this.#left = archive.value('left', this.#left);
    archive.map('awaited', this.#awaited);
    archive.map('unended', this.#unended);
    archive.part('process', this.#process);
    archive.part('homes', this.#homes);
  }

  /** How many jobs follow another. */
  get following(): number {
    let count = 0;
    for (let turn = this.#first; turn < this.#end; turn++) if (this.#follows(turn)) count++;
    return count;
  }

  get nextTime(): number {
    if (this.#left > 0) return this.#process.spec.arrivalSeconds;
    return Math.min(this.#cursorTime, this.#dueTime);
  }

  get hasMore(): boolean {
    return this.#waiting > 0 || this.nextTime < Number.POSITIVE_INFINITY;
  }

  next(pid: number): ProcessSpec {
    if (this.#left === 0) this.#nextJob();
    this.#left--;
    if (this.#firstFollower[this.#turn] !== NONE) this.#awaited.set(pid, this.#turn);
    const { spec } = this.#process;
    spec.home = this.#homes.next();
    return spec;
  }

  ended(pid: number, seconds: number): void {
    const turn = this.#awaited.get(pid);
    if (turn === undefined) return;
    this.#awaited.delete(pid);
    const left = this.#unended.get(turn)! - 1;
    this.#unended.set(turn, left);
    if (left > 0) return;
    this.#unended.delete(turn);
    this.#release(turn, seconds);
  }

  /** A job has ended: those that follow it have their times now. */
  #release(turn: number, seconds: number): void {
    for (let at = this.#firstFollower[turn]!; at !== NONE; at = this.#nextFollower[at]!) {
      const think = this.#precedence.thinkSeconds[at]! / this.#window.timeScale;
      this.#due.set(at, think >= 0 ? seconds + think : Math.max(seconds, this.#submitted(at)));
      this.#order.push(at);
      this.#waiting--;
    }
  }

  #nextJob(): void {
    const time = this.nextTime;
    assert(time < Number.POSITIVE_INFINITY, 'there is a job to come');
    if (this.#cursorTime === time) {
      this.#turn = this.#cursor;
      this.#cursor = this.#nextFree(this.#cursor + 1);
    } else {
      this.#turn = this.#order.pop()!;
      this.#due.delete(this.#turn);
    }
    this.#jobs.goTo(this.#turn);
    const { jobBase: base } = this.#window;
    this.#process.become(this.#jobs, { arrivalSeconds: time, place: this.#turn + 1, base });
    this.#left = this.#jobs.processors;
    if (this.#firstFollower[this.#turn] !== NONE) this.#unended.set(this.#turn, this.#left);
  }

  get #cursorTime(): number {
    return this.#cursor < this.#end ? this.#submitted(this.#cursor) : Number.POSITIVE_INFINITY;
  }

  get #dueTime(): number {
    const { first } = this.#order;
    return first === undefined ? Number.POSITIVE_INFINITY : this.#due.get(first)!;
  }

  /** The virtual time of a job's submit time. */
  #submitted(turn: number): number {
    this.#jobs.goTo(turn);
    return (this.#jobs.submitSeconds - this.#window.startSeconds) / this.#window.timeScale;
  }

  /** A job that follows another is the first one of its followers now. */
  #link(turn: number): void {
    if (!this.#follows(turn)) return;
    const before = this.#precedence.precedingTurns[turn]!;
    this.#nextFollower[turn] = this.#firstFollower[before]!;
    this.#firstFollower[before] = turn;
    this.#waiting++;
  }

  /** Whether it follows another job of the window. */
  #follows(turn: number): boolean {
    return this.#precedence.precedingTurns[turn]! >= this.#first;
  }

  #nextFree(from: number): number {
    let turn = from;
    while (turn < this.#end && this.#follows(turn)) turn++;
    return turn;
  }

  #ordered(): Heap<number> {
    const due = this.#due;
    return new Heap(due.keys(), (a, b) => {
      const [atA, atB] = [due.get(a)!, due.get(b)!];
      return atA < atB || (atA === atB && a < b);
    });
  }
}

/** The first job submitted at that time of the source or later; their number: there is none. */
function turnAt(jobs: JobTable, seconds: number): number {
  let [low, high] = [0, jobs.count];
  while (low < high) {
    const middle = (low + high) >> 1;
    jobs.goTo(middle);
    if (jobs.submitSeconds < seconds) low = middle + 1;
    else high = middle;
  }
  return low;
}
