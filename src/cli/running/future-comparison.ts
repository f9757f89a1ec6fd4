import { isDeepStrictEqual } from 'node:util';
import type { Command } from '../../cluster/facts/command.js';
import type { ClusterEvent } from '../../cluster/facts/event.js';
import type { ComparedView, FirstDifference, FuturePoint } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { CompareTask, FutureReport } from './future-orders.js';
import { advance, goToBeginning, type Later } from './future-run.js';
import { FutureWatch } from './future-watch.js';

const TELL_MILLISECONDS = 100;
/** Points of a curve. */
const POINTS = 60;

/** Runs two futures in step from where they part, and tells how far they have come. */
export function compareFutures(
  sessions: readonly [SimulatedSession, SimulatedSession],
  { courses, from, untilSeconds }: CompareTask,
  tell: (report: FutureReport) => void,
): void {
  const sides = [0, 1].map((index) => new Side(sessions[index]!, courses[index]!)) as [Side, Side];
  const [a, b] = sides;
  const fromSeconds = from.seconds;
  let first: FirstDifference | undefined;
  const view = (isDone: boolean): ComparedView => {
    const curves = [a.curve, b.curve] as const;
    return { fromSeconds, untilSeconds, curves, first, isDone };
  };
  let toldMs = performance.now();
  for (let point = 1; point <= POINTS; point++) {
    const goal = fromSeconds + ((untilSeconds - fromSeconds) * point) / POINTS;
    for (const side of sides) side.goTo(goal);
    first ??= firstDifference(a.events, b.events);
    for (const side of sides) side.events.length = 0;
    if (performance.now() - toldMs < TELL_MILLISECONDS) continue;
    toldMs = performance.now();
    tell({ view: view(false), isDone: false });
  }
  tell({ view: view(true), isDone: true });
}

/** One of the two futures. */
class Side {
  readonly curve: FuturePoint[];
  /** What has happened since the last point. */
  readonly events: ClusterEvent[] = [];
  readonly #session: SimulatedSession;
  readonly #watch: FutureWatch;
  readonly #later: Later;
  /** Whether something is being sent: what that does to processes counts, the answer does not. */
  #sends = false;

  constructor(session: SimulatedSession, course: CompareTask['courses'][number]) {
    this.#session = session;
    const send = (command: Command) => {
      this.#sends = true;
      session.send(command);
      this.#sends = false;
    };
    this.#later = { commands: [...course.after], isSame: true, send };
    goToBeginning(session, course);
    this.#watch = new FutureWatch(session);
    this.curve = [this.#watch.point()];
    session.subscribe((event) => {
      if (!this.#sends || 'pid' in event) this.events.push(event);
    });
  }

  goTo(goal: number): void {
    while (!advance(this.#session, goal, this.#later));
    this.curve.push(this.#watch.point());
  }
}

/** Where two lists of events first differ, those aside that say what was sent. */
function firstDifference(
  a: readonly ClusterEvent[],
  b: readonly ClusterEvent[],
): FirstDifference | undefined {
  for (let index = 0; index < Math.max(a.length, b.length); index++) {
    const [of, other] = [a[index], b[index]];
    if (isDeepStrictEqual(of, other)) continue;
    const at = Math.min(of?.at ?? Infinity, other?.at ?? Infinity);
    return { at, events: [of?.at === at ? of : undefined, other?.at === at ? other : undefined] };
  }
  return undefined;
}
