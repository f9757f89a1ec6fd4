import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive, Stateful } from '../kernel/archive.js';

/**
 * A source whose processes wait for others of it to end: when the next one comes depends on the run.
 * It is told of every end, and asked when it has the next one; a stream of arrivals cannot be that,
 * since it gives away its next process before it is time.
 */
export interface Feedback extends Stateful {
  /** When its next process comes, as far as is known now; Infinity: it knows of none. */
  readonly nextTime: number;
  /** Whether processes are to come, now or once others have ended. */
  readonly hasMore: boolean;
  /**
   * Gives the process of `nextTime`, which is started under that pid. It holds until the next call.
   */
  next(pid: number): ProcessSpec;
  /** A process has ended at that virtual time, of this source or another. */
  ended(pid: number, seconds: number): void;
}

/** Several such sources as one; at the same time the earlier source comes first. */
export class MergedFeedback implements Feedback {
  readonly #sources: readonly Feedback[];

  constructor(sources: readonly Feedback[]) {
    this.#sources = sources;
  }

  exchange(archive: Archive): void {
    archive.parts('sources', this.#sources);
  }

  get nextTime(): number {
    return this.#sources.reduce(
      (earliest, { nextTime }) => Math.min(earliest, nextTime),
      Number.POSITIVE_INFINITY,
    );
  }

  get hasMore(): boolean {
    return this.#sources.some(({ hasMore }) => hasMore);
  }

  next(pid: number): ProcessSpec {
    const time = this.nextTime;
    return this.#sources.find(({ nextTime }) => nextTime === time)!.next(pid);
  }

  ended(pid: number, seconds: number): void {
    for (const source of this.#sources) source.ended(pid, seconds);
  }
}
