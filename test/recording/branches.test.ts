import { describe, expect, it } from 'vitest';
import { Branch, Branches, forkOf, ownerOf, viewOf } from '../../src/recording/branch.js';
import { CheckpointStore } from '../../src/recording/checkpoint-store.js';
import { courseAlong } from '../../src/recording/course.js';
import { BEGINNING, compareMoments, type Moment } from '../../src/recording/moment.js';
import { branchesOf, entryLine, readEntry } from '../../src/recording/recording.js';
import { WrittenStates } from '../../src/recording/written-states.js';
import fc from '../support/properties.js';

const at = (steps: number, commands = 0, seconds = steps): Moment => ({ seconds, steps, commands });
const lock = (pid: number) => ({ do: 'lock', pid }) as const;
const sent = (moment: Moment, pid = moment.commands) => ({ at: moment, command: lock(pid) });

describe('moments', () => {
  it('are in the order of steps, of time where steps are the same, of commands where both are', () => {
    const ordered = [at(0), at(0, 1), at(0, 0, 3), at(1, 0, 0), at(1, 5, 0), at(2)];
    ordered.forEach((one, index) => {
      ordered.forEach((other, place) => {
        expect(Math.sign(compareMoments(one, other))).toBe(Math.sign(index - place));
      });
    });
    expect(BEGINNING).toEqual({ seconds: 0, steps: 0, commands: 0 });
  });
});

describe('a branch', () => {
  const root = new Branch(1);
  root.commands.push(sent(at(10, 0)), sent(at(20, 1)), sent(at(20, 2)), sent(at(30, 3)));
  const child = new Branch(2, { parent: root, since: at(20, 2) });
  child.commands.push(sent(at(20, 2), 77));

  it('has what was sent before it began, and its own after that', () => {
    expect(child.commands.map(({ command }) => command)).toEqual([lock(0), lock(1), lock(77)]);
    expect([root.first?.command, child.first?.command]).toEqual([lock(0), lock(77)]);
    expect(viewOf(child)).toEqual({
      ...{ id: 2, parent: 1, sinceSeconds: 20, endSeconds: 20, first: lock(77) },
    });
    expect(new Branch(3).first).toBeUndefined();
  });

  it('knows when the last of its commands was sent; those of one moment are one', () => {
    expect([0, 1, 2, 3, 4].map((count) => root.lastSent(count)?.commands)).toEqual([
      ...[undefined, 0, 1, 1, 3],
    ]);
    const apart = new Branch(4);
    apart.commands.push(sent(at(20, 0, 5)), sent(at(20, 1, 6)));
    expect(apart.lastSent(2)).toEqual(at(20, 1, 6));
  });

  it('comes further, and never back', () => {
    const branch = new Branch(5);
    for (const moment of [at(5), at(3), at(5, 1), at(5)]) branch.comeTo(moment);
    expect(branch.end).toEqual(at(5, 1));
  });

  it('owns its moments from where it began on, and its forebears those before', () => {
    expect([0, 19, 20, 21].map((steps) => ownerOf(child, steps).id)).toEqual([1, 1, 2, 2]);
    const grandchild = new Branch(6, { parent: child, since: at(40) });
    expect([19, 20, 39, 40].map((steps) => ownerOf(grandchild, steps).id)).toEqual([1, 2, 2, 6]);
  });
});

/** The branches, by their parents: 1 < 2 < 3, 1 < 4 < 5, with where each began. */
function family() {
  const branches = new Branches();
  const second = branches.begin(branches.first, at(10));
  const third = branches.begin(second, at(30));
  const fourth = branches.begin(branches.first, at(20));
  const fifth = branches.begin(fourth, at(25));
  branches.first.comeTo(at(50));
  third.comeTo(at(60));
  return { branches, all: [branches.first, second, third, fourth, fifth] as const };
}

