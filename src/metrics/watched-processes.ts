import type { Writable } from '../base/writable.js';
import type { ClusterEvent, EventType } from '../cluster/facts/event.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { Window } from './window.js';

/** The events that tell what becomes of processes. */
export const OF_PROCESSES: readonly EventType[] = [
  ...(['started', 'completed', 'killed'] as const),
  ...(['migration-started', 'migrated', 'migration-failed'] as const),
];

/** What became of a process that was watched. */
export interface ProcessSample {
  readonly pid: number;
  /** Unique in the run; undefined: it is a job of its own. */
  readonly job: number | undefined;
  readonly user: string;
  readonly command: string;
  readonly home: NodeId;
  readonly arrivalSeconds: number;
  /** Seconds of one idle CPU of speed 10000. */
  readonly workSeconds: number;
  /** Virtual time; undefined: it was killed, or is alive. */
  readonly completionSeconds: number | undefined;
  readonly migrations: number;
  /** How long it has been on its way between nodes. */
  readonly frozenSeconds: number;
}

/** A process that has not ended. */
interface Open {
  /** Undefined: it arrived outside the window. */
  readonly sample: Writable<ProcessSample> | undefined;
  /** When its migration has begun, virtual time. */
  leftSeconds: number;
  /** The node that it has left last; -1: none. */
  before: NodeId;
}

/** Watches the processes of a window through the events of a run, from its beginning. */
export class WatchedProcesses {
  readonly #window: Window;
  readonly #open = new Map<number, Open>();
  readonly #samples: Writable<ProcessSample>[] = [];
  #arrived = 0;
  #alive = 0;
  #killed = 0;
  #returned = 0;
  #lastCompletionSeconds = Number.NaN;
  /** When the warm-up was over; Infinity: it is not. */
  #warmSeconds: number;
  /** Of jobs that have begun to arrive at `#jobsAt`: whether they are watched. */
  readonly #jobs = new Map<number, boolean>();
  #jobsAt = Number.NaN;

  constructor(window: Window) {
    this.#window = window;
    const { warmUp } = window;
    const isNone = (warmUp.kind === 'seconds' ? warmUp.seconds : warmUp.count) === 0;
    this.#warmSeconds = isNone ? 0 : Number.POSITIVE_INFINITY;
  }

  /** An observer of `OF_PROCESSES`. */
  readonly observe = (event: ClusterEvent): void => {
    if (event.type === 'started') {
      this.#start(event);
      return;
    }
    const open = 'pid' in event ? this.#open.get(event.pid) : undefined;
    if (open === undefined || !('pid' in event)) return;
    const { sample } = open;
    switch (event.type) {
      case 'migration-started':
        open.leftSeconds = event.at;
        break;
      case 'migrated':
        if (event.to === open.before) this.#returned++;
        open.before = event.from;
        if (sample === undefined) break;
        sample.migrations++;
        sample.frozenSeconds += event.seconds;
        break;
      case 'migration-failed':
        if (sample !== undefined) sample.frozenSeconds += event.at - open.leftSeconds;
        break;
      case 'completed':
        if (sample !== undefined) {
          sample.completionSeconds = event.at;
          this.#lastCompletionSeconds = event.at;
        }
        this.#end(event.pid, open);
        break;
      case 'killed':
        if (sample !== undefined) this.#killed++;
        this.#end(event.pid, open);
        break;
    }
  };

  /** Whether the warm-up is over. */
  get isWarm(): boolean {
    return this.#warmSeconds < Number.POSITIVE_INFINITY;
  }

  /** Whether so many processes have arrived as the warm-up takes. */
  get isFilled(): boolean {
    const { warmUp } = this.#window;
    return warmUp.kind === 'processes' && this.#arrived >= warmUp.count;
  }

  /** From now on processes are watched. */
  warm(nowSeconds: number): void {
    this.#warmSeconds = nowSeconds;
  }

  /** Whether all that are to be watched have arrived, if they are counted, and have ended. */
  get isDone(): boolean {
    const { watch } = this.#window;
    if (watch === undefined || this.#alive > 0) return false;
    return watch.kind === 'seconds' || this.#samples.length >= watch.count;
  }

  /** Whether a process is watched and has not ended. */
  awaits(pid: number): boolean {
    return this.#open.get(pid)?.sample !== undefined;
  }

  /** Whether processes must still arrive, since so many are to be watched. */
  get isShort(): boolean {
    const { watch } = this.#window;
    return watch?.kind === 'processes' && this.#samples.length < watch.count;
  }

  /** How many are watched, and what became of them. */
  get counts() {
    const arrived = this.#samples.length;
    const completed = arrived - this.#alive - this.#killed;
    return { arrived, completed, killed: this.#killed, alive: this.#alive };
  }

  /** Virtual time; NaN: none of the watched has completed. */
  get lastCompletionSeconds(): number {
    return this.#lastCompletionSeconds;
  }

  /** Moves to the node that the process had left last, of all processes. */
  get returned(): number {
    return this.#returned;
  }

  /** In the order of their arrival. */
  get samples(): readonly ProcessSample[] {
    return this.#samples;
  }

  #start(event: ClusterEvent & { type: 'started' }): void {
    this.#arrived++;
    const { pid, job, user, command, home, at: arrivalSeconds } = event;
    let sample: Writable<ProcessSample> | undefined;
    if (job === undefined ? this.#takes(arrivalSeconds) : this.#takesJob(job, arrivalSeconds)) {
      const ending = { completionSeconds: undefined, migrations: 0, frozenSeconds: 0 };
      const workSeconds = event.workSeconds ?? Number.NaN;
      sample = { pid, job, user, command, home, arrivalSeconds, workSeconds, ...ending };
      this.#samples.push(sample);
      this.#alive++;
    }
    this.#open.set(pid, { sample, leftSeconds: arrivalSeconds, before: -1 as NodeId });
  }

  /** A job, whose processes arrive at one moment, is watched as a whole or not at all, as its first one is. */
  #takesJob(job: number, atSeconds: number): boolean {
    if (atSeconds !== this.#jobsAt) this.#jobs.clear();
    this.#jobsAt = atSeconds;
    const known = this.#jobs.get(job);
    if (known !== undefined) return known;
    const takes = this.#takes(atSeconds);
    this.#jobs.set(job, takes);
    return takes;
  }

  #takes(atSeconds: number): boolean {
    if (!this.isWarm) return false;
    const { watch } = this.#window;
    if (watch === undefined) return true;
    return watch.kind === 'processes'
      ? this.#samples.length < watch.count
      : atSeconds < this.#warmSeconds + watch.seconds;
  }

  #end(pid: number, { sample }: Open): void {
    this.#open.delete(pid);
    if (sample !== undefined) this.#alive--;
  }
}
