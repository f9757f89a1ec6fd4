import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Arrivals } from './arrivals.js';
import { blankProcess } from './blank-process.js';
import type { Homes } from './homes.js';
import type { Jobs } from './jobs.js';

/** Which jobs of a source are taken, and how fast they come. */
export interface JobWindow {
  /** Seconds of the source per virtual second. */
  readonly timeScale: number;
  /** Jobs submitted from here, the virtual time 0, to there. */
  readonly startSeconds: number;
  readonly endSeconds: number;
}

/**
 * The processes of jobs: a job of p processors becomes p processes, each with the job's run time as
 * its work, and with the number of the job, or its place where it has none.
 */
export class JobArrivals implements Arrivals {
  readonly highestPid = -1;
  readonly #users = new Map<number, string>();
  #left = 0;
  readonly #process = { ...blankProcess(), pid: undefined };

  readonly #jobs: Jobs;
  readonly #homes: Homes;
  readonly #spec: JobWindow;
  /** Jobs that it has come to. */
  #met = 0;

  constructor(jobs: Jobs, homes: Homes, spec: JobWindow) {
    this.#jobs = jobs;
    this.#homes = homes;
    this.#spec = spec;
  }

  exchange(archive: Archive): void {
    archive.part('jobs', this.#jobs);
    archive.part('homes', this.#homes);
    this.#left = archive.value('left', this.#left);
    this.#met = archive.value('met', this.#met);
    const process = archive.record<ProcessSpec>('process', this.#process);
    if (archive.restores) Object.assign(this.#process, process);
  }

  next(): ProcessSpec | undefined {
    if (this.#left === 0 && !this.#nextEntry()) return undefined;
    this.#left--;
    const process = this.#process;
    process.home = this.#homes.next();
    return process;
  }

  /** What the processes of a job have in common. */
  #nextEntry(): boolean {
    const jobs = this.#jobs;
    const { timeScale, startSeconds, endSeconds } = this.#spec;
    do {
      if (!jobs.next()) return false;
      this.#met++;
    } while (jobs.submitSeconds < startSeconds);
    // They are in the order of their submit times.
    if (jobs.submitSeconds >= endSeconds) return false;
    const { id, estimateSeconds } = jobs;
    const process = this.#process;
    process.job = id < 0 ? this.#met : id;
    process.estimateSeconds = estimateSeconds > 0 ? estimateSeconds : undefined;
    process.arrivalSeconds = (jobs.submitSeconds - startSeconds) / timeScale;
    process.workSeconds = jobs.runSeconds;
    process.residentBytes = jobs.memoryBytes;
    process.user = this.#userName(jobs.user);
    process.command = id < 0 ? 'job' : `job${id}`;
    this.#left = jobs.processors;
    return true;
  }

  #userName(number: number): string {
    const known = this.#users.get(number);
    if (known !== undefined) return known;
    const name = number < 0 ? 'nobody' : `u${number}`;
    this.#users.set(number, name);
    return name;
  }
}
