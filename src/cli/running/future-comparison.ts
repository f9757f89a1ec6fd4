import type { Command } from '../../cluster/facts/command.js';
import type { ComparedView, FirstDifference } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { CompareTask, FutureReport } from './future-orders.js';
import { advance, goToBeginning, type Later } from './future-run.js';
import { firstDifference, POINTS, Side } from './in-step.js';

const TELL_MILLISECONDS = 100;

/** Runs two futures in step from where they part, and tells how far they have come. */
export function compareFutures(
  sessions: readonly [SimulatedSession, SimulatedSession],
  { courses, from, untilSeconds }: CompareTask,
  tell: (report: FutureReport) => void,
): void {
  const [a, b] = [0, 1].map((index) => sideOf(sessions[index]!, courses[index]!));
  const fromSeconds = from.seconds;
  let first: FirstDifference | undefined;
  const view = (isDone: boolean): ComparedView => {
    const curves = [a!.side.curve, b!.side.curve] as const;
    return { fromSeconds, untilSeconds, curves, first, isDone };
  };
  let toldMs = performance.now();
  for (let point = 1; point <= POINTS; point++) {
    const goal = fromSeconds + ((untilSeconds - fromSeconds) * point) / POINTS;
    for (const { goTo } of [a!, b!]) goTo(goal);
    const difference = firstDifference(a!.side, b!.side);
    first ??= difference;
    if (performance.now() - toldMs < TELL_MILLISECONDS) continue;
    toldMs = performance.now();
    tell({ view: view(false), isDone: false });
  }
  tell({ view: view(true), isDone: true });
}

/** A session at the beginning of a course, and how it goes on. */
function sideOf(session: SimulatedSession, course: CompareTask['courses'][number]) {
  let sends = false;
  const later: Later = {
    commands: [...course.after],
    isSame: true,
    send: (command: Command) => {
      sends = true;
      session.send(command);
      sends = false;
    },
  };
  goToBeginning(session, course);
  // What a command does to processes counts, the answer does not.
  const side = new Side(session, (event) => !sends || 'pid' in event);
  const goTo = (goal: number) => {
    while (!advance(session, goal, later));
    side.addPoint();
  };
  return { side, goTo };
}
