import type { Command } from '../../cluster/facts/command.js';
import { type Fields, optional, required } from './field.js';
import { oneOf, quantity, SECONDS, text } from './readers.js';

/** What every entry of a timeline has. */
export interface At {
  /** Seconds. */
  readonly at: number;
  /** Who asks; undefined: root. */
  readonly as?: string | undefined;
}

/** `at` and `do`, which is one of these. */
export function common<Verb extends Command['do']>(
  verbs: readonly Verb[],
): Fields<At & { do: Verb }> {
  return {
    at: required(quantity(SECONDS), 0),
    do: required(oneOf(verbs), verbs[0]!),
    as: optional<string | undefined>(text, undefined),
  };
}
