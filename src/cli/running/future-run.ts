import type { Command } from '../../cluster/facts/command.js';
import { redraw } from '../../kernel/redraw.js';
import type { Course } from '../../recording/course.js';
import type { SentCommand } from '../../recording/moment.js';
import { unpacked } from '../../recording/packed.js';
import type { FuturePoint } from '../../session/futures.js';
import type { SimulatedSession } from '../../session/simulated.js';
import type { FutureReport, RunTask } from './future-orders.js';
import { FutureWatch } from './future-watch.js';

/** Between two looks at the clock, at most. */
const EVENTS = 2000;
const TELL_MILLISECONDS = 100;
/** Points of a curve. */
const POINTS = 60;

/** Runs one future and tells how far it has come. */
export function runFuture(
  session: SimulatedSession,
  task: RunTask,
  tell: (report: FutureReport) => void,
): void {
  const { course, commands, draw, untilSeconds, fate } = task;
  goToBeginning(session, course);
  if (draw !== undefined) redraw(session, draw);
  const watch = new FutureWatch(session, task);
  for (const command of commands) {
    const answer = session.send(command);
    if (answer.accepted) continue;
    watch.end();
    const view = { part: 0, curve: [], figures: undefined, problem: answer.reason };
    tell({ view, isDone: true });
    return;
  }
  const start = session.view().now;
  // A load has to be looked at.
  const points = fate?.what === 'load' ? Math.ceil(untilSeconds - start) : POINTS;
  const curve: FuturePoint[] = [watch.point()];
  const later: Later = {
    commands: [...course.after],
    isSame: commands.length === 0 && draw === undefined,
    send: (command) => session.send(command),
  };
  let toldMs = performance.now();
  for (let point = 1; point <= points && !watch.isOver; point++) {
    const goal = start + ((untilSeconds - start) * point) / points;
    while (!watch.isOver && !advance(session, goal, later)) {
      if (performance.now() - toldMs < TELL_MILLISECONDS) continue;
      toldMs = performance.now();
      const part = (session.view().now - start) / (untilSeconds - start);
      tell({ view: { part, curve, figures: undefined }, isDone: false });
    }
    curve.push(watch.point());
  }
  watch.end();
  tell({ view: { part: 1, curve, figures: watch.figures() }, isDone: true });
}

/** Takes up the state of a course and goes to where it begins. */
export function goToBeginning(session: SimulatedSession, { state, before, from }: Course): void {
  session.restore(unpacked(state));
  for (const { at, command } of before) {
    session.advance(at.seconds, { maxEvents: at.steps - session.steps });
    session.send(command);
  }
  if (typeof from === 'number') session.advance(from);
  else session.advance(from.seconds, { maxEvents: from.steps - session.steps });
}

/** What is still to be sent to a run. */
export interface Later {
  /** What was sent is taken out. */
  readonly commands: SentCommand[];
  /** Whether the run goes as it was recorded, so that moments are found again by their steps. */
  readonly isSame: boolean;
  send(command: Command): void;
}

/**
 * Goes on, with what is sent on the way.
 * @returns whether the goal is reached
 */
export function advance(session: SimulatedSession, goal: number, later: Later): boolean {
  const next = later.commands[0];
  if (next === undefined || next.at.seconds > goal) {
    return session.advance(goal, { maxEvents: EVENTS });
  }
  const left = later.isSame ? Math.max(0, next.at.steps - session.steps) : Infinity;
  const isThere = session.advance(next.at.seconds, { maxEvents: Math.min(left, EVENTS) });
  if (isThere || left <= EVENTS) {
    later.commands.shift();
    later.send(next.command);
  }
  return false;
}
