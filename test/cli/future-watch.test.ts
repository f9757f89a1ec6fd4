import { describe, expect, it } from 'vitest';
import { FutureWatch } from '../../src/cli/running/future-watch.js';
import { futuresOf } from '../../src/cli/running/futures.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { Fate } from '../../src/session/futures.js';
import { sessionOf } from '../support/session-of.js';

/**
 * Two of 10 s share a CPU until 20 s: each takes twice as long as alone. On b, twice as fast, 20 s of
 * work take 10 s, from 30 s on.
 */
const CLUSTER = `
policy: none
nodes: [{ name: a, speed: 10000 }, { name: b, speed: 20000 }]
workload:
  - { home: a, count: 2, work: 10s }
  - { home: b, start: 30s, work: 20s }
`;

function watched(timeline = '', asked: ConstructorParameters<typeof FutureWatch>[1] = {}) {
  const { session } = sessionOf(`${CLUSTER}${timeline && `timeline: [${timeline}]\n`}`);
  session.advance(5);
  return { session, watch: new FutureWatch(session, asked) };
}

/** At 8 s one is killed. */
const KILL = '{ at: 8s, do: kill, pid: 1000, signal: KILL }';
const CRASH = '{ at: 12s, do: crash, node: b }';

describe('what becomes of a run from a moment on', () => {
  it('is counted apart for those that were there at that moment', () => {
    const { session, watch } = watched();
    expect(watch.figures()).toEqual({
      ...{ completed: 0, completedOfNow: 0, migrations: 0, killed: 0 },
      ...{ meanSlowdown: null, meanSlowdownOfNow: null, meanResponse: null, makespan: null },
      ...{ end: undefined, fatedAt: undefined },
    });
    expect(watch.point()).toMatchObject({ at: 5, completed: 0, migrations: 0, meanSlowdown: null });
    session.advance(100);
    const { meanSlowdown, meanSlowdownOfNow, meanResponse, makespan, ...counts } = watch.figures();
    expect(counts).toMatchObject({ completed: 3, completedOfNow: 2, killed: 0, end: undefined });
    expect(meanSlowdown).toBeCloseTo((2 + 2 + 1) / 3, 9);
    expect(meanSlowdownOfNow).toBeCloseTo(2, 9);
    expect(meanResponse).toBeCloseTo((20 + 20 + 10) / 3, 9);
    expect(makespan).toBeCloseTo(40, 9);
    expect(watch.point()).toMatchObject({ at: 100, completed: 3 });
    expect(watch.isOver).toBe(false);
  });

  it('begins at that moment: what was before is not of it', () => {
    const { session } = sessionOf(CLUSTER);
    session.advance(25);
    const watch = new FutureWatch(session);
    session.advance(100);
    const { meanSlowdown, meanResponse, ...counts } = watch.figures();
    expect(counts).toMatchObject({ completed: 1, completedOfNow: 0, meanSlowdownOfNow: null });
    expect(meanSlowdown).toBeCloseTo(1, 9);
    expect(meanResponse).toBeCloseTo(10, 9);
  });

  it('is counted no more when it is at its end', () => {
    const { session, watch } = watched();
    watch.end();
    session.advance(100);
    expect(watch.figures()).toMatchObject({ completedOfNow: 0, makespan: null });
  });

  it('is over when the process that is asked about ends, by itself or by others', () => {
    const itself = watched('', { pid: 1001 });
    itself.session.advance(19);
    expect(itself.watch.isOver).toBe(false);
    itself.session.advance(40);
    expect(itself.watch.isOver).toBe(true);
    expect(itself.watch.figures().end!.killed).toBe(false);
    expect(itself.watch.figures().end!.at).toBeCloseTo(20, 9);
    const killed = watched(KILL, { pid: 1000 });
    killed.session.advance(40);
    expect(killed.watch.figures()).toMatchObject({ killed: 1, end: { at: 8, killed: true } });
    const other = watched(KILL, { pid: 1002 });
    other.session.advance(20);
    expect([other.watch.isOver, other.watch.figures().end]).toEqual([false, undefined]);
  });

  it.each([
    ['a kill', KILL, { what: 'killed', cause: 'signal' }, 0, 8],
    ['a kill at the very time', KILL, { what: 'killed', cause: 'signal' }, 8, 8],
    ['a kill too early', KILL, { what: 'killed', cause: 'signal' }, 8.1, undefined],
    ['a kill for another reason', KILL, { what: 'killed', cause: 'memory' }, 0, undefined],
    ['the crash of a node', CRASH, { what: 'crashed', node: 2 }, 0, 12],
    ['the crash of another one', CRASH, { what: 'crashed', node: 1 }, 0, undefined],
    ['a load that is there', '', { what: 'load', least: 0 }, 0, 50],
    ['a load that is not', '', { what: 'load', least: 1e9 }, 0, undefined],
  ] as const)('has what was asked about: %s', (_, timeline, fate, since, fatedAt) => {
    const { session, watch } = watched(timeline, {
      fate: fate as Fate,
      fateSinceSeconds: since,
    });
    session.advance(50);
    watch.point();
    expect(watch.figures().fatedAt).toBe(fatedAt);
    expect(watch.isOver).toBe(fatedAt !== undefined);
  });

  it('has it when it happens first', () => {
    const kill = { what: 'killed', cause: 'signal' } as const;
    const later = '{ at: 9s, do: kill, pid: 1001, signal: KILL }';
    const { session, watch } = watched(`${KILL}, ${later}`, { fate: kill });
    session.advance(50);
    expect(watch.figures()).toMatchObject({ fatedAt: 8, killed: 2 });
  });
});

it('a future without the last command is not there where none was given', async () => {
  const session = new RecordedSession(sessionOf(CLUSTER).session);
  session.advance(5);
  const told = await new Promise((resolve) => {
    const outlook = { ways: [{ from: 'before the last command' }], untilSeconds: 9 } as const;
    futuresOf(session, undefined as never).start(outlook, (...words) => resolve(words));
  });
  const problem = 'no command was given on this branch';
  expect(told).toEqual([0, { part: 0, curve: [], figures: undefined, problem }]);
});
