import type { ClusterEvent } from '../cluster/event.js';
import type { Sample } from './sample.js';

/** An event as the log keeps it. */
export interface LogEntry {
  /** Rises by one with each entry. */
  readonly serial: number;
  readonly event: ClusterEvent;
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
export function logged(log: EventLog, { events }: Sample): EventLog {
  if (events.length === 0) return log;
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
    added.push({ serial: serial++, event, reason });
  }
  const kept = log.entries.slice(Math.max(0, log.entries.length + added.length - MOST_ENTRIES));
  return { entries: [...kept, ...added.slice(-MOST_ENTRIES)], nextSerial: serial, departures };
}

const MOST_ENTRIES = 5000;
