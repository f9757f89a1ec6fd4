import type { Branch } from './branch.js';
import type { CheckpointStore } from './checkpoint-store.js';
import { compareMoments, type Moment, type SentCommand } from './moment.js';

/** A part of a run as plain data: a state, and what is sent on the way from it. */
export interface Course {
  /** The state of the run, packed, at or before `from`. */
  readonly state: Uint8Array;
  /** Sent between the state and `from`, in order. */
  readonly before: readonly SentCommand[];
  /** Where the part begins: a moment, or all of what happens until a virtual time. */
  readonly from: Moment | number;
  /** Sent from there on, in order. */
  readonly after: readonly SentCommand[];
}

/** The course of a branch from a moment of it. */
export function courseAlong(branch: Branch, from: Moment | number, store: CheckpointStore): Course {
  const isReached = (at: Moment) =>
    typeof from === 'number' ? at.seconds <= from : compareMoments(at, from) <= 0;
  const { at, bytes } = store.before(branch, isReached)!;
  const sent = branch.commands.slice(at.commands);
  const isBefore = (one: SentCommand) =>
    typeof from === 'number' ? one.at.seconds <= from : compareMoments(one.at, from) < 0;
  const before = sent.filter(isBefore);
  return { state: bytes, before, from, after: sent.slice(before.length) };
}
