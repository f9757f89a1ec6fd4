import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { digestOf } from '../../src/recording/digest.js';
import type { Journal } from '../../src/recording/journal.js';
import type { Mark, SentCommand } from '../../src/recording/moment.js';
import { packed, unpacked } from '../../src/recording/packed.js';
import { RecordedSession } from '../../src/recording/recorded-session.js';
import { none } from '../../src/scheduler/policies/none.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';
import fc from '../support/properties.js';
import { sessionOf } from '../support/session-of.js';

const CLUSTER = `
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, arrivals: { every: exponential 3s }, work: exponential 12s }]`;

const recorded = () => {
  const { session, events } = sessionOf(CLUSTER);
  return { session: new RecordedSession(session), events };
};
const crash = (node: number) => ({ do: 'crash', node: node as never }) as const;
const recover = (node: number) => ({ do: 'recover', node: node as never }) as const;

/** A run that is told what was sent at each moment, and never turned back. */
function replayed(commands: readonly SentCommand[], to: RecordedSession['moment']): string {
  const { session } = sessionOf(CLUSTER);
  const go = ({ steps, seconds }: { readonly steps: number; readonly seconds: number }) => {
    while (session.steps < steps) session.advance(seconds, { maxEvents: steps - session.steps });
    if (session.view().now < seconds) session.advance(seconds, { maxEvents: 0 });
  };
  for (const { at, command } of commands) {
    go(at);
    session.send(command);
  }
  go(to);
  return digestOf(session.save());
}

const OPS = fc.array(
  fc.oneof(
    fc.record({ go: fc.integer({ min: 1, max: 30 }), most: fc.constantFrom(1, 3, 10, Infinity) }),
    fc.record({ send: fc.constantFrom(crash(2), recover(2), crash(3), recover(3)) }),
    fc.record({ seek: fc.integer({ min: -5, max: 90 }) }),
    fc.record({ branch: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ begin: fc.constantFrom({}, { from: 20 }, { commands: [crash(3)] }) }),
  ),
  { minLength: 3, maxLength: 14 },
);

it('is at each moment of each branch as a run that was told the same and never turned back', () => {
  fc.assert(
    fc.property(OPS, (ops) => {
      const { session } = recorded();
      // By branch: what was sent on the way along it, as the journal has it.
      const sent = new Map<number, readonly SentCommand[]>([[1, []]]);
      session.journal = {
        sent: (branch, one) => void sent.set(branch, [...sent.get(branch)!, one]),
        branched: ({ id, parent }, since) =>
          void sent.set(id, sent.get(parent!)!.slice(0, since.commands)),
        switched: () => {},
        marked: () => {},
      };
      for (const op of ops) {
        if ('go' in op) session.advance(session.view().now + op.go, { maxEvents: op.most });
        else if ('send' in op) session.send(op.send);
        else if ('seek' in op) session.seek(op.seek);
        else if ('branch' in op) session.switchTo(op.branch);
        else session.begin(op.begin);
        const { moment, branch } = session;
        const commands = sent.get(branch)!;
        expect(session.isPast || moment.commands === commands.length).toBe(true);
        expect(digestOf(session.save())).toBe(replayed(commands.slice(0, moment.commands), moment));
        expect(session.divergence).toBeUndefined();
      }
    }),
    { numRuns: 12 },
  );
});

describe('a recorded session tells its journal', () => {
  function journalled() {
    const { session } = recorded();
    const told: unknown[] = [];
    const journal: Journal = {
      sent: (branch, { at, command }, whose) =>
        told.push(['sent', branch, at.seconds, command.do, whose]),
      branched: ({ id, parent }, since) => told.push(['branched', id, parent, since.seconds]),
      switched: (branch) => told.push(['switched', branch]),
      marked: (branch, { at, digest }) =>
        told.push(['marked', branch, at.seconds, digest === undefined ? '' : 'digest']),
    };
    session.journal = journal;
    return { session, told };
  }

  it('what was sent by whom, where it branched, which branch it is on and where it was', () => {
    const { session, told } = journalled();
    session.advance(20);
    session.send(crash(3));
    session.send(recover(3), 'ana#1');
    session.mark({ withDigest: false });
    session.mark({ withDigest: true });
    session.advance(50);
    session.switchTo(7);
    session.begin({ from: 30, commands: [crash(2)] });
    expect([session.branch, session.view().now, session.isPast]).toEqual([2, 50, false]);
    session.switchTo(1);
    expect(told).toEqual([
      ['sent', 1, 20, 'crash', undefined],
      ['sent', 1, 20, 'recover', 'ana#1'],
      ['marked', 1, 20, ''],
      ['marked', 1, 20, 'digest'],
      ['marked', 1, 50, 'digest'],
      ['branched', 2, 1, 30],
      ['marked', 2, 30, 'digest'],
      ['sent', 2, 30, 'crash', undefined],
      ['marked', 2, 50, 'digest'],
      ['switched', 1],
    ]);
  });

  it('and knows until where two branches are the same', () => {
    const { session } = journalled();
    session.advance(50);
    session.begin({ from: 30 });
    expect([session.forkOf(1, 2).seconds, session.forkOf(2, 1).seconds]).toEqual([30, 30]);
    const { state, ...course } = session.courseFrom(40, 1);
    expect([course.from, course.before, course.after]).toEqual([40, [], []]);
    expect(state.length).toBeGreaterThan(100);
  });

  it('nothing any more when it has none', () => {
    const { session, told } = journalled();
    session.journal = undefined;
    session.send(crash(3));
    session.mark({ withDigest: true });
    session.begin({});
    expect(told).toEqual([]);
  });
});