describe('two branches', () => {
  it.each([
    [1, 2, 10],
    [1, 3, 10],
    [1, 5, 20],
    [2, 3, 30],
    [3, 4, 10],
    [3, 5, 10],
    [4, 5, 25],
    [2, 4, 10],
  ])('%i and %i are the same until %i', (one, other, steps) => {
    const { branches } = family();
    const [a, b] = [branches.find(one)!, branches.find(other)!];
    expect(forkOf(a, b)).toEqual(at(steps));
    expect(forkOf(b, a)).toEqual(at(steps));
  });

  it('that are one are the same until its end', () => {
    const { all } = family();
    expect(forkOf(all[0], all[0])).toEqual(at(50));
    expect(forkOf(all[2], all[2])).toEqual(at(60));
  });

  it('are numbered in the order in which they began', () => {
    const { branches } = family();
    expect(branches.views.map(({ id, parent }) => [id, parent])).toEqual([
      ...[
        [1, undefined],
        [2, 1],
        [3, 2],
        [4, 1],
        [5, 4],
      ],
    ]);
    expect(branches.find(6)).toBeUndefined();
  });
});

describe('the branches of a recording', () => {
  const mark = (moment: Moment, digest: string) => ({ at: moment, digest });
  const recorded = {
    branches: [
      {
        ...{ id: 1, parent: undefined, since: BEGINNING, end: at(50, 2) },
        commands: [sent(at(10, 0)), sent(at(40, 1))],
        marks: [mark(at(5), 'a'), mark(at(20, 1), 'b'), mark(at(21, 1), 'c')],
      },
      {
        ...{ id: 2, parent: 1, since: at(20, 1), end: at(60, 2) },
        commands: [sent(at(30, 1), 77)],
        marks: [mark(at(60, 2), 'd')],
      },
    ],
    branch: 2,
  };

  it('are taken up with the states on the way to where it ended, and no others', () => {
    const branches = new Branches();
    const { branch, marks } = branches.load(recorded);
    expect(branch.id).toBe(2);
    expect(marks.map(({ digest }) => digest)).toEqual(['a', 'b', 'd']);
    expect(branch.commands.map(({ command }) => command)).toEqual([lock(0), lock(77)]);
    expect(branches.first.commands).toHaveLength(2);
    expect(branches.views.map(({ endSeconds }) => endSeconds)).toEqual([50, 60]);
    const first = new Branches().load({ ...recorded, branch: 1 });
    expect(first.marks.map(({ digest }) => digest)).toEqual(['a', 'b', 'c']);
    // What is begun later has a number of its own.
    expect(branches.begin(branch, at(60, 2)).id).toBe(3);
  });
});

describe('states that were written down', () => {
  const marks = [
    { at: at(1), digest: 'a' },
    { at: at(2), digest: undefined },
    { at: at(3), digest: 'c' },
  ];

  it.each([
    ['the same', [true, true, true], 'a c', undefined],
    ['another state', [true, true, true], 'b c', 1],
    ['another state later', [true, true, true], 'a d', 3],
    ['the moment is passed by', [true, false, true], 'a c', 2],
    ['the first of two', [false, true, false], 'a c', 1],
  ])('are compared in their order: %s', (_, isThere, digests, differs) => {
    const written = new WrittenStates();
    expect([written.next, written.divergence]).toEqual([undefined, undefined]);
    written.replace(marks);
    const own = digests.split(' ');
    marks.forEach((mark, index) => {
      expect(written.next).toBe(mark);
      const digest = () => (mark.digest === undefined ? expect.fail('not needed') : own.shift()!);
      written.compare(isThere[index]!, digest);
    });
    expect(written.next).toBeUndefined();
    expect(written.divergence?.steps).toBe(differs);
    expect(marks).toHaveLength(3);
  });
});

describe('the course of a branch', () => {
  const root = new Branch(1);
  root.commands.push(sent(at(10, 0)), sent(at(20, 1)), sent(at(30, 2)), sent(at(40, 3)));
  const store = new CheckpointStore(1e9);
  for (const moment of [at(0), at(15, 1), at(30, 2)]) {
    store.add(root, { at: moment, bytes: Uint8Array.of(moment.steps), wholeBytes: 1 });
  }

  it.each([
    ['a moment', at(30, 2), 30, [], [2, 3]],
    ['a moment before a command', at(20, 1), 15, [], [1, 2, 3]],
    ['a moment after a command', at(20, 2), 15, [1], [2, 3]],
    ['a moment before a state', at(30, 1), 15, [1], [2, 3]],
    ['a time', 30, 30, [2], [3]],
    ['a time before a command', 19, 15, [], [1, 2, 3]],
    ['a time of a command', 20, 15, [1], [2, 3]],
    ['the beginning', 0, 0, [], [0, 1, 2, 3]],
  ] as const)('from %s begins at the last state before it', (_, from, state, before, after) => {
    const course = courseAlong(root, from, store);
    expect([...course.state]).toEqual([state]);
    expect(course.before.map((one) => one.at.commands)).toEqual(before);
    expect(course.after.map((one) => one.at.commands)).toEqual(after);
    expect(course.from).toBe(from);
  });
});

