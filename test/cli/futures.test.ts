import { describe, expect, it } from 'vitest';
import { compareFutures } from '../../src/cli/running/future-comparison.js';
import type { FutureReport, RunTask } from '../../src/cli/running/future-orders.js';
import { runFuture } from '../../src/cli/running/future-run.js';
import type { Command } from '../../src/cluster/facts/command.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { ComparedView, FutureView } from '../../src/session/futures.js';
import { completions, sessionOf } from '../support/session-of.js';

const CLUSTER = `
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;
const CRASH: Command = { do: 'crash', node: 3 as never };
const BLOCK: Command = { do: 'block', node: 2 as never };

function recorded(seconds = 60): RecordedSession {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  session.advance(seconds);
  return session;
}

/** What becomes of a future, in the thread of this test. */
function futureOf(task: Partial<RunTask> & Pick<RunTask, 'course'>): FutureView {
  const reports: FutureReport[] = [];
  const { session } = sessionOf(CLUSTER);
  const whole = { commands: [], draw: undefined, untilSeconds: 300, ...task };
  runFuture(session, whole, (report) => reports.push(report));
  expect(reports.at(-1)!.isDone).toBe(true);
  return reports.at(-1)!.view as FutureView;
}

describe('a future', () => {
  it('is what the run comes to when it goes on', () => {
    const session = recorded();
    const before = session.view().totals;
    const { figures, curve } = futureOf({ course: session.course });
    const last = { ...curve.at(-1)! };
    session.advance(300);
    const after = session.view().totals;
    expect(figures).toMatchObject({
      completed: after.completed - before.completed,
      migrations: after.migrations - before.migrations,
    });
    expect(last).toMatchObject({ at: 300, completed: figures!.completed });
    expect(curve).toHaveLength(61);
  });

  it('is, without the last command, that of a run in which it was not given', () => {
    const session = recorded();
    session.send(BLOCK);
    session.advance(70);
    session.send(CRASH);
    session.advance(90);
    const course = { ...session.courseFrom(session.lastSent!), after: [] };
    const other = recorded();
    other.send(BLOCK);
    other.advance(70);
    expect(futureOf({ course }).figures).toEqual(futureOf({ course: other.course }).figures);
    expect(futureOf({ course: session.course }).figures).not.toEqual(futureOf({ course }).figures);
  });

  it('ends with the process that is asked about, at the time at which it ends', () => {
    const { session, events } = sessionOf(CLUSTER);
    const run = new RecordedSession(session);
    run.advance(60);
    const { course } = run;
    const { pid } = run.view().processes()[0]!;
    const { figures } = futureOf({ course, pid });
    run.advance(300);
    expect(figures!.end).toEqual({ at: completions(events).get(pid), killed: false });
  });

  it('is another one for each draw of random numbers, and the same for the same', () => {
    const { course } = recorded();
    const drawn = (draw: number) => futureOf({ course, draw }).figures;
    expect(drawn(1)).toEqual(drawn(1));
    expect(drawn(1)).not.toEqual(drawn(2));
    expect(drawn(1)).not.toEqual(futureOf({ course }).figures);
  });

  it('says why it cannot begin', () => {
    const { course } = recorded();
    const commands: readonly Command[] = [{ do: 'policy', name: 'nonsense' }];
    expect(futureOf({ course, commands }).problem).toContain('nonsense');
  });
});

describe('two branches', () => {
  function compared(session: RecordedSession, untilSeconds: number): ComparedView {
    const from = session.forkOf(1, 2);
    const courses = [session.courseFrom(from, 1), session.courseFrom(from, 2)] as const;
    const reports: FutureReport[] = [];
    const sessions = [sessionOf(CLUSTER).session, sessionOf(CLUSTER).session] as const;
    compareFutures(sessions, { courses, from, untilSeconds }, (report) => reports.push(report));
    return reports.at(-1)!.view as ComparedView;
  }

  it('are compared in step, each as it went, from where they part', () => {
    const session = recorded(100);
    const { totals } = session.view();
    session.seek(40);
    const before = session.view().totals;
    session.send(CRASH);
    session.advance(100);
    const crashed = session.view().totals;
    const { curves, fromSeconds, first, isDone } = compared(session, 100);
    expect(isDone).toBe(true);
    expect(fromSeconds).toBe(40);
    expect(curves.map((curve) => curve.length)).toEqual([61, 61]);
    expect(curves[0].map(({ at }) => at)).toEqual(curves[1].map(({ at }) => at));
    expect(curves.map((curve) => curve.at(-1)!.completed)).toEqual([
      totals.completed - before.completed,
      crashed.completed - before.completed,
    ]);
    expect(first!.at).toBeGreaterThanOrEqual(40);
    expect(first!.events[0]).not.toEqual(first!.events[1]);
  });

  it('do not differ where the command that begins one changes nothing', () => {
    const session = recorded(100);
    session.seek(40);
    session.send({ do: 'renice', pid: 999_999, nice: 0 });
    session.advance(90);
    expect(compared(session, 100).first).toBeUndefined();
  });
});
