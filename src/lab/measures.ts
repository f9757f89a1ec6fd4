import type { ProcessFigures } from '../metrics/window-figures.js';
import type { WindowFigures } from '../metrics/window-summary.js';

/** A figure of a run of which means are taken over runs. */
export interface Measure {
  /** As it is called in files, and asked for. */
  readonly key: string;
  readonly title: string;
  /** `count`: how many in the run; `load`: processes per CPU. */
  readonly unit: 'seconds' | 'part' | 'count' | 'load' | 'number';
  /** NaN: not defined in that run. */
  readonly of: (figures: WindowFigures) => number;
}

/** Everything that can be asked of a run, in the order in which it is printed. */
export const MEASURES: readonly Measure[] = [
  count('completed', 'completed', (run) => run.processes.completed),
  count('killed', 'killed', (run) => run.processes.killed),
  count('alive', 'alive at the end', (run) => run.processes.alive),
  seconds('meanResponse', 'mean response', (run) => run.ofProcesses.response),
  number('meanSlowdown', 'mean slowdown', (run) => run.ofProcesses.slowdown),
  number('boundedSlowdown', 'bounded slowdown', (run) => run.ofProcesses.boundedSlowdown),
  number('p50Slowdown', 'median slowdown', (run) => run.ofProcesses.slowdownP50),
  number('p95Slowdown', 'slowdown, 95th percentile', (run) => run.ofProcesses.slowdownP95),
  number('p99Slowdown', 'slowdown, 99th percentile', (run) => run.ofProcesses.slowdownP99),
  count('jobs', 'jobs', (run) => run.ofJobs.processes),
  seconds('jobResponse', 'response of jobs', (run) => run.ofJobs.response),
  number('jobSlowdown', 'slowdown of jobs', (run) => run.ofJobs.slowdown),
  seconds('makespan', 'makespan', (run) => run.makespan),
  { ...number('utilisation', 'utilisation', (run) => run.utilisation), unit: 'part' },
  { ...number('imbalance', 'imbalance', (run) => run.imbalance), unit: 'load' },
  count('migrations', 'migrations', (run) => run.migrations),
  count('returned', 'returned', (run) => run.returned),
  count('refused', 'refused moves', (run) => run.refused),
  count('failed', 'failed', (run) => run.failed),
  seconds('frozen', 'frozen, a process', (run) => run.ofProcesses.frozenSeconds),
  seconds('age', 'age of beliefs', (run) => run.beliefAgeSeconds),
  number('error', 'error of beliefs', (run) => run.beliefError),
];

/** Those that a class of processes has of its own, by key. */
export const CLASS_MEASURES: Readonly<Record<string, (figures: ProcessFigures) => number>> = {
  completed: ({ processes }) => processes,
  meanResponse: ({ response }) => response,
  meanSlowdown: ({ slowdown }) => slowdown,
  boundedSlowdown: ({ boundedSlowdown }) => boundedSlowdown,
  p50Slowdown: ({ slowdownP50 }) => slowdownP50,
  p95Slowdown: ({ slowdownP95 }) => slowdownP95,
  p99Slowdown: ({ slowdownP99 }) => slowdownP99,
  frozen: ({ frozenSeconds }) => frozenSeconds,
};

/** What is compared when nothing else is asked for. */
export const USUAL_MEASURES = measuresOf(
  'completed meanResponse meanSlowdown p95Slowdown makespan utilisation migrations',
);

/** What is said of a window. */
export const WINDOW_MEASURES = measuresOf(
  'completed meanResponse meanSlowdown boundedSlowdown p50Slowdown p95Slowdown p99Slowdown ' +
    'utilisation imbalance migrations returned refused frozen age error',
);

function measuresOf(keys: string): readonly Measure[] {
  return keys.split(' ').map((key) => MEASURES.find((measure) => measure.key === key)!);
}

function number(key: string, title: string, of: Measure['of']): Measure {
  return { key, title, unit: 'number', of };
}

function count(key: string, title: string, of: Measure['of']): Measure {
  return { key, title, unit: 'count', of };
}

function seconds(key: string, title: string, of: Measure['of']): Measure {
  return { key, title, unit: 'seconds', of };
}
