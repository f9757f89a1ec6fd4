import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { digestOf } from '../../src/recording/digest.js';
import type { Mark, SentCommand } from '../../src/recording/moment.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import type { WhichMoment } from '../../src/session/session.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
nodes: [{ count: 3, name: "node%d" }]
workload:
  - { home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }
`;

function recorded(): { session: RecordedSession; events: ClusterEvent[] } {
  const { session, events } = sessionOf(CLUSTER);
  return { session: new RecordedSession(session), events };
}

/** The digest of a run that was never turned back. */
function plainDigest(seconds: number): string {
  const { session } = sessionOf(CLUSTER);
  session.advance(seconds);
  return digestOf(session.save());
}

/** A cluster in which five processes start at 10 s: much happens at one instant. */
function crowded(): RecordedSession {
  const starts = [1, 2, 3, 4, 5].map((node) => `{ at: 10s, do: spawn, home: ${node}, work: 3s }`);
  const timeline = `timeline: [${starts.join(', ')}]`;
  return new RecordedSession(
    sessionOf(`nodes: [{ count: 5, name: "node%d" }]\n${timeline}`).session,
  );
}

describe('a recorded session', () => {
  it('is at any moment that it was at as the plain run is there', () => {
    const { session } = recorded();
    session.advance(200);
    for (const seconds of [0, 100, 37.5, 199, 3, 200]) {
      session.seek(seconds);
      expect(session.view().now).toBe(seconds);
      expect(digestOf(session.save())).toBe(plainDigest(seconds));
    }
  });

  it('has heard there what was told on the way there, once, and on a branch what is told on it', () => {
    const { session } = recorded();
    session.messages(5);
    session.advance(200);
    session.seek(60);
    const { session: plain } = sessionOf(CLUSTER);
    plain.messages(5);
    plain.advance(60);
    expect(plain.messages(5).length).toBeGreaterThan(5);
    expect(session.messages(5)).toEqual(plain.messages(5));
    for (const run of [session, plain]) {
      run.send({ do: 'crash', node: 3 as never });
      run.advance(63);
    }
    expect(session.messages(5)).toEqual(plain.messages(5));
    session.switchTo(1);
    const { session: unturned } = sessionOf(CLUSTER);
    unturned.messages(5);
    unturned.advance(200);
    expect(session.messages(5)).toEqual(unturned.messages(5));
  });

  it('says how far the present is, and goes no further than that', () => {
    const { session } = recorded();
    session.advance(100);
    session.seek(40);
    expect(session.isPast).toBe(true);
    expect(session.presentSeconds).toBe(100);
    session.seek(5000);
    expect(session.isPast).toBe(false);
    expect(session.view().now).toBe(100);
    session.seek(-5);
    expect(session.view().now).toBe(0);
  });

  it('carries out again in the past what was sent then, and is in the present again', () => {
    const { session, events } = recorded();
    session.advance(50);
    session.send({ do: 'crash', node: 3 as never });
    session.advance(80);
    session.seek(45);
    expect(session.view().node(3 as never)!.state).toBe('up');
    events.length = 0;
    session.advance(80);
    expect(events.filter(({ type }) => type === 'node-crashed')).toHaveLength(1);
    expect(session.isPast).toBe(false);
    expect(session.branches).toHaveLength(1);
  });

  it('carries out a command again between the same two things of one instant', () => {
    for (let steps = 1; steps <= 70; steps++) {
      const session = crowded();
      session.advance(12, { maxEvents: steps });
      session.send({ do: 'crash', node: 3 as never });
      session.advance(16);
      const present = digestOf(session.save());
      session.seek(6);
      session.advance(16);
      expect(digestOf(session.save()), `after ${steps} steps`).toBe(present);
      expect(session.divergence).toBeUndefined();
    }
  });

  it('is in the present again also where more was to come at that instant', () => {
    for (let steps = 1; steps <= 70; steps++) {
      const session = crowded();
      session.advance(12, { maxEvents: steps });
      const [present, { moment }] = [digestOf(session.save()), session];
      session.seek(moment.seconds / 2);
      session.seek(Number.POSITIVE_INFINITY);
      expect(session.moment, `after ${steps} steps`).toEqual(moment);
      expect(digestOf(session.save())).toBe(present);
    }
  });

  it('goes on to the time that it is to come to, also where nothing is left to happen', () => {
    const { session: plain } = sessionOf('nodes: [{ count: 1 }]\nworkload: [{ work: 5s }]');
    const session = new RecordedSession(plain);
    session.advance(100);
    expect(session.view().now).toBe(100);
    session.send({ do: 'spawn', home: 1 as never, workSeconds: 5 });
    session.advance(200, { untilOver: true });
    expect(session.view().now).toBe(105);
    // In the past, what is still to be sent is to come.
    session.seek(50);
    session.advance(200, { untilOver: true });
    expect(session.view().now).toBe(105);
  });

  it('tells its journal nothing of its past', () => {
    const { session } = recorded();
    session.advance(80);
    const end = session.moment;
    const since = { seconds: 0, steps: 0, commands: 0 };
    const branches = [{ id: 1, parent: undefined, since, commands: [], marks: [], end }];
    const { session: played } = recorded();
    const marks: Mark[] = [];
    played.journal = {
      sent: () => {},
      marked: (_, mark) => marks.push(mark),
      branched: () => {},
      switched: () => {},
    };
    played.load({ branches, branch: 1 });
    played.advance(30);
    played.mark({ withDigest: true });
    expect(played.isPast).toBe(true);
    expect(marks).toEqual([]);
    played.advance(80);
    played.mark({ withDigest: false });
    expect(marks.map(({ at }) => at)).toEqual([end]);
  });

  it('keeps its states in 64 MiB, unless it may have other room', () => {
    const { session } = sessionOf(CLUSTER);
    expect(new RecordedSession(session).memory.mostBytes).toBe(64 * 2 ** 20);
    expect(new RecordedSession(session, { mostBytes: 1e6 }).memory.mostBytes).toBe(1e6);
  });

  it('begins a branch with a command in the past, and keeps the future that was', () => {
    const { session } = recorded();
    session.advance(80);
    const old = digestOf(session.save());
    session.seek(30);
    session.send({ do: 'crash', node: 3 as never });
    expect(session.isPast).toBe(false);
    expect(session.branches).toEqual([
      { id: 1, parent: undefined, sinceSeconds: 0, endSeconds: 80, first: undefined },
      { id: 2, parent: 1, sinceSeconds: 30, endSeconds: 30, first: { do: 'crash', node: 3 } },
    ]);
    session.advance(60);
    session.switchTo(1);
    expect(session.view().now).toBe(80);
    expect(digestOf(session.save())).toBe(old);
    session.switchTo(2);
    expect(session.view().now).toBe(60);
    expect(session.view().node(3 as never)!.state).toBe('down');
  });

  it('shows the past of a branch before it begins as its parent had it', () => {
    const { session } = recorded();
    session.advance(80);
    session.seek(30);
    session.send({ do: 'crash', node: 3 as never });
    session.advance(60);
    session.seek(20);
    expect(session.branch).toBe(2);
    expect(digestOf(session.save())).toBe(plainDigest(20));
  });

  it('compares no state of the future that was when a recording that is played branches', () => {
    const { session } = recorded();
    const sent: SentCommand[] = [];
    const marks: Mark[] = [];
    session.journal = {
      sent: (_, one) => sent.push(one),
      marked: (_, mark) => marks.push(mark),
      branched: () => {},
      switched: () => {},
    };
    session.advance(80);
    session.mark({ withDigest: true });
    const end = session.moment;
    const since = { seconds: 0, steps: 0, commands: 0 };
    const branches = [{ id: 1, parent: undefined, since, commands: sent, marks, end }];
    const { session: played } = recorded();
    played.load({ branches, branch: 1 });
    played.advance(30);
    expect(played.isPast).toBe(true);
    played.send({ do: 'crash', node: 3 as never });
    played.advance(100);
    expect(played.divergence).toBeUndefined();
    played.switchTo(1);
    expect(played.moment).toEqual(end);
  });
});

describe('a branch without the last command', () => {
  it('is at the same time as the run, and as if the command had not been given', () => {
    const { session } = recorded();
    session.advance(50);
    session.send({ do: 'crash', node: 3 as never });
    session.advance(80);
    const old = digestOf(session.save());
    session.begin({ from: 'before the last command' });
    expect(session.branch).toBe(2);
    expect(session.isPast).toBe(false);
    expect(session.view().now).toBe(80);
    expect(digestOf(session.save())).toBe(plainDigest(80));
    session.switchTo(1);
    expect(digestOf(session.save())).toBe(old);
  });
});

describe('a search of a recorded session', () => {
  it('finds what happens at time 0, also when it is there, and nothing before it', () => {
    const { session: plain } = sessionOf(`
nodes: [{ count: 2, name: "node%d" }]
workload:
  - { home: node1, count: 3, work: 100s }
`);
    const session = new RecordedSession(plain);
    const sought = { types: ['started'] as const, isIt: () => true };
    const find = (which: WhichMoment) => {
      const search = session.find(sought, which);
      for (let turn = search.next(); ; turn = search.next()) if (turn.done) return turn.value;
    };
    session.advance(20);
    expect(find('last')).toBe(0);
    expect(session.view().now).toBe(0);
    expect(session.view().processes()).toHaveLength(3);
    expect([find('first'), find('last'), find('next')]).toEqual([0, undefined, undefined]);
  });
});
