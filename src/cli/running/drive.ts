import type { Session } from '../../session/session.js';
import { brokenOff } from './breakable.js';

/** Signals that end what goes on, with the exit codes that shells give them. */
export const END_SIGNALS = { SIGHUP: 129, SIGINT: 130, SIGTERM: 143 } as const;

export interface Interruption {
  readonly signal: keyof typeof END_SIGNALS;
  readonly exitCode: number;
  /** Whether it has come between two events, so that the session is in order. */
  readonly isBetween: boolean;
}

/** What advances: a session, or one that is inspected on its way. */
export type Advancing = Pick<Session, 'advance'>;

/**
 * Lets a session go on until it is over or `end` is reached, or a signal comes, which is answered
 * between two parts. A second signal ends the program, as signals do.
 * @param end virtual time, seconds; Infinity: none
 * @param pause called between two parts of the run, a few times a second, and waited for; it is
 *   told whether a signal has come
 * @param mayHang whether a part may never end, with a policy of the user's: then Ctrl-C breaks it
 *   off in the middle of an event. Not otherwise: a Ctrl-C in the moment in which Node.js changes
 *   from one listener to the other ends the program on the spot.
 */
export async function drive(
  session: Advancing,
  end: number,
  pause: (isInterrupted: () => boolean) => void | Promise<void>,
  { mayHang }: { readonly mayHang: boolean },
): Promise<Interruption | undefined> {
  let interruption: Interruption | undefined;
  let isBroken = false;
  const interrupt = (signal: NodeJS.Signals) => {
    const name = signal as keyof typeof END_SIGNALS;
    interruption ??= { signal: name, exitCode: END_SIGNALS[name], isBetween: !isBroken };
  };
  const names = Object.keys(END_SIGNALS) as (keyof typeof END_SIGNALS)[];
  // A terminal that closes says so twice.
  process.on('SIGHUP', interrupt);
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, interrupt);
  let events = FIRST_EVENTS;
  for (let isOver = false; !isOver && interruption === undefined; ) {
    const started = performance.now();
    const advance = () => {
      isOver = session.advance(end, { maxEvents: events, untilOver: true });
    };
    if (mayHang) isBroken = brokenOff(advance);
    else advance();
    if (isBroken) interrupt('SIGINT');
    events = eventsOfNextPart(events, performance.now() - started);
    if (!isBroken) await pause(() => interruption !== undefined);
    await signalsSeen();
  }
  for (const name of names) process.off(name, interrupt);
  return interruption;
}

/** So few that a signal is answered soon also where each takes long. */
const FIRST_EVENTS = 50;

/** Long enough to cost nothing, short enough to answer a signal at once. */
function eventsOfNextPart(events: number, tookMs: number): number {
  if (tookMs > 100) return Math.max(1, Math.floor(events / 2));
  return tookMs < 50 ? events * 2 : events;
}

/** One turn of the event loop. */
function signalsSeen(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
