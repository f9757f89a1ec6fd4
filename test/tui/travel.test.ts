import { describe, expect, it } from 'vitest';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { FutureFigures, FutureView, Outlook } from '../../src/session/futures.js';
import { Onlooker } from '../../src/tui/onlooker.js';
import type { ViewId } from '../../src/tui/views/view-id.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
name: lab
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

/** A dashboard that has watched a run until then, each second. */
function watched(seconds: number, view: ViewId = 'mtop') {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  const onlooker = new Onlooker(session, { size: { columns: 120, rows: 40 }, view });
  for (let second = 1; second <= seconds; second++) onlooker.advance(second);
  const type = (text: string) => {
    for (const key of text) onlooker.press(key);
    onlooker.press('enter');
  };
  return { session, onlooker, type };
}

/** The screen below its first line, without the event line. */
function bodyOf({ onlooker }: ReturnType<typeof watched>): string {
  return onlooker.text().split('\n').slice(1, -3).join('\n');
}

describe('the dashboard in the past', () => {
  it.each(['mtop', 'mosmon', 'cluster', 'map', 'history', 'events'] as const)(
    'shows of 40 s in the %s view what it showed then',
    (view) => {
      const run = watched(90, view);
      run.type(':go 40s');
      expect(bodyOf(run)).toBe(bodyOf(watched(40, view)));
    },
  );

  it('says so, with the distance to the present, and stands still', () => {
    const { onlooker, type } = watched(90);
    type(':go -30s');
    expect(onlooker.text()).toMatch(/PAST -0:00:30 .*paused.* 0:01:00/);
    expect(onlooker.text()).toContain('a command begins a branch');
  });

  it.each([
    [120, 40],
    [80, 24],
  ])('shows on %i x %i where in the run that is', (columns, rows) => {
    const session = new RecordedSession(sessionOf(CLUSTER).session);
    const onlooker = new Onlooker(session, { size: { columns, rows } });
    onlooker.advance(90);
    for (const key of ':go 45s') onlooker.press(key);
    onlooker.press('enter');
    const [title] = onlooker.text().split('\n');
    expect(title).toMatch(/━+╋─+ PAST -0:00:45 .* 0:00:45/);
    const [bar] = /━+╋─+/.exec(title!)!;
    expect(Math.abs(bar.indexOf('╋') - (bar.length - 1) / 2)).toBeLessThanOrEqual(1);
  });

  it.each([
    [60, /PAST -0:00:45 .* 0:00:45/],
    [40, /PAST 0:00:45/],
  ])('says at %i columns that it is the past', (columns, said) => {
    const session = new RecordedSession(sessionOf(CLUSTER).session);
    const onlooker = new Onlooker(session, { size: { columns, rows: 20 } });
    onlooker.advance(90);
    for (const key of ':go 45s') onlooker.press(key);
    onlooker.press('enter');
    expect(onlooker.text().split('\n')[0]).toMatch(said);
  });

  it('is a second further back with each comma, and forth with each dot', () => {
    const { onlooker, session } = watched(10);
    onlooker.press(',');
    onlooker.press(',');
    expect(session.view().now).toBe(8);
    onlooker.press('.');
    expect(session.view().now).toBe(9);
    expect(onlooker.text()).toContain('PAST -0:00:01');
    onlooker.press('.');
    expect(onlooker.text()).not.toContain('PAST');
  });

  it('goes where the cursor of the history is, and back to the present', () => {
    const { onlooker, session, type } = watched(90, 'history');
    for (let step = 0; step < 20; step++) onlooker.press('left');
    onlooker.press('enter');
    const { now } = session.view();
    expect(now).toBeGreaterThan(40);
    expect(now).toBeLessThan(85);
    type(':go');
    expect(session.view().now).toBe(90);
    expect(onlooker.text()).not.toContain('PAST');
  });

  it('shows in the present what it showed before it went away', () => {
    const run = watched(90, 'events');
    const before = bodyOf(run);
    run.type(':go 20s');
    run.type(':go');
    expect(bodyOf(run)).toBe(before);
  });
});

