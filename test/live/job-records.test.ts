import { describe, expect, it } from 'vitest';
import { readAnswer } from '../../src/live/job.js';
import { writtenIn } from '../../src/live/job-output.js';
import { JobRecords } from '../../src/live/job-records.js';
import { firstOfEach, type SeenJob } from '../../src/live/job-tree.js';
import type { LiveNode } from '../../src/live/live-node.js';
import { Turns } from '../../src/live/turns.js';

describe('what a node answers of a job', () => {
  it.each([
    ['ok\n', { kind: 'yes', facts: {} }],
    [
      'host a b\nkb 12\nleaving\nok\n',
      { kind: 'yes', facts: { host: 'a b', kb: '12', leaving: '' } },
    ],
    ['kb 12\nno it is stopped\n', { kind: 'no', reason: 'it is stopped' }],
    ['kb 12\n', { kind: 'silence', reason: 'cut' }],
    ['', { kind: 'silence', reason: 'cut' }],
    ['ok\nnote\n', { kind: 'silence', reason: 'cut' }],
  ])('%j is %j', (text, answer) => {
    expect(readAnswer(text, 'cut')).toEqual(answer);
  });

  const written = (text: string, code: number | null = 0) => {
    const found = writtenIn({ out: Buffer.from(text), code, complaint: '' });
    return found && [String(found.out), String(found.err), found.state];
  };

  it.each([
    ['3 2 -\nabcde', ['abc', 'de', '-']],
    ['0 5 17\nabcde', ['', 'abcde', '17']],
    ['0 0 gone\n', ['', '', 'gone']],
    ['3 2 -\nabcd', undefined],
    ['3 2 -\nabcdef', undefined],
    ['3 -\nabc', undefined],
  ])('and its output, %j, is %j', (text, expected) => {
    expect(written(text)).toEqual(expected);
  });

  it('is nothing where the call has failed', () => {
    expect(written('3 2 -\nabcde', 1)).toBeUndefined();
    expect(written('3 2 -\nabcde', null)).toBeUndefined();
  });
});

describe('a job of several processes', () => {
  it('is that of its first pid', () => {
    const job = (name: string) => ({ job: name, processes: [] }) as unknown as SeenJob;
    const [a, b, again] = [job('a'), job('b'), job('a')];
    const jobs = new Map([
      ...([
        [7, a],
        [8, b],
        [9, again],
      ] as const),
    ]);
    expect([...firstOfEach(jobs)]).toEqual([
      [7, a],
      [8, b],
    ]);
    expect(firstOfEach(jobs).get(7)).toBe(a);
  });
});

describe('what moves have cost', () => {
  it('is left alone for a minute when it would not move, then for twice as long each time', () => {
    const records = new JobRecords();
    const until = (at: number) => {
      records.refused('a', at, 'stopped');
      return records.of('a').refusal!.until;
    };
    expect([until(10), until(100), until(1000)]).toEqual([70, 220, 1240]);
    records.moved('a', 2000, 5e6);
    expect(records.of('a')).toMatchObject({ migrations: 1, arrivedAt: 2000, refusal: undefined });
    expect(until(3000)).toBe(3060);
    records.moved('b', 2000, 7e6);
    expect(records).toMatchObject({ migrations: 2, bytesMoved: 12e6 });
  });

  it('tells how long a job stands still: half a second, then the mean of the last and before', () => {
    const records = new JobRecords();
    // 50 MB/s besides.
    expect(records.freezeSeconds(100e6)).toBeCloseTo(2.5, 12);
    records.measured(50e6, 3);
    expect(records.freezeSeconds(0)).toBeCloseTo(2, 12);
    records.measured(0, 1);
    expect(records.freezeSeconds(0)).toBeCloseTo(1.5, 12);
    // However quick it was, 0.05 s.
    const quick = new JobRecords();
    quick.measured(100e6, 1);
    expect(quick.freezeSeconds(0)).toBe(0.05);
  });
});

describe('the turn of a node in moves', () => {
  const node = (id: number, sampledAt = 0) => ({ id, sampledAt }) as unknown as LiveNode;
  const seen = (state?: string) =>
    ({ job: 'a', processes: state === undefined ? [] : [{ state }] }) as unknown as SeenJob;

  /** A move of job a from node 1 to node 2, and what is then seen of it on either. */
  function turnsOf(shown: ReadonlyMap<number, SeenJob | undefined> = new Map()) {
    const nodes = [node(1), node(2), node(3)] as const;
    const turns = new Turns((at) => {
      const job = shown.get(at.id);
      return new Map(job === undefined ? [] : [[7, job]]);
    });
    const move = { job: seen('R'), node: nodes[0], target: nodes[1] };
    const refusals = () => nodes.map((one) => turns.refusal(one));
    return { turns, nodes, move, refusals };
  }
  const underWay = (id: number) => `a move from or to node ${id} is under way`;
  const unseen = (id: number) => `node ${id} has not been seen since its last move`;
  const at = (one: LiveNode, seconds: number) => Object.assign(one, { sampledAt: seconds });

  it('is not while a move goes from or to it, and concerns no other', () => {
    const { turns, move, refusals } = turnsOf();
    expect(refusals()).toEqual([undefined, undefined, undefined]);
    turns.begin(move);
    expect(refusals()).toEqual([underWay(1), underWay(2), undefined]);
  });

  it('is again when each has been seen half a second after the end', () => {
    const { turns, nodes, move, refusals } = turnsOf();
    turns.begin(move);
    turns.end(move, false, 10);
    expect(refusals()).toEqual([unseen(1), unseen(2), undefined]);
    at(nodes[0], 10.5);
    at(nodes[1], 10.49);
    expect(refusals()).toEqual([undefined, unseen(2), undefined]);
    // A second end of the same move says nothing new.
    turns.end(move, true, 60);
    expect(refusals()).toEqual([undefined, unseen(2), undefined]);
  });

  it.each([
    ['it is seen to be gone and to run there', undefined, 'R', [undefined, undefined]],
    ['it is still seen at both, and does not run', seen('S'), 'S', [unseen(1), unseen(2)]],
    ['it is gone here and not yet there', undefined, undefined, [undefined, unseen(2)]],
  ])('is sooner where a sample shows that the job has moved: %s', (_, here, there, expected) => {
    const shown = new Map([
      [1, here],
      [2, there === undefined ? undefined : seen(there)],
    ]);
    const { turns, nodes, move, refusals } = turnsOf(shown);
    turns.begin(move);
    turns.end(move, true, 10);
    for (const one of nodes) at(one, 9.9);
    expect(refusals()).toEqual([unseen(1), unseen(2), undefined]);
    for (const one of nodes) at(one, 10);
    expect(refusals().slice(0, 2)).toEqual(expected);
  });
});
