import type { Writable } from '../base/writable.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive, Stateful } from '../kernel/archive.js';
import { blankProcess } from './blank-process.js';
import type { Job } from './jobs.js';

/** The processes of a job, which are alike but for their homes: one object for all of all jobs. */
export class JobProcess implements Stateful {
  readonly spec: Writable<ProcessSpec> = { ...blankProcess(), pid: undefined };
  readonly #users = new Map<number, string>();

  exchange(archive: Archive): void {
    const spec = archive.record<ProcessSpec>('spec', this.spec);
    if (archive.restores) Object.assign(this.spec, spec);
  }

  /**
   * It becomes one of a job: the job's run time is its work.
   * @param place the number of a job that has none: as the how manieth of its source it comes, from 1
   * @param base is added to its number
   */
  become(
    job: Job,
    {
      arrivalSeconds,
      place,
      base = 0,
    }: { arrivalSeconds: number; place: number; base?: number | undefined },
  ): void {
    const { id, estimateSeconds } = job;
    const { spec } = this;
    spec.job = base + (id < 0 ? place : id);
    spec.estimateSeconds = estimateSeconds > 0 ? estimateSeconds : undefined;
    spec.arrivalSeconds = arrivalSeconds;
    spec.workSeconds = job.runSeconds;
    spec.residentBytes = job.memoryBytes;
    spec.user = this.#userName(job.user);
    spec.command = id < 0 ? 'job' : `job${id}`;
  }

  #userName(number: number): string {
    const known = this.#users.get(number);
    if (known !== undefined) return known;
    const name = number < 0 ? 'nobody' : `u${number}`;
    this.#users.set(number, name);
    return name;
  }
}
