import type { NodeId } from '../../cluster/facts/node-spec.js';
import type { ProcessSpec } from '../../cluster/facts/process-spec.js';
import type { Archive } from '../../kernel/archive.js';
import type { Random } from '../../kernel/random.js';
import type { Arrivals } from '../arrivals.js';
import { blankProcess } from '../blank-process.js';
import { Homes } from '../homes.js';
import type { WorkloadSpec } from '../workload-spec.js';
import { readSwfJobs, type SwfJobs } from './swf-jobs.js';

export type SwfSpec = Extract<WorkloadSpec, { kind: 'swf' }>;

/** The processes of a trace, with what is to be said about it. */
export interface SwfWorkload {
  readonly arrivals: Arrivals;
  readonly notes: readonly string[];
}

/**
 * Reads a trace in the Standard Workload Format 2.2 (Chapin et al. 1999; Parallel Workloads
 * Archive). A job of p processors becomes p processes, each with the job's run time as its work, and
 * with the number of the job: that of the trace, or its place in it where it has none.
 * Fields that are missing count as -1, unknown. Entries without run time, processors or submit
 * time, and lines that are no jobs, are skipped, counted and reported in the notes.
 * @throws UserError when the file cannot be read, or has nothing that can be run
 */
export function readSwf(spec: SwfSpec, nodes: readonly NodeId[], random: Random): SwfWorkload {
  const { jobs, note } = readSwfJobs(spec.file);
  const homes = new Homes(spec.home, nodes, random.split('homes'));
  return { arrivals: new SwfArrivals(jobs, homes, spec), notes: [note] };
}

class SwfArrivals implements Arrivals {
  readonly highestPid = -1;
  readonly #users = new Map<number, string>();
  #left = 0;
  readonly #process = { ...blankProcess(), pid: undefined };

  readonly #jobs: SwfJobs;
  readonly #homes: Homes;
  readonly #spec: Pick<SwfSpec, 'timeScale' | 'startSeconds' | 'endSeconds'>;
  /** Jobs that it has come to. */
  #met = 0;

  constructor(jobs: SwfJobs, homes: Homes, spec: SwfSpec) {
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