describe('a recording that another version of the program has made', () => {
  const since = { seconds: 0, steps: 0, commands: 0 };
  function played(
    marks: (session: RecordedSession) => readonly Mark[],
    commands: readonly SentCommand[] = [],
  ) {
    const { session } = recorded();
    for (const { at, command } of commands) {
      session.advance(at.seconds);
      session.send(command);
    }
    session.advance(60);
    const found = [...marks(session)];
    const { session: other } = recorded();
    const end = { ...session.moment, commands: commands.length };
    other.load({
      branches: [{ id: 1, parent: undefined, since, commands, marks: found, end }],
      branch: 1,
    });
    other.advance(60);
    return other;
  }
  const here = (session: RecordedSession) => ({
    at: session.moment,
    digest: digestOf(session.save()),
  });

  it('differs where a state is another one, or its moment is none of this run', () => {
    expect(played((session) => [here(session)]).divergence).toBeUndefined();
    expect(played((session) => [{ ...here(session), digest: 'x' }]).divergence?.seconds).toBe(60);
    const early = { at: { seconds: 30.5, steps: 1, commands: 0 }, digest: undefined };
    expect(played((session) => [early, here(session)]).divergence).toEqual(early.at);
  });

  it('differs where a command comes in another step, and has it carried out', () => {
    const { session } = recorded();
    session.advance(40);
    const { moment } = session;
    const sentAt = (steps: number) => [{ at: { ...moment, steps }, command: crash(3) }];
    const same = played(() => [], sentAt(moment.steps));
    expect(same.divergence).toBeUndefined();
    for (const steps of [moment.steps - 3, moment.steps + 3]) {
      const other = played(() => [], sentAt(steps));
      expect(other.divergence).toMatchObject({ seconds: 40, steps });
      expect(other.view().node(3 as never)!.state).toBe('down');
      expect(other.moment.commands).toBe(1);
    }
  });

  it('has a state of the moment of a command before that command', () => {
    const { session } = recorded();
    session.advance(40);
    const [mark, at] = [here(session), session.moment];
    const sent = [{ at, command: crash(3) }];
    expect(played(() => [mark], sent).divergence).toBeUndefined();
    const after = { ...mark, at: { ...at, commands: 1 } };
    expect(played(() => [after], sent).divergence).toEqual(after.at);
  });
});

describe('a recorded session goes back', () => {
  it('no further than to the last state ten seconds before, and tells again what comes then', () => {
    const { session, events } = recorded();
    session.advance(100);
    session.find({ holds: () => false }, 'next');
    session.advance(200);
    const firstTold = (seconds: number) => {
      events.length = 0;
      session.seek(seconds);
      return events[0]!.at;
    };
    expect(firstTold(110)).toBeGreaterThan(100);
    expect(firstTold(200)).toBeGreaterThan(110);
    expect(firstTold(109.99)).toBeLessThan(50);
    // The run is nearer itself than any state.
    expect(firstTold(150)).toBeGreaterThan(109.99);
    expect(session.keptBefore(100)).toBe(0);
    expect(session.keptBefore(100.1)).toBe(100);
  });

  it('has something left where a command is still to come', () => {
    const { session: plain } = sessionOf('nodes: [{ count: 1 }]\nworkload: [{ work: 5s }]');
    const session = new RecordedSession(plain);
    session.advance(20);
    expect(session.over).toBe(true);
    session.send({ do: 'spawn', home: 1 as never, workSeconds: 5 });
    session.advance(30);
    session.seek(10);
    expect(session.over).toBe(false);
    session.seek(30);
    expect(session.over).toBe(true);
  });

  it('keeps a state when that is due by itself, from which its past is the same', () => {
    const scenario = scenarioOf(
      'policy: none\nnodes: [{ count: 1 }]\nworkload: [{ count: 30000, arrivals: { every: 1s }, work: 500ms }]',
    );
    const plain = createSession(scenario, { policy: none, measures: false });
    const session = new RecordedSession(plain);
    const marks: number[] = [];
    session.journal = {
      marked: (_, { at }) => marks.push(at.steps),
      ...{ sent: () => {}, branched: () => {}, switched: () => {} },
    };
    const due = Math.ceil(30_000 + packed(session.save()).wholeBytes / 3);
    session.advance(29_999);
    // V8 may write a whole number in more or fewer bytes, by how it has come about.
    expect(Math.abs(marks[0]! - due)).toBeLessThan(100);
    expect(session.memory.checkpoints).toBe(2);
    const events: ClusterEvent[] = [];
    session.subscribe((event) => events.push(event));
    // A whole second: at half a one, a process completes.
    const at = Math.floor(due / 2) + 100;
    session.seek(at);
    expect(events[0]!.at).toBeGreaterThan(at - 110);
    expect(session.view().totals.completed).toBe(at);
  });
});

it('leaves to the session inside what is that of the run as it is', () => {
  const { session: plain } = sessionOf(CLUSTER);
  const session = new RecordedSession(plain);
  session.advance(20);
  const { pid } = session.view().processes()[0]!;
  expect(session.info).toEqual(plain.info);
  expect(session.nodes).toEqual(plain.nodes);
  expect(session.notes).toBe(plain.notes);
  expect(session.past).toBe(session);
  expect(session.ask({ ask: 'getload', node: 1 })).toEqual(plain.ask({ ask: 'getload', node: 1 }));
  expect(session.lastDecision(1)).toEqual(plain.lastDecision(1));
  expect(session.heard(1)).toEqual(plain.heard(1));
  expect(session.explain(pid)).toEqual(plain.explain(pid));
  expect(session.forecast(pid)).toEqual(plain.forecast(pid));
  const { state, ...course } = session.course;
  expect(course).toEqual({ before: [], from: session.moment, after: [] });
  expect(digestOf(unpacked(state))).toBe(digestOf(plain.save()));
  expect(session.lastSent).toBeUndefined();
});
