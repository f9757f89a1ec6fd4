import type { FlagVerb } from '../facts/command.js';
import { BLOCK, LSTAY, NOMFS, QUIET, STAY } from '../facts/status.js';

/** One bit of a node's status that a verb sets or clears, and what mosctl says then. */
export interface FlagChange {
  readonly bit: number;
  readonly isSet: boolean;
  readonly done: string;
  /** When it was so before. */
  readonly already: string;
}

export function flagChange(verb: FlagVerb): FlagChange {
  return FLAG_CHANGES[verb];
}

/**
 * Two of these sentences are mosctl's own (a session kept in a forum: the "already" words for
 * nostay and nolstay); the others are worded after them.
 */
const FLAG_CHANGES: Readonly<Record<FlagVerb, FlagChange>> = {
  stay: change(STAY, true, 'automatic load-balancing', 'disabled'),
  nostay: change(STAY, false, 'automatic load-balancing', 'enabled'),
  lstay: change(LSTAY, true, 'Local processes', 'forbidden to leave automatically'),
  nolstay: change(LSTAY, false, 'Local processes', 'allowed to leave automatically'),
  block: change(BLOCK, true, 'Remote processes', 'refused'),
  noblock: change(BLOCK, false, 'Remote processes', 'accepted'),
  quiet: change(QUIET, true, 'Load information for others', 'stopped'),
  noquiet: change(QUIET, false, 'Load information for others', 'given'),
  nomfs: change(NOMFS, true, 'MFS access to this node', 'denied'),
  mfs: change(NOMFS, false, 'MFS access to this node', 'allowed'),
};

function change(bit: number, isSet: boolean, what: string, how: string): FlagChange {
  return { bit, isSet, done: `${what} ${how}.`, already: `${what} already ${how}.` };
}