describe('a line of a recording', () => {
  const count = fc.nat({ max: 2 ** 31 });
  const moment = fc.record({
    seconds: fc.double({ min: 0, noNaN: true, max: 1e9 }),
    steps: count,
    commands: count,
  });
  const entry = fc.oneof(
    fc.record({
      type: fc.constant('sent' as const),
      sent: fc.record({ at: moment, command: fc.constant(lock(1000)) }),
      by: fc.string(),
    }),
    fc.record({
      type: fc.constant('marked' as const),
      mark: fc.record({ at: moment, digest: fc.option(fc.string(), { nil: undefined }) }),
    }),
    fc.record({
      type: fc.constant('branched' as const),
      id: fc.integer({ min: 1 }),
      parent: fc.integer({ min: 1 }),
      since: moment,
    }),
    fc.record({ type: fc.constant('switched' as const), branch: fc.integer({ min: 1 }) }),
  );

  it('says what it said, whatever that is', () => {
    const plain = (value: unknown) => JSON.parse(JSON.stringify(value));
    fc.assert(
      fc.property(entry, (one) => {
        const line = entryLine(one);
        expect(line).not.toContain('\n');
        expect(plain(readEntry(line))).toEqual(plain(one));
      }),
    );
  });

  const where = '"at":0,"step":0,"commands":0';
  it.each([
    ['{"switch":1}', { type: 'switched', branch: 1 }],
    [`{"branch":2,"of":1,${where}}`, { type: 'branched', id: 2, parent: 1, since: BEGINNING }],
    [
      `{${where},"command":{"do":"x"}}`,
      { type: 'sent', sent: { at: BEGINNING, command: { do: 'x' } }, by: 'user' },
    ],
    [`{${where},"command":{"do":"x"},"by":7}`, { type: 'sent', by: 'user' }],
    [`{${where}}`, { type: 'marked', mark: { at: BEGINNING, digest: undefined } }],
    [`{${where},"command":null}`, undefined],
    [`{${where},"command":{}}`, undefined],
    [`{${where},"digest":null}`, undefined],
    [`{"branch":0,"of":1,${where},"command":7}`, undefined],
    [`{"branch":2,"of":0,${where},"command":7}`, undefined],
    [`{"branch":2,"of":1.5,${where},"command":7}`, undefined],
    ['{"branch":2,"of":1}', undefined],
    ['{"switch":1.5}', undefined],
    ['{"at":0,"step":-1,"commands":0}', undefined],
    ['{"at":0,"step":0,"commands":-1}', undefined],
    ['{"at":0,"step":0,"commands":"0"}', undefined],
    ['{"at":"0","step":0,"commands":0}', undefined],
    ['{"at":-0.001,"step":0,"commands":0}', undefined],
  ])('is read or refused: %s', (line, expected) => {
    if (expected === undefined) expect(readEntry(line)).toBeUndefined();
    else expect(readEntry(line)).toMatchObject(expected);
  });

  it('of a moment that was already passed ends what can be used, and one of the same moment does not', () => {
    const entries = [
      { type: 'sent', sent: sent(at(5, 0)), by: 'user' },
      { type: 'marked', mark: { at: at(5, 1), digest: 'x' } },
      { type: 'marked', mark: { at: at(5, 0), digest: 'y' } },
      { type: 'switched', branch: 1 },
    ] as const;
    expect(branchesOf(entries).used).toBe(2);
    expect(branchesOf([]).branches).toEqual([
      { id: 1, parent: undefined, since: BEGINNING, commands: [], marks: [], end: BEGINNING },
    ]);
  });
});