describe('a command in the past', () => {
  it('begins a branch, and the list of branches leads back to the old future', () => {
    const { onlooker, session, type } = watched(60);
    type(':go 30s');
    type(':block 2');
    expect(onlooker.text()).toContain('branch 2 begins here; branch 1 is kept: :branches');
    expect(onlooker.text()).not.toContain('PAST');
    onlooker.advance(45);
    type(':branches');
    expect(onlooker.text()).toMatch(/ 1 +0:00:00 +0:01:00/);
    expect(onlooker.text()).toMatch(/\* +2 +0:00:30 +0:00:45 +block 2/);
    onlooker.press('up');
    onlooker.press('enter');
    expect(session.view().now).toBe(60);
    expect(onlooker.text()).toContain('the present of branch 1');
    type(':branch 2');
    expect(session.view().now).toBe(45);
    type(':branch 3');
    expect(onlooker.text()).toContain('there is no branch 3');
  });

  it('leaves of the history what was before it', () => {
    const run = watched(60, 'history');
    run.type(':go 30s');
    run.type(':block 2');
    const screen = run.onlooker.text();
    expect(screen).not.toMatch(/0:00:5\d/);
  });
});

describe('a session without a past', () => {
  it('says so', () => {
    const onlooker = new Onlooker(sessionOf(CLUSTER).session, { size: { columns: 120, rows: 40 } });
    onlooker.press(',');
    expect(onlooker.text()).toContain('nothing is kept of the past');
  });
});

describe('what if', () => {
  /** A dashboard whose futures are told by the test. */
  function asking(line: string) {
    const run = watched(60);
    const outlooks: Outlook[] = [];
    const tell: ((index: number, future: FutureView) => void)[] = [];
    run.session.futures = {
      start(outlook, told) {
        outlooks.push(outlook);
        tell.push(told);
        return () => {};
      },
      compare: () => () => {},
      gain: () => () => {},
    };
    run.onlooker.advance(61);
    run.type(line);
    return { ...run, outlook: outlooks[0], tell: tell[0] };
  }

  it('runs a parameter at several values ahead, an hour', () => {
    const { outlook, onlooker } = asking(':what-if stability 0.5 2');
    expect(outlook).toMatchObject({
      untilSeconds: 3661,
      ways: [
        {},
        { commands: [{ do: 'set', parameter: 'stability', value: '0.5' }] },
        { commands: [{ do: 'set', parameter: 'stability', value: '2' }] },
      ],
    });
    expect(onlooker.text()).toContain('stability 1.3, as it is');
  });

  it('runs ahead without the last command, and Enter begins a branch without it', () => {
    const { outlook, onlooker, session, type } = asking(':block 2');
    expect(outlook).toBeUndefined();
    type(':what-if without');
    onlooker.press('down');
    onlooker.press('enter');
    expect(session.branches).toHaveLength(2);
    expect(session.branch).toBe(2);
  });

  it('marks the best of those that kill the fewest: who is killed is in no mean', () => {
    const { onlooker, tell } = asking(':what-if stability 0.5 2');
    for (const [index, [meanSlowdown, killed]] of [
      [3, 0],
      [1.46, 491],
      [2.5, 0],
    ].entries()) {
      tell!(index, ended({ meanSlowdown: meanSlowdown!, killed: killed! }));
    }
    const marked = onlooker
      .frame()
      .overlay!.lines.flat()
      .filter(({ style }) => style?.colour === 'good' && style.bold === true);
    expect(marked.map(({ text }) => text.trim())).toContain('2.50');
    expect(marked.map(({ text }) => text.trim())).not.toContain('1.46');
    expect(onlooker.text()).toMatch(/slowdown +done +killed/);
  });

  it('refuses what is no parameter', () => {
    const { onlooker, outlook } = asking(':what-if luck 1');
    expect(outlook).toBeUndefined();
    expect(onlooker.text()).toContain('there is no parameter luck');
  });
});

/** A future that has been run to its end. */
function ended(figures: Pick<FutureFigures, 'meanSlowdown' | 'killed'>): FutureView {
  const rest = { completed: 9, completedOfNow: 9, migrations: 0, makespan: 9 };
  const means = { meanSlowdownOfNow: 1, meanResponse: 1 };
  return { part: 1, curve: [], figures: { ...rest, ...means, ...figures } };
}
