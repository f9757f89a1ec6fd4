import type { Command } from '../cluster/facts/command.js';

/**
 * A moment of a run, between two things that happen. Time alone does not name it: at one instant
 * much can happen, and a command may come between.
 */
export interface Moment {
  /** Virtual time, seconds. */
  readonly seconds: number;
  /** What the run has done by itself until then: completions, arrivals, ticks, in steps. */
  readonly steps: number;
  /** Commands that were sent until then. */
  readonly commands: number;
}

export const BEGINNING: Moment = { seconds: 0, steps: 0, commands: 0 };

/** Negative: `a` is before `b`. */
export function compareMoments(a: Moment, b: Moment): number {
  return a.steps - b.steps || a.seconds - b.seconds || a.commands - b.commands;
}

/** A command with the moment at which it was sent; `commands` are those before it. */
export interface SentCommand {
  readonly at: Moment;
  readonly command: Command;
}

/** That a run was at a moment, and what its state was there. */
export interface Mark {
  readonly at: Moment;
  /** Undefined: the state was not looked at. */
  readonly digest: string | undefined;
}
