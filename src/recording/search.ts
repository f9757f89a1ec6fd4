import type { ClusterEvent } from '../cluster/facts/event.js';
import type { Past, Session, Sought, WhichMoment } from '../session/session.js';

/** A session whose past can be gone through. */
export interface Searchable
  extends Pick<Session, 'view' | 'advance' | 'subscribe'>,
    Pick<Past, 'seek' | 'presentSeconds'> {
  /** When the last state before that time was kept. */
  keptBefore(seconds: number): number;
  /** Goes to the beginning, before anything has happened at time 0. */
  rewind(): void;
}

/** Before all that happens at time 0. */
const BEGINNING = Number.NEGATIVE_INFINITY;

/** Between two answers to those who wait. */
const EVENTS = 2000;

/**
 * Looks for a moment of a session's past, and takes the session there; when there is none, to where
 * it was. The past is gone through again, from the states that were kept.
 */
export function* searched(
  session: Searchable,
  sought: Sought,
  which: WhichMoment,
): Generator<number, number | undefined> {
  const { now } = session.view();
  const found =
    which === 'last'
      ? yield* lastBefore(session, sought, now)
      : yield* firstBetween(
          session,
          sought,
          which === 'next' ? now : BEGINNING,
          session.presentSeconds,
        );
  session.seek(found ?? now);
  return found;
}

/** From a state that was kept to the next one, the latest ones first. */
function* lastBefore(
  session: Searchable,
  sought: Sought,
  now: number,
): Generator<number, number | undefined> {
  for (let end = now; end > 0; ) {
    const kept = session.keptBefore(end);
    const start = kept > 0 ? kept : BEGINNING;
    const moments = yield* momentsBetween(session, sought, start, end, Infinity);
    const last = moments.findLast((at) => at < now);
    if (last !== undefined) return last;
    end = start;
  }
  return undefined;
}

function* firstBetween(
  session: Searchable,
  sought: Sought,
  start: number,
  end: number,
): Generator<number, number | undefined> {
  const [first] = yield* momentsBetween(session, sought, start, end, 1);
  return first;
}

/** When it happens or comes to hold after `start`, until `end`, at most so many times. */
function* momentsBetween(
  session: Searchable,
  sought: Sought,
  start: number,
  end: number,
  most: number,
): Generator<number, number[]> {
  const found: number[] = [];
  if (start === BEGINNING) session.rewind();
  else session.seek(start);
  if ('holds' in sought) {
    let held = start !== BEGINNING && sought.holds(session.view());
    for (let at = Math.max(0, Math.ceil(start)); at <= end && found.length < most; at++) {
      while (!session.advance(at, { maxEvents: EVENTS })) yield at;
      const holds = sought.holds(session.view());
      if (holds && !held) found.push(at);
      held = holds;
      if (at % LOOKS === 0) yield at;
    }
    return found;
  }
  const see = (event: ClusterEvent) => {
    if (event.at > start && event.at <= end && sought.isIt(event)) found.push(event.at);
  };
  const unsubscribe = session.subscribe(see, { types: sought.types, transient: true });
  try {
    while (found.length < most && !session.advance(end, { maxEvents: EVENTS })) {
      yield session.view().now;
    }
  } finally {
    unsubscribe();
  }
  return found;
}

/** Seconds after which those who wait are answered. */
const LOOKS = 50;
