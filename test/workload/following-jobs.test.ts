import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { restore, saved } from '../../src/kernel/archive.js';
import { Random } from '../../src/kernel/random.js';
import { findPolicy } from '../../src/scheduler/policies/registry.js';
import { createOneComputer } from '../../src/session/one-computer.js';
import { createSession } from '../../src/session/simulated.js';
import type { Feedback } from '../../src/workload/feedback.js';
import { readSwf } from '../../src/workload/files/swf.js';
import { scenarioOf } from '../scenario/parse-text.js';
import fc from '../support/properties.js';
import { sessionOf } from '../support/session-of.js';
import { temporaryFile } from '../support/temporary-file.js';

const HPC2N = '../shared/traces/hpc2n-cut.swf';

interface Line {
  readonly id: number;
  readonly submit: number;
  readonly run: number;
  readonly size?: number;
  readonly preceding?: number;
  readonly think?: number;
}

const lineOf = ({ id, submit, run, size = 1, preceding = -1, think = -1 }: Line) =>
  `${id} ${submit} -1 ${run} ${size} -1 -1 ${size} -1 -1 1 1 1 1 -1 -1 ${preceding} ${think}`;

const traceOf = (lines: readonly Line[]) =>
  temporaryFile('t.swf', `${lines.map(lineOf).join('\n')}\n`);

const WINDOW = { startSeconds: 0, endSeconds: Number.POSITIVE_INFINITY, timeScale: 1 };

function open(lines: readonly Line[], change: Partial<typeof WINDOW> = {}) {
  const window = { ...WINDOW, ...change };
  const spec = { kind: 'swf', home: 'round-robin', file: traceOf(lines), ...window } as const;
  const { feedback, notes } = readSwf({ ...spec, feedback: true }, [1, 2], new Random(1));
  return { feedback: feedback!, notes };
}

/** Jobs with their arrivals, if every process runs as long as it has work, from its arrival on. */
function played(feedback: Feedback): [job: number, arrival: number][] {
  const found = new Map<number, number>();
  const ends: { readonly at: number; readonly pid: number }[] = [];
  for (let pid = 1; ; ) {
    const [end] = ends.sort((a, b) => a.at - b.at);
    if (end !== undefined && end.at <= feedback.nextTime) {
      ends.shift();
      feedback.ended(end.pid, end.at);
    } else if (feedback.nextTime < Number.POSITIVE_INFINITY) {
      const { job, arrivalSeconds, workSeconds } = feedback.next(pid);
      found.set(job!, arrivalSeconds);
      ends.push({ at: arrivalSeconds + workSeconds, pid: pid++ });
    } else break;
  }
  expect(feedback.hasMore).toBe(false);
  return [...found];
}

const AT_0 = { id: 1, submit: 0, run: 10 };

