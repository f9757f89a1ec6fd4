import type { ClusterEvent, EventType, Observer } from '../cluster/facts/event.js';
import type { NodeSpec } from '../cluster/facts/node-spec.js';
import type { Totals } from '../cluster/facts/view.js';
import { Imbalance, OF_PLACES } from './imbalance.js';
import { SUMMARISED, Summary } from './summary.js';
import { OF_PROCESSES, WatchedProcesses } from './watched-processes.js';
import type { Window } from './window.js';
import { Figurer, type ProcessFigures, type SlowdownRule } from './window-figures.js';

/** What the sending node believed of its target, and what was true. */
export interface Belief {
  readonly ageSeconds: number;
  readonly believedLoad: number;
  readonly load: number;
}

/** The figures of a window, NaN where one is not defined. */
export interface WindowFigures {
  /** Virtual time, seconds: from the end of the warm-up to the end of the last watched process. */
  readonly fromSeconds: number;
  readonly toSeconds: number;
  readonly processes: {
    readonly arrived: number;
    readonly completed: number;
    readonly killed: number;
    readonly alive: number;
  };
  /** When the last of the watched processes completed. */
  readonly makespan: number;
  /** Of the watched processes, and of the jobs that they are parts of. */
  readonly ofProcesses: ProcessFigures;
  readonly ofJobs: ProcessFigures;
  /** Of the nodes within that time: work delivered over what they could have delivered. */
  readonly utilisation: number;
  readonly cpuSeconds: number;
  readonly imbalance: number;
  /** Migrations within that time: carried out, back to where the process came from, given up. */
  readonly migrations: number;
  readonly returned: number;
  readonly failed: number;
  /** Moves that were asked for and refused. */
  readonly refused: number;
  readonly bytesMoved: number;
  /** Means over the moves of policies: age of what was believed, and |believed - true| load. */
  readonly beliefAgeSeconds: number;
  readonly beliefError: number;
}

/** What has been counted up to a moment. */
interface Reading {
  readonly atSeconds: number;
  readonly totals: Totals;
  /** Work that the nodes could have done. */
  readonly capacity: number;
  readonly imbalance: number;
  readonly returned: number;
  readonly failed: number;
  readonly refused: number;
  readonly beliefs: number;
  readonly ages: number;
  readonly errors: number;
}

/** How a window is summed up. */
export interface WindowRule {
  readonly window: Window;
  readonly slowdown: SlowdownRule;
  /** The most that any program of the run gains from threads (its htGain). */
  readonly programGain: number;
}

/** Watches a run from its beginning and gives the figures of a window of it. */
export class WindowSummary {
  readonly processes: WatchedProcesses;
  readonly figurer: Figurer;
  readonly #summary: Summary;
  readonly #imbalance: Imbalance;
  #start: Reading | undefined;
  #failed = 0;
  #refused = 0;
  #beliefs = 0;
  #ages = 0;
  #errors = 0;

  constructor(nodes: readonly NodeSpec[], { window, slowdown, programGain }: WindowRule) {
    this.processes = new WatchedProcesses(window);
    this.figurer = new Figurer(nodes, slowdown);
    this.#summary = new Summary(nodes, programGain);
    this.#imbalance = new Imbalance(nodes);
  }

  /** What must be told to whom: observers that do not keep what they get. */
  get observers(): readonly (readonly [types: readonly EventType[], observer: Observer])[] {
    return [
      [OF_PROCESSES, this.processes.observe],
      [OF_PLACES, this.#imbalance.observe],
      [SUMMARISED, this.#summary.observe],
      [['migration-failed', 'refused'], (event) => this.#count(event)],
    ];
  }

  /** A policy has had a process sent away. */
  readonly believed = ({ ageSeconds, believedLoad, load }: Belief): void => {
    this.#beliefs++;
    this.#ages += ageSeconds;
    this.#errors += Math.abs(believedLoad - load);
  };

  /** The warm-up is over: the window begins. */
  begin(nowSeconds: number, totals: Totals): void {
    this.processes.warm(nowSeconds);
    this.#start = this.#read(nowSeconds, totals);
  }

  /** The window is over. */
  end(nowSeconds: number, totals: Totals): WindowFigures {
    const end = this.#read(nowSeconds, totals);
    const start = this.#start ?? end;
    const since = (count: (reading: Reading) => number) => count(end) - count(start);
    const cpuSeconds = since((reading) => reading.totals.workDelivered);
    const beliefs = since((reading) => reading.beliefs);
    const { samples } = this.processes;
    const ofProcesses = this.figurer.ofProcesses(samples);
    // Most runs have none: then each process is a job.
    const hasJobs = samples.some(({ job }) => job !== undefined);
    return {
      fromSeconds: start.atSeconds,
      toSeconds: end.atSeconds,
      processes: this.processes.counts,
      makespan: this.processes.lastCompletionSeconds,
      ofProcesses,
      ofJobs: hasJobs ? this.figurer.ofJobs(samples) : ofProcesses,
      utilisation: cpuSeconds / since(({ capacity }) => capacity),
      cpuSeconds,
      imbalance: since(({ imbalance }) => imbalance) / since(({ atSeconds }) => atSeconds),
      migrations: since((reading) => reading.totals.migrations),
      returned: since(({ returned }) => returned),
      failed: since(({ failed }) => failed),
      refused: since(({ refused }) => refused),
      bytesMoved: since((reading) => reading.totals.bytesMoved),
      beliefAgeSeconds: since(({ ages }) => ages) / beliefs,
      beliefError: since(({ errors }) => errors) / beliefs,
    };
  }

  /** Of the watched processes that completed and had something to do, as they arrived. */
  slowdowns(): Float64Array {
    const done = this.processes.samples.filter(
      ({ completionSeconds, workSeconds }) => completionSeconds !== undefined && workSeconds > 0,
    );
    return Float64Array.from(done, (sample) => this.figurer.slowdownOf(sample));
  }

  #count(event: ClusterEvent): void {
    if (event.type === 'migration-failed') this.#failed++;
    else if (event.type === 'refused' && event.command.do === 'migrate') this.#refused++;
  }

  #read(atSeconds: number, totals: Totals): Reading {
    return {
      atSeconds,
      totals,
      capacity: this.#summary.capacityUntil(atSeconds),
      imbalance: this.#imbalance.until(atSeconds),
      returned: this.processes.returned,
      failed: this.#failed,
      refused: this.#refused,
      beliefs: this.#beliefs,
      ages: this.#ages,
      errors: this.#errors,
    };
  }
}
