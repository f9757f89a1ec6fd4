import type { NodeId } from '../cluster/facts/node-spec.js';
import type { JobReport } from './job.js';
import type { MoveCall } from './move.js';

/** What all nodes say of a job, and what is known beyond that. */
export interface KnownOfJob {
  readonly job: string;
  /** One of each node that answered, also of those that do not know the job. */
  readonly reports: ReadonlyMap<NodeId, JobReport>;
  /** Those that did not answer. */
  readonly silent: readonly NodeId[];
  /** Moves that were known to have given the job away before these reports were asked for. */
  readonly given: ReadonlySet<string>;
  /** Nodes of which the user says that whatever they had of the job is lost. */
  readonly lost: ReadonlySet<string>;
}

export type Recovery =
  /** One runs, at that node, or the job has ended (there, or nobody knows it). */
  | { readonly kind: 'settled'; readonly at: NodeId | undefined }
  /** Only the user can say: nothing is done. */
  | { readonly kind: 'doubt'; readonly reason: string }
  /** Everybody must be asked again: what they said may be older than the giving away. */
  | { readonly kind: 'ask' }
  /** This is the next thing to do; then everybody is asked again. */
  | { readonly kind: 'act'; readonly call: MoveCall };

/**
 * What to do about a job, from what all nodes say of it. Each node was asked at a time of its own
 * and somebody else may be at work, so that a call must be safe at any time: it names its move,
 * and the node refuses what does not fit. The source's file of fate decides; nobody who recovers
 * ever gives a job away.
 */
export function recover(known: KnownOfJob): Recovery {
  const { reports } = known;
  for (const [id, { leaving }] of reports) {
    if (leaving !== undefined) return ofSource(known, id, leaving);
  }
  const runs = runningIn(known, undefined);
  for (const [id, { arriving }] of reports) {
    if (arriving !== undefined) return ofCopy(known, id, runs !== undefined);
  }
  for (const [id, { arrived }] of reports) {
    if (arrived === undefined) continue;
    const isGone = known.lost.has(arrived.source);
    if (isGone || nodeOf(known, arrived.source) !== undefined) {
      return act(known, 'settle', id, arrived.move);
    }
    return doubt(`it runs, but may not be moved before ${arrived.source} is in reach`);
  }
  const ended = [...reports].find(([, { exit }]) => exit !== undefined);
  const at = runs ?? ended?.[0];
  return at === undefined && known.silent.length > 0
    ? doubt('it may be at a node that is out of reach')
    : { kind: 'settled', at };
}

/** The node, other than that one, where the job lives: whatever else is said, it is the one. */
function runningIn({ reports }: KnownOfJob, other: NodeId | undefined): NodeId | undefined {
  return [...reports].find(
    ([id, { cell, arriving }]) => id !== other && cell !== 'none' && arriving === undefined,
  )?.[0];
}

/** A node that the job leaves, or has left. */
function ofSource(
  known: KnownOfJob,
  source: NodeId,
  { move, fate, target, targetBoot }: NonNullable<JobReport['leaving']>,
): Recovery {
  if (fate !== 'moved') return act(known, 'back', source, move);
  if (runningIn(known, source) !== undefined) return act(known, 'forget', source, move);
  const isLost = known.lost.has(target);
  const id = nodeOf(known, target);
  if (id === undefined && !isLost) return doubt(`it was given to ${target}, which is out of reach`);
  // What the target said may be older than the giving away.
  if (!known.given.has(move)) return { kind: 'ask' };
  if (id === undefined) return act(known, 'revive', source, move);
  const { arriving, arrived, cell, boot } = known.reports.get(id)!;
  if (arrived?.move === move) return act(known, 'forget', source, move);
  if (arriving?.move === move) return act(known, cell === 'none' ? 'forget' : 'go', id, move);
  if (boot === targetBoot || isLost) return act(known, 'revive', source, move);
  return doubt(`it was given to ${target}, which has started again since`);
}

/** A node with a copy that must not run yet, or with room for one, which nobody says to be leaving. */
function ofCopy(known: KnownOfJob, id: NodeId, runsElsewhere: boolean): Recovery {
  const { arriving, cell } = known.reports.get(id)!;
  const { move, source, sourceBoot } = arriving!;
  if (cell === 'none' || runsElsewhere) return act(known, 'forget', id, move);
  if (known.lost.has(source)) return act(known, 'go', id, move);
  const from = nodeOf(known, source);
  if (from === undefined) return doubt(`${source}, where it comes from, is out of reach`);
  if (known.reports.get(from)!.boot === sourceBoot) return act(known, 'forget', id, move);
  return doubt(`${source}, where it comes from, has started again since`);
}

function nodeOf({ reports }: KnownOfJob, host: string): NodeId | undefined {
  return [...reports].find(([, report]) => report.host === host)?.[0];
}

function act({ job }: KnownOfJob, verb: string, node: NodeId, move: string): Recovery {
  return { kind: 'act', call: { verb, node, words: [job, move] } };
}

function doubt(reason: string): Recovery {
  return { kind: 'doubt', reason };
}