describe('a job of a trace that is played with feedback', () => {
  it.each<[string, Line[], Partial<typeof WINDOW>, [number, number][]]>([
    [
      'comes at its submit time if it follows none',
      [AT_0, { id: 2, submit: 3, run: 1 }],
      {},
      [
        [1, 0],
        [2, 3],
      ],
    ],
    [
      'comes its think time after the end of the one that it follows: 0 + 10 + 5',
      [AT_0, { id: 2, submit: 99, run: 1, preceding: 1, think: 5 }],
      {},
      [
        [1, 0],
        [2, 15],
      ],
    ],
    [
      'comes earlier than it did in the trace, or later',
      [AT_0, { id: 2, submit: 4, run: 1, preceding: 1, think: 0 }],
      {},
      [
        [1, 0],
        [2, 10],
      ],
    ],
    [
      'comes at its submit time, not before that end, where the think time is unknown',
      [
        AT_0,
        { id: 2, submit: 4, run: 1, preceding: 1 },
        { id: 3, submit: 40, run: 1, preceding: 1 },
      ],
      {},
      [
        [1, 0],
        [2, 10],
        [3, 40],
      ],
    ],
    [
      'waits for the last of a chain: 10 + 2, + 3 + 1',
      [
        AT_0,
        { id: 2, submit: 1, run: 3, preceding: 1, think: 2 },
        { id: 3, submit: 2, run: 1, preceding: 2, think: 1 },
      ],
      {},
      [
        [1, 0],
        [2, 12],
        [3, 16],
      ],
    ],
    [
      'comes at its submit time if it names itself, a later one or one that is not there',
      [
        { id: 1, submit: 0, run: 10, preceding: 2, think: 5 },
        { id: 2, submit: 1, run: 10, preceding: 2, think: 5 },
        { id: 3, submit: 2, run: 10, preceding: 77, think: 5 },
      ],
      {},
      [
        [1, 0],
        [2, 1],
        [3, 2],
      ],
    ],
    [
      'comes at its submit time if the one that it names cannot be run',
      [
        { id: 1, submit: 0, run: 0 },
        { id: 2, submit: 7, run: 10, preceding: 1, think: 5 },
      ],
      {},
      [[2, 7]],
    ],
    [
      'comes at its submit time if the one that it names is before the window',
      [
        AT_0,
        { id: 2, submit: 50, run: 10, preceding: 1, think: 5 },
        { id: 3, submit: 70, run: 10, preceding: 2, think: 5 },
        { id: 4, submit: 90, run: 10, preceding: 2, think: 5 },
      ],
      { startSeconds: 40, endSeconds: 80 },
      [
        [2, 10],
        [3, 25],
      ],
    ],
    [
      'thinks faster where the trace is played faster: 100 / 2, + 10 + 6 / 2',
      [
        { id: 1, submit: 100, run: 10 },
        { id: 2, submit: 500, run: 1, preceding: 1, think: 6 },
      ],
      { timeScale: 2 },
      [
        [1, 50],
        [2, 63],
      ],
    ],
    [
      'follows the last one before it of those that have the number',
      [AT_0, { id: 1, submit: 1, run: 100 }, { id: 2, submit: 2, run: 1, preceding: 1, think: 5 }],
      {},
      [
        [1, 1],
        [2, 106],
      ],
    ],
    [
      'stands in the order of submit times, however the file is sorted',
      [{ id: 2, submit: 9, run: 1, preceding: 1, think: 5 }, AT_0],
      {},
      [
        [1, 0],
        [2, 15],
      ],
    ],
  ])('%s', (_, lines, change, expected) => {
    expect(played(open(lines, change).feedback)).toEqual(expected);
  });

  it('waits for the last process of the one that it follows, and comes with all of its own', () => {
    const { feedback, notes } = open([
      { ...AT_0, size: 3 },
      { id: 2, submit: 1, run: 5, size: 2, preceding: 1, think: 4 },
    ]);
    expect(notes).toEqual(['t.swf: 2 read, none skipped; 1 follow another']);
    const homes = [1, 2, 3].map((pid) => feedback.next(pid).home);
    expect(homes).toEqual([1, 2, 1]);
    feedback.ended(2, 20);
    feedback.ended(1, 30);
    expect([feedback.nextTime, feedback.hasMore]).toEqual([Number.POSITIVE_INFINITY, true]);
    feedback.ended(3, 40);
    expect(feedback.nextTime).toBe(44);
    const two = [4, 5].map((pid) => ({ ...feedback.next(pid) }));
    expect(two.map(({ arrivalSeconds, home }) => [arrivalSeconds, home])).toEqual([
      [44, 2],
      [44, 1],
    ]);
    expect(feedback.hasMore).toBe(false);
  });

  it('is skipped as malformed where fields 17 and 18 are no numbers, which others do not read', () => {
    const file = temporaryFile('t.swf', `${lineOf(AT_0)}\n${lineOf(AT_0).replace(/-1$/, 'x')}\n`);
    const spec = { kind: 'swf', home: 1, file, ...WINDOW } as const;
    const notes = [true, false].map(
      (feedback) => readSwf({ ...spec, feedback }, [1], new Random(1)).notes[0],
    );
    expect(notes).toEqual([
      't.swf: 2 read, 1 skipped: malformed (first in line 2); 0 follow another',
      't.swf: 2 read, none skipped',
    ]);
  });
});

