import { linearRegex } from '../../../base/linear-regex.js';
import { UNICODE } from '../../drawing/charset.js';
import { eventText } from '../../notice.js';
import type { LogEntry } from '../../past/event-log.js';
import type { EventKind } from './events-state.js';

/** Whether an entry is of a kind and matches a filter: all of its words, or one `/expression/`. */
export function logFilter(kind: EventKind, filter: string): (entry: LogEntry) => boolean {
  const matches = textFilter(filter.trim());
  return (entry) => isOfKind(entry, kind) && (matches === undefined || matches(searchText(entry)));
}

function isOfKind({ event }: LogEntry, kind: EventKind): boolean {
  switch (kind) {
    case 'all':
      // A migration has one line: when it ends.
      return event.type !== 'migration-started';
    case 'migrations':
      return event.type === 'migrated' || event.type === 'migration-failed';
    case 'nodes':
      return 'node' in event && !('pid' in event);
  }
}

function textFilter(filter: string): ((text: string) => boolean) | undefined {
  if (filter === '') return undefined;
  const expression = /^\/(.+?)\/?$/.exec(filter)?.[1];
  if (expression !== undefined) {
    const regex = linearRegex(expression, { ignoresCase: true });
    return (text) => !('problem' in regex) && regex.test(text);
  }
  const words = filter.toLowerCase().split(/\s+/);
  return (text) => words.every((word) => text.includes(word));
}

const TEXTS = new WeakMap<LogEntry, string>();

/** What a filter looks at; an entry never changes, so its text is made once. */
function searchText(entry: LogEntry): string {
  const known = TEXTS.get(entry);
  if (known !== undefined) return known;
  const { event, command = '', reason = '' } = entry;
  const text = `${eventText(event, UNICODE)} ${command} ${reason}`.toLowerCase();
  TEXTS.set(entry, text);
  return text;
}
