import type { Window } from '../../metrics/window.js';
import type { SlowdownRule } from '../../metrics/window-figures.js';
import type { Setting } from '../../scenario/setting.js';
import type { Classing } from '../classes.js';

/** A value that a factor takes: as YAML has it. */
export type Level = unknown;

/** One way to run the scenario of a study. */
export interface CellSpec {
  /** By factor, in the order of the file. */
  readonly levels: Readonly<Record<string, Level>>;
  /** What is set in the scenario for it. */
  readonly settings: readonly Setting[];
}

/** How often each cell is run. */
export interface Replications {
  readonly from: number;
  readonly to: number;
  readonly by: number;
  /** A cell stops when the interval of this measure is so narrow; undefined: at `to`. */
  readonly until: Precision | undefined;
}

export interface Precision {
  readonly measure: string;
  /** Half width over mean. */
  readonly part: number;
}

/** What is measured of each run. */
export interface Measured {
  /** With `isTruncated` it begins with the first process. */
  readonly window: Window;
  /** The warm-up is found by MSER-5 on the mean of pilot runs. */
  readonly isTruncated: boolean;
  readonly slowdown: SlowdownRule;
  /** Keys of measures. */
  readonly metrics: readonly string[];
  /** By what classes of processes are told apart. */
  readonly by: readonly Classing[];
  /** Whether the distribution of the slowdown is kept. */
  readonly hasSamples: boolean;
  /** Length of the intervals over which node loads are taken, seconds; undefined: they are not. */
  readonly seriesSeconds: number | undefined;
  /** Into how many batches the processes of the one run of a cell go; undefined: replications. */
  readonly batches: number | undefined;
}

/** Between what a measure can lie, so that a cell has captured a part of what can be gained. */
export interface Bounds {
  readonly measure: string;
  /** Levels of the cells that are worst, and otherwise like the cell. */
  readonly worst: Readonly<Record<string, Level>>;
  /** The same of the best; or what one queue for all CPUs would do. */
  readonly best: Readonly<Record<string, Level>> | 'erlang-c';
}

/** Combinations of levels, by factor; a list stands for any of its levels. */
export type Pattern = Readonly<Record<string, unknown>>;

/** A study file, checked and complete. */
export interface Study extends Measured {
  readonly name: string;
  /** As the file names it. */
  readonly scenario: string;
  readonly seed: number;
  readonly factors: Readonly<Record<string, readonly Level[]>>;
  /** Keys of the scenario, and what is set there: text with expressions. */
  readonly set: Readonly<Record<string, unknown>>;
  /** Combinations of levels that are left out. */
  readonly except: readonly Pattern[];
  readonly cells: readonly CellSpec[];
  readonly replications: Replications;
  /** Levels of the cells that others are compared with; undefined: nothing is compared. */
  readonly base: Readonly<Record<string, Level>> | undefined;
  readonly bounds: readonly Bounds[];
}

/** A level as it stands in a table. */
export function levelText(level: Level): string {
  return typeof level === 'object' ? JSON.stringify(level) : String(level);
}

/** A level as a reader wants to see it: `{ use: power-of-d, d: 3 }` is "power-of-d, d 3". */
export function levelLabel(level: Level): string {
  if (typeof level !== 'object' || level === null || Array.isArray(level)) return levelText(level);
  const parts = Object.entries(level).map(([key, value]) =>
    key === 'use' ? levelText(value) : `${key} ${levelText(value)}`,
  );
  return parts.join(', ');
}

/** What combinations are called in a sentence: "rho 0.5 or 0.7, policy none". */
export function patternLabel(pattern: Pattern): string {
  return Object.entries(pattern)
    .map(([name, wanted]) => `${name} ${choiceOf(wanted).map(levelLabel).join(' or ')}`)
    .join(', ');
}

/** The levels that a pattern has of a factor. */
export function choiceOf(wanted: unknown): readonly Level[] {
  return Array.isArray(wanted) ? wanted : [wanted];
}

/** What a cell is called in a sentence: "rho 0.5", "policy power-of-d, d 3". */
export function levelTexts(levels: CellSpec['levels']): readonly string[] {
  return Object.entries(levels).map(([name, level]) => `${name} ${levelLabel(level)}`);
}
