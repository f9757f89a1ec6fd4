import type { Figures } from '../metrics/summary.js';

/** A figure of a run of which means are taken over runs. */
export interface Measure {
  /** As the figure is called in JSON. */
  readonly key: string;
  readonly title: string;
  readonly unit: 'seconds' | 'part' | 'number';
  /** Null: not defined in that run. */
  readonly of: (figures: Figures) => number | null;
}

/** What is compared of runs, in the order in which it is printed. */
export const MEASURES: readonly Measure[] = [
  {
    key: 'completed',
    title: 'completed',
    unit: 'number',
    of: ({ processes }) => processes.completed,
  },
  {
    key: 'meanResponse',
    title: 'mean response',
    unit: 'seconds',
    of: ({ meanResponse }) => meanResponse,
  },
  { key: 'meanSlowdown', title: 'mean slowdown', unit: 'number', of: (run) => run.meanSlowdown },
  { key: 'p95Slowdown', title: 'slowdown, 95 %', unit: 'number', of: (run) => run.p95Slowdown },
  { key: 'makespan', title: 'makespan', unit: 'seconds', of: ({ makespan }) => makespan },
  { key: 'utilisation', title: 'utilisation', unit: 'part', of: ({ utilisation }) => utilisation },
  { key: 'migrations', title: 'migrations', unit: 'number', of: ({ migrations }) => migrations },
];
