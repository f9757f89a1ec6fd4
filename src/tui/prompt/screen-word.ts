import type { DashboardState } from '../state.js';
import type { Update } from '../update-result.js';

/** A word of the command line that sends nothing to the cluster. */
export interface ScreenWord {
  readonly word: string;
  /** What follows it, as the help and the errors write it. */
  readonly form: string;
  /** Words that may follow it at most; undefined: it counts them itself, or takes any number. */
  readonly most?: number;
  /** @returns what is wrong, when it can do nothing */
  read(words: readonly string[]): ((state: DashboardState) => Update) | string;
  /** What the argument at an index may be, 0 the first after the word. */
  completions?(index: number, state: DashboardState): readonly string[];
}
