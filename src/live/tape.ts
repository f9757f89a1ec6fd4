import { UserError } from '../base/user-error.js';
import type { NodeId } from '../cluster/facts/node-spec.js';
import type { NodeLink, SampleListener, WallClock } from './link.js';
import type { WatchedHost } from './live-node.js';

/** What was seen of real nodes, to be played again. */
export interface Tape {
  readonly hosts: readonly { readonly id: NodeId; readonly host: string }[];
  /** Seconds between two samples of a node. */
  readonly periodSeconds: number;
  /** In the order of their times. */
  readonly entries: readonly TapeEntry[];
}

/** A sample, or the end of a connection. */
interface TapeEntry {
  /** Seconds since the recording began. */
  readonly at: number;
  readonly node: NodeId;
  /** As the sampler has written them. */
  readonly lines?: readonly string[];
  /** Why the connection ended. */
  readonly end?: string;
}

const HEAD = '{"what":"mtop-sim live recording"';
const FORMAT = 1;

/** Whether a file is one, by its first bytes. */
export function isTapeHead(head: string): boolean {
  return head.startsWith(HEAD);
}

/** The first line of a tape. */
export function tapeHead(hosts: Tape['hosts'], periodSeconds: number): string {
  const named = hosts.map(({ id, host }) => ({ id, host }));
  return `${HEAD},"format":${FORMAT},${JSON.stringify({ periodSeconds, hosts: named }).slice(1)}\n`;
}

/**
 * A host that is watched as before, and what comes from it written down: a line of JSON for each
 * sample.
 */
export function taped(
  watched: WatchedHost,
  clock: WallClock,
  write: (line: string) => void,
): WatchedHost {
  const { id: node, link } = watched;
  const start = clock.now();
  const put = (what: Pick<TapeEntry, 'lines' | 'end'>) =>
    write(`${JSON.stringify({ at: clock.now() - start, node, ...what })}\n`);
  const sample = ({ line, end }: SampleListener) => {
    let lines: string[] = [];
    link.sample({
      line: (text) => {
        lines.push(text);
        if (text === '.') {
          put({ lines });
          lines = [];
        }
        line(text);
      },
      end: (reason) => {
        put({ end: reason });
        end(reason);
      },
    });
  };
  const tapedLink: NodeLink = {
    sample,
    run: (script, done) => link.run(script, done),
    close: () => link.close(),
  };
  return { ...watched, link: tapedLink };
}

/**
 * Reads a tape. A last line that was not written to its end is passed over.
 * @param name for messages
 * @throws UserError when it is none, or damaged
 */
export function readTape(name: string, text: string): Tape {
  const [first = '', ...lines] = text.split('\n').slice(0, -1);
  const head = isTapeHead(first) ? parsed(first) : undefined;
  if (!isHead(head)) {
    throw new UserError(`${name} is not a recording of real nodes that this mtop-sim can play`);
  }
  const entries = lines.map((line, index) => {
    const entry = parsed(line) as TapeEntry | undefined;
    if (!isEntry(entry)) throw new UserError(`${name} is damaged in line ${index + 2}`);
    return entry;
  });
  const { hosts, periodSeconds } = head;
  return { hosts, periodSeconds, entries };
}

function isHead(head: unknown): head is Omit<Tape, 'entries'> {
  const { format, hosts, periodSeconds } = (head ?? {}) as Partial<Tape> & { format?: unknown };
  if (format !== FORMAT || !(Number(periodSeconds) > 0) || !Array.isArray(hosts)) return false;
  return (
    hosts.length > 0 &&
    hosts.every((one) => Number.isSafeInteger(one?.id) && typeof one.host === 'string')
  );
}

function parsed(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
}

function isEntry(entry: TapeEntry | undefined): entry is TapeEntry {
  const { at, node, lines, end } = entry ?? {};
  if (!Number.isFinite(at) || typeof node !== 'number') return false;
  return (
    typeof end === 'string' ||
    (Array.isArray(lines) && lines.every((line) => typeof line === 'string'))
  );
}

/** Plays a tape: the clock and the links of a session, whose time goes on when it is told to. */
export class TapePlayer implements WallClock {
  readonly hosts: readonly WatchedHost[];
  readonly periodSeconds: number;
  readonly endSeconds: number;
  #now = 0;
  #next = 0;
  readonly #entries: readonly TapeEntry[];
  readonly #listeners = new Map<NodeId, SampleListener>();
  readonly #timers = new Set<{ at: number; readonly seconds: number; readonly act: () => void }>();

  constructor({ hosts, periodSeconds, entries }: Tape) {
    this.periodSeconds = periodSeconds;
    this.#entries = entries;
    this.endSeconds = entries.at(-1)?.at ?? 0;
    this.hosts = hosts.map(({ id, host }) => ({
      ...{ id, host },
      link: {
        sample: (listener) => void this.#listeners.set(id, listener),
        run: (_, done) => done(OVER),
        close: () => {},
      },
    }));
  }

  now(): number {
    return this.#now;
  }

  every(seconds: number, act: () => void): () => void {
    const timer = { at: this.#now + seconds, seconds, act };
    this.#timers.add(timer);
    return () => this.#timers.delete(timer);
  }

  /** Plays up to a time, but not beyond the end. */
  playTo(seconds: number): void {
    const until = Math.min(seconds, this.endSeconds);
    for (;;) {
      const entry = this.#entries[this.#next];
      const timer = [...this.#timers].sort((a, b) => a.at - b.at)[0];
      const at = Math.min(entry?.at ?? Infinity, timer?.at ?? Infinity);
      if (at > until) break;
      this.#now = Math.max(this.#now, at);
      if (entry !== undefined && entry.at === at) this.#play(entry);
      else if (timer !== undefined) {
        timer.at += timer.seconds;
        timer.act();
      }
    }
    this.#now = Math.max(this.#now, until);
  }

  #play({ node, lines = [], end }: TapeEntry): void {
    this.#next++;
    const listener = this.#listeners.get(node);
    for (const line of lines) listener?.line(line);
    if (end !== undefined) listener?.end(end);
  }
}

/** Why nothing can be done to what is only played. */
export const OVER = 'this is a recording: nothing reaches its nodes any more';
