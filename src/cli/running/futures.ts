import { availableParallelism } from 'node:os';
import { Worker } from 'node:worker_threads';
import { capturedGain, type Slowdowns } from '../../lab/captured-gain.js';
import type { Course } from '../../recording/course.js';
import type { RecordedSession } from '../../recording/recorded-session.js';
import type { ComparedView, Futures, FutureView, Way } from '../../session/futures.js';
import type { MadeOf } from '../opening/open-recording.js';
import type { FutureReport, FutureTask } from './future-orders.js';
import { gainTasks } from './gain-tasks.js';

/** The futures of a session, as many at a time as there are cores, each in a thread of its own. */
export function futuresOf(session: RecordedSession, made: MadeOf): Futures {
  return {
    start({ ways, ...outlook }, listener) {
      const courses = new Map<Way['from'], Course>();
      const tasks: FutureTask[] = [];
      const places: number[] = [];
      for (const [index, { from, commands = [], draw }] of ways.entries()) {
        const course = courses.get(from) ?? courseOf(session, from);
        if (course === undefined) {
          const problem = 'no command was given on this branch';
          setImmediate(() => listener(index, { ...NOTHING, problem }));
          continue;
        }
        courses.set(from, course);
        places.push(index);
        tasks.push({ what: 'run', course, commands, draw, ...outlook });
      }
      return runTasks(made, tasks, (task, view) => listener(places[task]!, view as FutureView));
    },
    compare([a, b], listener) {
      const from = session.forkOf(a, b);
      const courses = [session.courseFrom(from, a), session.courseFrom(from, b)] as const;
      const ends = session.branches.filter(({ id }) => id === a || id === b);
      const untilSeconds = Math.max(...ends.map(({ endSeconds }) => endSeconds));
      const task: FutureTask = { what: 'compare', courses, from, untilSeconds };
      return runTasks(made, [task], (_, view) => listener(view as ComparedView));
    },
    gain(listener) {
      const tasks = gainTasks(session, made.scenario);
      if (typeof tasks === 'string') {
        const timer = setImmediate(() => listener({ problem: tasks }));
        return () => clearImmediate(timer);
      }
      const told = new Map<number, Slowdowns>();
      return runTasks(
        made,
        tasks.map((task): FutureTask => ({ what: 'slowdowns', ...task })),
        (index, view) => {
          if ('slowdowns' in view) told.set(index, view.slowdowns);
          else listener({ problem: (view as FutureView).problem! });
          if (told.size < tasks.length) return;
          const [apart, own, together] = [0, 1, 2].map((run) => told.get(run)!);
          listener(capturedGain(apart!, own!, together!));
        },
      );
    },
  };
}

const NOTHING: FutureView = { part: 0, curve: [], figures: undefined };

/** Undefined: there was no command. */
function courseOf(session: RecordedSession, from: Way['from']): Course | undefined {
  if (from === undefined) return session.course;
  if (typeof from === 'number') return session.courseFrom(from);
  const { lastSent } = session;
  return lastSent && { ...session.courseFrom(lastSent), after: [] };
}

/**
 * Runs tasks in threads, the first ones first.
 * @param listener is told what each task has to tell, and of a thread that fails why
 * @returns a function that ends them
 */
function runTasks(
  workerData: MadeOf,
  tasks: readonly FutureTask[],
  listener: (index: number, view: FutureReport['view']) => void,
): () => void {
  const threads = new Set<Worker>();
  let next = 0;
  const end = (thread: Worker) => {
    threads.delete(thread);
    void thread.terminate();
  };
  const begin = () => {
    const thread = new Worker(new URL('./future-thread.js', import.meta.url), { workerData });
    let index = 0;
    const goOn = () => {
      if (next >= tasks.length) {
        end(thread);
        return;
      }
      index = next++;
      thread.postMessage(tasks[index]);
    };
    thread.on('message', ({ view, isDone }: FutureReport) => {
      if (!threads.has(thread)) return;
      listener(index, view);
      if (isDone && threads.has(thread)) goOn();
    });
    const fail = (problem: string) => {
      if (!threads.delete(thread)) return;
      listener(index, { ...NOTHING, problem });
      if (next < tasks.length) begin();
    };
    thread.on('error', ({ message }) => fail(message));
    thread.on('exit', () => fail('its thread has ended: a policy must not call process.exit'));
    threads.add(thread);
    goOn();
  };
  for (let core = 0; core < Math.min(availableParallelism(), tasks.length); core++) begin();
  return () => {
    next = tasks.length;
    for (const thread of threads) end(thread);
  };
}
