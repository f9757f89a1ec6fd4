import { assert } from '../base/assert.js';
import { draw, mean } from '../base/distribution.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { ProcessSpec } from '../cluster/facts/process-spec.js';
import type { Archive } from '../kernel/archive.js';
import type { Random } from '../kernel/random.js';
import { ArrivalTimes } from './arrival-times.js';
import type { Arrivals } from './arrivals.js';
import { Homes } from './homes.js';
import type { WorkloadSpec } from './workload-spec.js';

export type BatchSpec = Extract<WorkloadSpec, { kind: 'batch' }>;

/**
 * Processes drawn from distributions. Homes, arrivals, work, memory and names have a stream of
 * random numbers each, so that a change of one leaves the others as they were.
 */
export class Batch implements Arrivals {
  readonly highestPid = -1;
  #started = 0;
  /** When the next arrival is, and when and where the present one was. */
  #nextSeconds: number;
  #arrivalSeconds = 0;
  #home: NodeId = 0;
  /** Position in the pipeline of the process that comes next. */
  #stage = 0;
  readonly #homes: Homes;
  /** Undefined: their rate is steady. */
  readonly #times: ArrivalTimes | undefined;
  readonly #arrivals: Random;
  readonly #work: Random;
  readonly #memory: Random;
  readonly #names: Random;

  readonly #spec: BatchSpec;

  constructor(spec: BatchSpec, nodes: readonly NodeId[], random: Random) {
    this.#spec = spec;

    const goesOn = spec.every !== undefined && mean(spec.every) > 0;
    assert(goesOn || Number.isFinite(spec.count), 'an endless batch has time between its arrivals');
    this.#nextSeconds = spec.startSeconds;
    this.#homes = new Homes(spec.home, nodes, random.split('homes'));
    this.#arrivals = random.split('arrivals');
    const { every, rhythm } = spec;
    if (every !== undefined && rhythm !== undefined) {
      const streams = { intervals: this.#arrivals, bursts: random.split('bursts') };
      this.#times = new ArrivalTimes(spec.startSeconds, { every, rhythm }, streams);
      this.#nextSeconds = this.#times.next();
    }
    this.#work = random.split('work');
    this.#memory = random.split('memory');
    this.#names = random.split('names');
  }

  exchange(archive: Archive): void {
    this.#started = archive.value('started', this.#started);
    this.#nextSeconds = archive.value('nextSeconds', this.#nextSeconds);
    this.#arrivalSeconds = archive.value('arrivalSeconds', this.#arrivalSeconds);
    this.#home = archive.value('home', this.#home);
    this.#stage = archive.value('stage', this.#stage);
    archive.part('homes', this.#homes);
    archive.part('arrivals', this.#arrivals);
    if (this.#times !== undefined) archive.part('times', this.#times);
    archive.part('work', this.#work);
    archive.part('memory', this.#memory);
    archive.part('names', this.#names);
  }

  next(): ProcessSpec | undefined {
    const spec = this.#spec;
    const readsPrevious = this.#stage > 0;
    if (!readsPrevious) {
      if (this.#started >= spec.count || this.#nextSeconds > spec.untilSeconds) return undefined;
      this.#started++;
      this.#arrivalSeconds = this.#nextSeconds;
      this.#home = this.#homes.next();
      if (this.#times !== undefined) this.#nextSeconds = this.#times.next();
      else if (spec.every !== undefined) this.#nextSeconds += draw(spec.every, this.#arrivals);
    }
    this.#stage = (this.#stage + 1) % (spec.pipeline ?? 1);
    return {
      pid: undefined,
      home: this.#home,
      arrivalSeconds: this.#arrivalSeconds,
      workSeconds: draw(spec.work, this.#work),
      residentBytes: Math.round(draw(spec.memory, this.#memory)),
      user: this.#oneOf(spec.user),
      command: this.#oneOf(spec.command),
      nice: spec.nice,
      cantmove: spec.cantmove,
      readsPrevious,
      job: undefined,
      estimateSeconds: undefined,
      profile: spec.profile,
    };
  }

  #oneOf(names: readonly string[]): string {
    return names[this.#names.below(names.length)]!;
  }
}
