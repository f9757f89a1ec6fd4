import type { Command } from '../../cluster/facts/command.js';
import type { Course } from '../../recording/course.js';
import type { Moment } from '../../recording/moment.js';
import type { ComparedView, FutureView, Outlook } from '../../session/futures.js';

/** What a thread of futures is to run next. */
export type FutureTask =
  | ({ readonly what: 'run' } & RunTask)
  | ({ readonly what: 'compare' } & CompareTask)
  | ({ readonly what: 'slowdowns' } & SlowdownsTask);

/** One future. */
export interface RunTask extends Omit<Outlook, 'ways'> {
  readonly course: Course;
  /** Sent where the course begins. */
  readonly commands: readonly Command[];
  readonly draw: number | undefined;
}

/** Two of them in step. */
export interface CompareTask {
  readonly courses: readonly [Course, Course];
  /** Until there they are the same. */
  readonly from: Moment;
  readonly untilSeconds: number;
}

/** The slowdowns of what arrives in a part of a run. */
export interface SlowdownsTask {
  /** Undefined: all nodes as one computer, from the beginning. */
  readonly course: Course | undefined;
  /** Sent where it begins. */
  readonly commands: readonly Command[];
  readonly sinceSeconds: number;
  readonly untilSeconds: number;
}

/** By pid. */
export interface SlowdownsView {
  readonly slowdowns: ReadonlyMap<number, number>;
}

/** What it tells; the task is done when `isDone`. */
export interface FutureReport {
  readonly view: FutureView | ComparedView | SlowdownsView;
  readonly isDone: boolean;
}
