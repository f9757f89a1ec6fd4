import type { JobReport } from './job.js';
import type { SampledProcess } from './sample.js';

/** What is known of a job beyond what a sample shows. */
export interface JobRecord {
  /** Whether only a user may move it; undefined: its node has not been asked yet. */
  isLocked: boolean | undefined;
  /** How often it has been moved from here. */
  migrations: number;
  /** When it came to where it is, the session's seconds; undefined: it has not come from here. */
  arrivedAt: number | undefined;
  /** See JobReport. */
  earlierSeconds: ReadonlyMap<number, number>;
  /** Until when it is left alone, because it would not move, and what it said. */
  refusal:
    | { readonly until: number; readonly pauseSeconds: number; readonly reason: string }
    | undefined;
}

/** Seconds for which a job that would not move is left alone: doubled each time. */
const FIRST_PAUSE_SECONDS = 60;
/** Without a rehearsal a copy goes at least so fast over what connects nodes. */
const BYTES_PER_SECOND = 50e6;
/** What a small job stands still until one has been measured. */
const USUAL_FREEZE_SECONDS = 0.5;
const LEAST_FREEZE_SECONDS = 0.05;

/** The jobs that were seen, by their names, and what moves have cost. */
export class JobRecords {
  readonly #records = new Map<string, JobRecord>();
  /** Of all moves from here. */
  migrations = 0;
  bytesMoved = 0;
  #freezeSeconds = USUAL_FREEZE_SECONDS;
  #hasMeasured = false;

  of(job: string): JobRecord {
    let record = this.#records.get(job);
    if (record === undefined) {
      record = {
        ...{ isLocked: undefined, migrations: 0, arrivedAt: undefined },
        ...{ earlierSeconds: new Map(), refusal: undefined },
      };
      this.#records.set(job, record);
    }
    return record;
  }

  /** Takes what a node says of it. */
  heard(job: string, { isLocked, earlierSeconds }: JobReport): void {
    Object.assign(this.of(job), { isLocked, earlierSeconds });
  }

  /** CPU seconds of one of its processes, wherever it was. */
  cpuSecondsOf(job: string, { inner, cpuSeconds }: SampledProcess): number {
    return cpuSeconds + (this.of(job).earlierSeconds.get(inner ?? 0) ?? 0);
  }

  moved(job: string, at: number, bytes: number): void {
    this.migrations++;
    this.bytesMoved += bytes;
    const record = this.of(job);
    record.migrations++;
    record.arrivedAt = at;
    record.refusal = undefined;
  }

  refused(job: string, at: number, reason: string): void {
    const record = this.of(job);
    const pauseSeconds = 2 * (record.refusal?.pauseSeconds ?? FIRST_PAUSE_SECONDS / 2);
    record.refusal = { until: at + pauseSeconds, pauseSeconds, reason };
  }

  /** Learns from a move how long a job stands still. */
  measured(bytes: number, seconds: number): void {
    const own = Math.max(LEAST_FREEZE_SECONDS, seconds - bytes / BYTES_PER_SECOND);
    this.#freezeSeconds = this.#hasMeasured ? (this.#freezeSeconds + own) / 2 : own;
    this.#hasMeasured = true;
  }

  /** How long a job of that size will stand still, as far as moves so far tell. */
  freezeSeconds(bytes: number): number {
    return this.#freezeSeconds + bytes / BYTES_PER_SECOND;
  }
}
