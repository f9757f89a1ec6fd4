import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { Sample } from './sample.js';

/** An event as the log keeps it. */
export interface LogEntry {
  /** Rises by one with each entry. */
  readonly serial: number;
  readonly event: ClusterEvent;
  /** Of an event of a process: what it runs, as far as that is known. */
  readonly command: string | undefined;
  /** Of a migration that was carried out: why it was begun. */
  readonly reason: string | undefined;
}

/** What happened lately, oldest first. */
export interface EventLog {
  readonly entries: readonly LogEntry[];
  readonly nextSerial: number;
  /** When and why processes that are on their way were sent. */
  readonly departures: ReadonlyMap<number, { readonly at: number; readonly reason: string }>;
}

export const NO_EVENTS: EventLog = { entries: [], nextSerial: 0, departures: new Map() };

/** The log with what has happened up to a sample. */
export function logged(log: EventLog, sample: Sample): EventLog {
  const { events } = sample;
  if (events.length === 0) return log;
  const commands = commandsOf(log, sample);
  const departures = new Map(log.departures);
  const added: LogEntry[] = [];
  let serial = log.nextSerial;
  for (const event of events) {
    if (event.type === 'migration-started') {
      departures.set(event.pid, { at: event.at, reason: event.reason });
    }
    const ends = event.type === 'migrated' || event.type === 'migration-failed';
    const reason = ends ? departures.get(event.pid)?.reason : undefined;
    if (ends || event.type === 'killed') departures.delete(event.pid);
    const command = 'pid' in event ? commands.get(event.pid) : undefined;
    added.push({ serial: serial++, event, command, reason });
  }
  const kept = log.entries.slice(Math.max(0, log.entries.length + added.length - MOST_ENTRIES));
  return { entries: [...kept, ...added.slice(-MOST_ENTRIES)], nextSerial: serial, departures };
}

/**
 * The log as it was at an instant of the past. What is told again on the way there is not needed
 * where the log has it.
 * @param sample with the events that were told on the way
 */
export function loggedUntil(log: EventLog, sample: Sample): EventLog {
  const entries = log.entries.filter(({ event }) => event.at <= sample.now);
  const departures = new Map([...log.departures].filter(([, { at }]) => at <= sample.now));
  const kept = { ...log, entries, departures };
  return entries.length > 0 ? kept : logged(kept, sample);
}

const MOST_ENTRIES = 5000;

/** The commands of the processes that the events are about: those alive, and those of the log. */
function commandsOf({ entries }: EventLog, { events, processes }: Sample): Map<number, string> {
  const commands = new Map<number, string>();
  const unknown = new Set<number>();
  for (const event of events) {
    if (event.type === 'started') commands.set(event.pid, event.command);
    else if ('pid' in event && !commands.has(event.pid)) unknown.add(event.pid);
  }
  const take = (pid: number, command: string | undefined) => {
    if (command !== undefined && unknown.delete(pid)) commands.set(pid, command);
  };
  if (unknown.size > 0) for (const { pid, command } of processes) take(pid, command);
  for (let index = entries.length - 1; index >= 0 && unknown.size > 0; index--) {
    const { event, command } = entries[index]!;
    if ('pid' in event) take(event.pid, command);
  }
  return commands;
}