/** A scenario of two nodes that plays these traces with feedback. */
const scenarioWith = (files: readonly string[], more = '') => `
nodes: [{ count: 2 }]
policy: openmosix
workload: [${files.map((file) => `{ swf: ${file}, feedback: true }`).join(', ')}]
${more}`;

/** Of each job, when it arrived and when the last of its processes ended. */
function livesIn(yaml: string): Map<number, { arrival: number; end: number }> {
  const scenario = scenarioOf(yaml);
  const session = createSession(scenario, {
    policy: findPolicy(scenario.policy)!,
    measures: false,
  });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => events.push(event));
  session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
  const jobs = new Map<number, number>();
  const lives = new Map<number, { arrival: number; end: number }>();
  for (const event of events) {
    if (event.type === 'started' && event.job !== undefined) {
      jobs.set(event.pid, event.job);
      if (!lives.has(event.job)) lives.set(event.job, { arrival: event.at, end: event.at });
    }
    if (event.type !== 'completed' && event.type !== 'killed') continue;
    lives.get(jobs.get(event.pid)!)!.end = event.at;
  }
  return lives;
}

const lines = fc
  .array(
    fc.record({
      submit: fc.integer({ min: 0, max: 100 }),
      run: fc.integer({ min: 1, max: 40 }),
      size: fc.integer({ min: 1, max: 4 }),
      preceding: fc.integer({ min: -1, max: 12 }),
      think: fc.integer({ min: -1, max: 30 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((drawn) =>
    [...drawn]
      .sort((a, b) => a.submit - b.submit)
      .map((line, index): Line & { preceding: number; think: number } => ({ ...line, id: index })),
  );

describe('a cluster that plays a trace with feedback', () => {
  it('lets each job come when its law says, whatever the trace, and loses none', () => {
    fc.assert(
      fc.property(lines, (trace) => {
        const lives = livesIn(scenarioWith([traceOf(trace)]));
        expect(lives.size).toBe(trace.length);
        for (const { id, submit, preceding, think } of trace) {
          const before = preceding >= 0 && preceding < id ? lives.get(preceding) : undefined;
          const known =
            think >= 0 ? (before?.end ?? 0) + think : Math.max(submit, before?.end ?? 0);
          expect(lives.get(id)!.arrival).toBe(before === undefined ? submit : known);
        }
      }),
      { numRuns: 20 },
    );
  });

  it('goes on in the middle of a job', () => {
    const lines = [{ id: 1, submit: 3, run: 5, size: 3 }];
    const first = open(lines).feedback;
    first.next(1);
    const second = open(lines).feedback;
    restore(second, saved(first));
    expect([second.nextTime, second.next(2).job, second.next(3).job]).toEqual([3, 1, 1]);
    expect([second.nextTime, second.hasMore]).toEqual([Number.POSITIVE_INFINITY, false]);
  });

  it('goes on from any moment as it would have gone on', () => {
    fc.assert(
      fc.property(lines, fc.integer({ min: 0, max: 150 }), (trace, steps) => {
        const yaml = scenarioWith([traceOf(trace)]);
        const { session, events } = sessionOf(yaml);
        session.advance(Number.POSITIVE_INFINITY, { untilOver: true, maxEvents: steps });
        const state = session.save();
        const told = events.length;
        session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
        const again = sessionOf(yaml);
        again.session.restore(state);
        again.session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
        expect(again.events).toEqual(events.slice(told));
        // And a run that has gone to its end goes back.
        session.restore(state);
        events.length = 0;
        session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
        expect(again.events).toEqual(events);
      }),
      { numRuns: 15 },
    );
  });

  it('counts a process that is killed as ended, also one whose home is down when it comes', () => {
    const trace = traceOf([
      { id: 1, submit: 0, run: 500 },
      { id: 2, submit: 1, run: 10, preceding: 1, think: 7 },
      { id: 3, submit: 2, run: 10, preceding: 2, think: 5 },
    ]);
    const timeline = 'timeline: [{ at: 20s, do: crash, node: 1 }, { at: 21s, do: crash, node: 2 }]';
    const lives = livesIn(scenarioWith([trace], timeline));
    // Both nodes stay down: 20 + 7 is dead on arrival, and 27 + 5 follows.
    expect([...lives]).toEqual([
      [1, { arrival: 0, end: 20 }],
      [2, { arrival: 27, end: 27 }],
      [3, { arrival: 32, end: 32 }],
    ]);
  });

  it('keeps the jobs of two traces apart that have the same numbers', () => {
    const one = traceOf([AT_0, { id: 2, submit: 1, run: 1, preceding: 1, think: 5 }]);
    const two = traceOf([
      { ...AT_0, run: 100 },
      { id: 2, submit: 1, run: 1, preceding: 1, think: 5 },
    ]);
    const { session, events } = sessionOf(
      scenarioWith([one, two]).replace('count: 2', 'count: 1, cpus: 4'),
    );
    session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
    const starts = events.filter(({ type }) => type === 'started').map(({ at }) => at);
    expect(starts).toEqual([0, 0, 15, 105]);
  });

  it('comes beside other sources, and is the same work on one computer', () => {
    const trace = traceOf([AT_0, { id: 2, submit: 1, run: 1, preceding: 1, think: 5 }]);
    const yaml = `
nodes: [{ count: 2 }]
workload:
  - { home: 1, work: 3s, start: 12s, lock: true }
  - { swf: ${trace}, feedback: true, home: 2 }`;
    const session = createOneComputer(scenarioOf(yaml));
    const starts: [number, number][] = [];
    session.subscribe((event) => {
      if (event.type === 'started') starts.push([event.at, event.home]);
    });
    session.advance(Number.POSITIVE_INFINITY, { untilOver: true });
    expect(starts).toEqual([
      [0, 1],
      [12, 1],
      [15, 1],
    ]);
  });

  // Each job of a user gets the one of his that ended last before it, with the time between: on a
  // computer where nobody waits the trace comes out again, and where all wait it comes later.
  it.skipIf(!existsSync(HPC2N))(
    'plays HPC2N as it was where nobody waits, and later elsewhere',
    () => {
      const rows = readFileSync(HPC2N, 'utf8')
        .split('\n')
        .filter((line) => /^\s*\d/.test(line))
        .map((line) => line.trim().split(/\s+/).map(Number))
        .filter((fields) => fields[3]! > 0)
        .slice(0, 150);
      const last = new Map<number, { readonly id: number; readonly end: number }[]>();
      const trace = rows.map((fields): Line => {
        const [id, submit, , run] = fields as [number, number, number, number];
        const mine = last.get(fields[11]!) ?? [];
        const ended = mine.filter(({ end }) => end <= submit!);
        const before = ended.sort((a, b) => b.end - a.end)[0];
        last.set(fields[11]!, [...mine, { id, end: submit + run }]);
        const size = Math.min(4, fields[4]! > 0 ? fields[4]! : fields[7]!);
        const follows = before && { preceding: before.id, think: submit - before.end };
        return { id, submit, run, size, ...follows };
      });
      const yaml = (cpus: number) =>
        `policy: none\nnodes: [{ cpus: ${cpus}, memory: 1TB }]\nworkload: [{ swf: ${traceOf(trace)}, feedback: true }]`;
      const wide = livesIn(yaml(1024));
      const narrow = livesIn(yaml(2));
      let later = 0;
      for (const { id, submit, preceding } of trace) {
        expect(wide.get(id)!.arrival).toBeCloseTo(submit, 4);
        expect(narrow.get(id)!.arrival).toBeGreaterThanOrEqual(submit - 1e-4);
        if (preceding !== undefined && narrow.get(id)!.arrival > submit + 1) later++;
      }
      expect(trace.filter(({ preceding }) => preceding !== undefined).length).toBeGreaterThan(50);
      expect(later).toBeGreaterThan(25);
    },
  );
});
