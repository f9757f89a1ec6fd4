import type { Command } from '../cluster/facts/command.js';
import { BEGINNING, compareMoments, type Mark, type Moment, type SentCommand } from './moment.js';

/** A future of a recorded run, as it was written down. */
export interface RecordedBranch {
  readonly id: number;
  /** Undefined: it begins when the run does. */
  readonly parent: number | undefined;
  readonly since: Moment;
  /** What was sent on it, without what was sent before it began. */
  readonly commands: readonly SentCommand[];
  readonly marks: readonly Mark[];
  readonly end: Moment;
}

export interface RecordedBranches {
  /** In the order in which they were begun; the first one is first. */
  readonly branches: readonly RecordedBranch[];
  /** The one on which it ended. */
  readonly branch: number;
}

/** What a line of a recording tells, after its header. */
export type Entry =
  | { readonly type: 'sent'; readonly sent: SentCommand; readonly by: string }
  | { readonly type: 'marked'; readonly mark: Mark }
  | {
      readonly type: 'branched';
      readonly id: number;
      readonly parent: number;
      readonly since: Moment;
    }
  | { readonly type: 'switched'; readonly branch: number };

/** An entry as a line of JSON, without its end. */
export function entryLine(entry: Entry): string {
  switch (entry.type) {
    case 'sent':
      return JSON.stringify({ ...flat(entry.sent.at), command: entry.sent.command, by: entry.by });
    case 'marked':
      return JSON.stringify({ ...flat(entry.mark.at), digest: entry.mark.digest });
    case 'branched':
      return JSON.stringify({ branch: entry.id, of: entry.parent, ...flat(entry.since) });
    case 'switched':
      return JSON.stringify({ switch: entry.branch });
  }
}

/** @returns undefined for a line that is none: what follows it cannot be used either */
export function readEntry(line: string): Entry | undefined {
  const read = parsed(line);
  if (read === undefined) return undefined;
  if (isId(read.switch)) return { type: 'switched', branch: read.switch };
  const at = momentOf(read);
  if (at === undefined) return undefined;
  if (isId(read.branch) && isId(read.of)) {
    return { type: 'branched', id: read.branch, parent: read.of, since: at };
  }
  if (typeof read.digest === 'string') return { type: 'marked', mark: { at, digest: read.digest } };
  const { command, by } = read;
  if (command === undefined && !('digest' in read)) {
    return { type: 'marked', mark: { at, digest: undefined } };
  }
  if (typeof command !== 'object' || command === null || !('do' in command)) return undefined;
  const sent = { at, command: command as Command };
  return { type: 'sent', sent, by: typeof by === 'string' ? by : 'user' };
}

/**
 * The branches that entries tell of, as far as they make sense.
 * @returns also how many of the entries that are
 */
export function branchesOf(
  entries: readonly Entry[],
): RecordedBranches & { readonly used: number } {
  const branches = [{ ...newBranch(1, undefined, BEGINNING) }];
  let current = branches[0]!;
  let used = 0;
  for (const entry of entries) {
    const known = (id: number) => branches.find((branch) => branch.id === id);
    if (entry.type === 'switched') {
      const branch = known(entry.branch);
      if (branch === undefined) break;
      current = branch;
    } else if (entry.type === 'branched') {
      const { id, parent, since } = entry;
      if (known(id) !== undefined || known(parent) === undefined) break;
      current = newBranch(id, parent, since);
      branches.push(current);
    } else {
      const { at } = entry.type === 'sent' ? entry.sent : entry.mark;
      if (compareMoments(at, current.end) < 0) break;
      if (entry.type === 'marked') current.marks.push(entry.mark);
      else current.commands.push(entry.sent);
      current.end = entry.type === 'sent' ? { ...at, commands: at.commands + 1 } : at;
    }
    used++;
  }
  return { branches, branch: current.id, used };
}

function newBranch(id: number, parent: number | undefined, since: Moment) {
  const commands: SentCommand[] = [];
  const marks: Mark[] = [];
  return { id, parent, since, commands, marks, end: since };
}

function flat({ seconds, steps, commands }: Moment) {
  return { at: seconds, step: steps, commands };
}

function momentOf({ at, step, commands }: Record<string, unknown>): Moment | undefined {
  const isCount = (value: unknown) => Number.isSafeInteger(value) && (value as number) >= 0;
  if (typeof at !== 'number' || at < 0 || !isCount(step) || !isCount(commands)) return undefined;
  return { seconds: at, steps: step as number, commands: commands as number };
}

function isId(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 1;
}

function parsed(line: string): Record<string, unknown> | undefined {
  try {
    const read: unknown = JSON.parse(line);
    return typeof read === 'object' && read !== null
      ? (read as Record<string, unknown>)
      : undefined;
  } catch {
    return undefined;
  }
}
