import { mean, percentileOfSorted } from '../base/statistics.js';
import { type NodeId, type NodeSpec, STANDARD_SPEED } from '../cluster/facts/node-spec.js';
import type { ProcessSample } from './watched-processes.js';

/** What slowdown is measured by: alone on an idle CPU of the home, of the fastest node, or of
 * speed 10000. */
export const YARDSTICKS = ['home', 'fastest', 'standard'] as const;
export type Yardstick = (typeof YARDSTICKS)[number];

/** Slowdown is bounded by the work that is taken for the least (Feitelson & Rudolph 1998). */
export const BOUND_SECONDS = 10;

/** How slowdown is taken. */
export interface SlowdownRule {
  readonly yardstick: Yardstick;
  /** Processes shorter than that count as so long in the bounded slowdown, seconds. */
  readonly boundSeconds: number;
}

export const USUAL_SLOWDOWN: SlowdownRule = { yardstick: 'home', boundSeconds: BOUND_SECONDS };

/** Figures of processes that completed; NaN: of none. */
export interface ProcessFigures {
  readonly processes: number;
  /** Mean time from arrival to completion, seconds. */
  readonly response: number;
  /** Mean of response over what the process would need alone. */
  readonly slowdown: number;
  /** Mean of max(1, response / max(alone, bound)). */
  readonly boundedSlowdown: number;
  /** That half, 95 % and 99 % of the processes do not exceed. */
  readonly slowdownP50: number;
  readonly slowdownP95: number;
  readonly slowdownP99: number;
  /** Per process. */
  readonly migrations: number;
  readonly frozenSeconds: number;
}

/** What one process, or a job as one, has to say of its wait. */
interface Wait {
  readonly response: number;
  readonly alone: number;
}

/** Puts figures of processes together, by the nodes of their cluster. */
export class Figurer {
  readonly #speeds: ReadonlyMap<NodeId, number>;
  readonly #fastest: number;
  readonly #rule: SlowdownRule;

  constructor(nodes: readonly NodeSpec[], rule: SlowdownRule) {
    this.#speeds = new Map(nodes.map(({ id, speed }) => [id, speed]));
    this.#fastest = nodes.reduce((fastest, { speed }) => Math.max(fastest, speed), 0);
    this.#rule = rule;
  }

  /** Of those that completed. */
  ofProcesses(samples: readonly ProcessSample[]): ProcessFigures {
    const done = samples.filter(({ completionSeconds }) => completionSeconds !== undefined);
    const waits = done.map((sample) => this.#waitOf(sample));
    const each = (value: (sample: ProcessSample) => number) => mean(done.map(value));
    return {
      ...this.#figures(waits),
      migrations: each(({ migrations }) => migrations),
      frozenSeconds: each(({ frozenSeconds }) => frozenSeconds),
    };
  }

  /**
   * Of jobs: a job of p processes is one, which has completed when the last of them has, and needs
   * alone what the longest of them does. Jobs with a process that has not completed are left out.
   */
  ofJobs(samples: readonly ProcessSample[]): ProcessFigures {
    const jobs = new Map<string, ProcessSample[]>();
    for (const sample of samples) {
      const key = sample.job === undefined ? `pid ${sample.pid}` : `job ${sample.job}`;
      const job = jobs.get(key);
      if (job === undefined) jobs.set(key, [sample]);
      else job.push(sample);
    }
    const whole = [...jobs.values()].filter((parts) =>
      parts.every(({ completionSeconds }) => completionSeconds !== undefined),
    );
    const waits = whole.map((parts) => this.#waitOfJob(parts));
    const each = (value: (sample: ProcessSample) => number) =>
      mean(whole.map((parts) => parts.reduce((total, part) => total + value(part), 0)));
    return {
      ...this.#figures(waits),
      migrations: each(({ migrations }) => migrations),
      frozenSeconds: each(({ frozenSeconds }) => frozenSeconds),
    };
  }

  /** Of a process that completed; NaN: it had nothing to do. */
  slowdownOf(sample: ProcessSample): number {
    return slowdown(this.#waitOf(sample));
  }

  #figures(waits: readonly Wait[]): Omit<ProcessFigures, 'migrations' | 'frozenSeconds'> {
    const slowdowns = Float64Array.from(waits.filter(({ alone }) => alone > 0).map(slowdown));
    const sorted = slowdowns.toSorted();
    const { boundSeconds } = this.#rule;
    const bounded = waits.map(({ response, alone }) =>
      Math.max(1, response / Math.max(alone, boundSeconds)),
    );
    return {
      processes: waits.length,
      response: mean(waits.map(({ response }) => response)),
      slowdown: mean(slowdowns),
      boundedSlowdown: mean(bounded),
      slowdownP50: percentileOfSorted(sorted, 0.5),
      slowdownP95: percentileOfSorted(sorted, 0.95),
      slowdownP99: percentileOfSorted(sorted, 0.99),
    };
  }

  #waitOf({ arrivalSeconds, completionSeconds, workSeconds, home }: ProcessSample): Wait {
    const response = completionSeconds! - arrivalSeconds;
    return { response, alone: workSeconds / (this.#speed(home) / STANDARD_SPEED) };
  }

  #waitOfJob(parts: readonly ProcessSample[]): Wait {
    const waits = parts.map((part) => this.#waitOf(part));
    const arrival = Math.min(...parts.map(({ arrivalSeconds }) => arrivalSeconds));
    const completion = Math.max(...parts.map((part) => part.completionSeconds!));
    const alone = waits.reduce((longest, wait) => Math.max(longest, wait.alone), 0);
    return { response: completion - arrival, alone };
  }

  #speed(home: NodeId): number {
    switch (this.#rule.yardstick) {
      case 'home':
        return this.#speeds.get(home)!;
      case 'fastest':
        return this.#fastest;
      case 'standard':
        return STANDARD_SPEED;
    }
  }
}

function slowdown({ response, alone }: Wait): number {
  return response / alone;
}
