import type { Window } from '../../metrics/window.js';
import type { SlowdownRule } from '../../metrics/window-figures.js';
import type { Setting } from '../../scenario/setting.js';

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

/** A study file, checked and complete. */
export interface Study {
  readonly name: string;
  /** As the file names it. */
  readonly scenario: string;
  readonly seed: number;
  readonly factors: Readonly<Record<string, readonly Level[]>>;
  readonly cells: readonly CellSpec[];
  readonly window: Window;
  readonly slowdown: SlowdownRule;
  /** Keys of measures. */
  readonly metrics: readonly string[];
  readonly replications: Replications;
  /** Levels of the cells that others are compared with; undefined: nothing is compared. */
  readonly base: Readonly<Record<string, Level>> | undefined;
}

/** A level as it stands in a table. */
export function levelText(level: Level): string {
  return typeof level === 'object' ? JSON.stringify(level) : String(level);
}
