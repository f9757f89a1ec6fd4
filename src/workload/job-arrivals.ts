import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Arrivals } from './arrivals.js';
import type { Homes } from './homes.js';
import { JobProcess } from './job-process.js';
import type { Jobs } from './jobs.js';

/** Which jobs of a source are taken, and how fast they come. */
export interface JobWindow {
  /** Seconds of the source per virtual second. */
  readonly timeScale: number;
  /** Jobs submitted from here, the virtual time 0, to there. */
  readonly startSeconds: number;
  readonly endSeconds: number;
  /** Is added to the number of each job, so that those of several sources differ; undefined: 0. */
  readonly jobBase?: number | undefined;
}

/**
 * The processes of jobs: a job of p processors becomes p processes, each with the job's run time as
 * its work, and with the number of the job, or its place where it has none.
 */
export class JobArrivals implements Arrivals {
  readonly highestPid = -1;
  #left = 0;
  readonly #process = new JobProcess();

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
    archive.part('process', this.#process);
  }

  next(): ProcessSpec | undefined {
    if (this.#left === 0 && !this.#nextEntry()) return undefined;
    this.#left--;
    const { spec } = this.#process;
    spec.home = this.#homes.next();
    return spec;
  }

  /** What the processes of a job have in common. */
  #nextEntry(): boolean {
    const jobs = this.#jobs;
    const { timeScale, startSeconds, endSeconds, jobBase } = this.#spec;
    do {
      if (!jobs.next()) return false;
      this.#met++;
    } while (jobs.submitSeconds < startSeconds);
    // They are in the order of their submit times.
    if (jobs.submitSeconds >= endSeconds) return false;
    const arrivalSeconds = (jobs.submitSeconds - startSeconds) / timeScale;
    this.#process.become(jobs, { arrivalSeconds, place: this.#met, base: jobBase });
    this.#left = jobs.processors;
    return true;
  }
}
