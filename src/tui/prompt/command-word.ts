import type { Command } from '../../cluster/facts/command.js';
import type { DashboardState } from '../state.js';

/** A word of the command line that becomes a command of the cluster. */
export interface CommandWord {
  readonly word: string;
  /** What follows it, as the help and the errors write it. */
  readonly form: string;
  /** Words that may follow it at most; undefined: it counts them itself, or takes any number. */
  readonly most?: number;
  /** @returns what is wrong, when it is no command */
  read(words: readonly string[]): Command | readonly Command[] | string;
  /** What the argument at an index may be, 0 the first after the word. */
  completions?(index: number, state: DashboardState): readonly string[];
}

/** What `read` says when the words do not fit the form. */
export const FORM = 'form';

/** The whole number that is written; undefined: it is none. */
export function number(written: string | undefined): number | undefined {
  return written !== undefined && /^-?\d{1,10}$/.test(written) ? Number(written) : undefined;
}

/** The ids of all nodes. */
export function nodes({ sample }: DashboardState): readonly string[] {
  return sample.nodes.map(({ id }) => String(id));
}

/** The pids of the listed processes. */
export function pids({ views }: DashboardState): readonly string[] {
  return views.mtop.listed.map(({ pid }) => String(pid));
}
