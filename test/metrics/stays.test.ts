import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Stays } from '../../src/metrics/stays.js';
import { scenarioOf } from '../scenario/parse-text.js';

const { nodes } = scenarioOf('nodes: [{ count: 3, cpus: 2, threads: 2, speed: 10000 }]');

/** What such events come to, `at` what time the window begins. */
function staysOf(events: readonly object[], { begin = 0, end = 100, of = nodes } = {}) {
  let now = 0;
  const stays = new Stays(of, () => (now >= begin ? begin : undefined));
  for (const event of events as readonly ClusterEvent[]) {
    now = event.at;
    stays.observe(event);
  }
  now = end;
  return stays.until(end);
}

const started = (pid: number, at: number, home = 1) => ({ type: 'started', pid, home, at });
const completed = (pid: number, at: number) => ({ type: 'completed', pid, at });

describe('where processes were', () => {
  it('is nowhere while they are on their way, whether that fails or not', () => {
    const { stays, nodes: lanes } = staysOf([
      started(5, 1),
      { type: 'migration-started', pid: 5, from: 1, to: 2, at: 3 },
      { type: 'migrated', pid: 5, from: 1, to: 2, at: 4 },
      { type: 'migration-started', pid: 5, from: 2, to: 3, at: 6 },
      { type: 'migration-failed', pid: 5, from: 2, to: 3, at: 7 },
      { type: 'killed', pid: 5, at: 9.12345 },
    ]);
    expect(lanes).toEqual([
      [1, 4],
      [2, 4],
      [3, 4],
    ]);
    expect(stays).toEqual([
      [5, 1, 1, 1, 3],
      [5, 1, 2, 4, 6],
      [5, 1, 2, 7, 9.123],
    ]);
  });

  it('is where a policy has them begin, not their home', () => {
    const placed = { type: 'placed', pid: 5, from: 1, to: 3, at: 2, seconds: 1 };
    expect(staysOf([started(5, 1), placed, completed(5, 8)]).stays).toEqual([[5, 1, 3, 2, 8]]);
  });

  it('is cut off where the window begins and where the run ends', () => {
    const events = [
      started(1, 0),
      started(2, 1),
      completed(1, 9),
      started(3, 12),
      completed(3, 30),
    ];
    const { stays, fromSeconds, toSeconds } = staysOf(events, { begin: 10, end: 40 });
    expect([fromSeconds, toSeconds]).toEqual([10, 40]);
    expect(stays).toEqual([
      [2, 1, 1, 10, 40],
      [3, 1, 1, 12, 30],
    ]);
  });

  // One that is there already, and 199 of a second each: the next one begins at 210 s.
  it('is told as far as there are 200 of them', () => {
    const short = Array.from({ length: 300 }, (_, i) => [
      started(i + 2, i + 11),
      completed(i + 2, i + 12),
    ]);
    const { stays, toSeconds } = staysOf([started(1, 0), ...short.flat()], { begin: 10, end: 999 });
    expect(stays).toHaveLength(200);
    expect(toSeconds).toBe(210);
    expect(stays[0]).toEqual([1, 1, 1, 10, 210]);
  });

  it('is not told where more are there at once', () => {
    const many = Array.from({ length: 201 }, (_, i) => started(i + 1, 1));
    const { stays, fromSeconds, toSeconds } = staysOf([...many, completed(1, 20)], { begin: 10 });
    expect([fromSeconds, toSeconds, stays.length]).toEqual([10, 10, 0]);
  });

  it('is told of 200 that are there when the window begins, until the next one comes', () => {
    const many = Array.from({ length: 200 }, (_, i) => started(i + 1, 1));
    const at200 = staysOf([...many, completed(1, 20)], { begin: 10 });
    expect([at200.fromSeconds, at200.toSeconds, at200.stays.length]).toEqual([10, 100, 200]);
    const next = staysOf([...many, started(500, 15), started(501, 16)], { begin: 10 });
    expect([next.toSeconds, next.stays.length]).toEqual([15, 200]);
    expect(next.stays.every(([, , , from, to]) => from === 10 && to === 15)).toBe(true);
  });

  // 199 are there; one that is started and placed is one, so that it and no other still fits.
  it('counts one that is placed once', () => {
    const many = Array.from({ length: 199 }, (_, i) => started(i + 1, 1));
    const placed = { type: 'placed', pid: 500, from: 1, to: 3, at: 12, seconds: 0 };
    const events = [...many, started(500, 12), placed, started(501, 20)];
    const { stays, toSeconds } = staysOf(events, { begin: 10 });
    expect([toSeconds, stays.length]).toEqual([20, 200]);
    expect(stays.at(-1)).toEqual([500, 1, 3, 12, 20]);
  });

  it('is told of the first 24 nodes', () => {
    const { nodes: many } = scenarioOf('nodes: [{ count: 26 }]');
    const away = { type: 'migration-started', pid: 1, from: 24, to: 25, at: 3 };
    const found = staysOf(
      [
        ...[started(1, 1, 24), started(2, 1, 25), away, { ...away, type: 'migrated', at: 4 }],
        ...[
          { ...away, from: 25, to: 1, at: 6 },
          { ...away, type: 'migrated', to: 1, at: 7 },
        ],
      ],
      { of: many, end: 9 },
    );
    expect(found.nodes.map(([id]) => id)).toEqual(Array.from({ length: 24 }, (_, i) => i + 1));
    expect(found.stays).toEqual([
      [1, 24, 24, 1, 3],
      [1, 24, 1, 7, 9],
    ]);
  });

  it('is at the end of a run that the window has not begun in nothing', () => {
    const found = staysOf([started(1, 1), completed(1, 5), started(2, 3)], { begin: 50, end: 8 });
    expect(found).toMatchObject({ fromSeconds: 8, toSeconds: 8, stays: [] });
  });

  it('is told no further after its end, and once', () => {
    const many = Array.from({ length: 201 }, (_, i) => started(i + 1, i / 100));
    const { stays, toSeconds } = staysOf([...many, completed(1, 20), started(1, 30)]);
    expect([stays.length, toSeconds]).toEqual([200, 2]);
    expect(stays.map(([pid]) => pid)).toEqual(Array.from({ length: 200 }, (_, i) => i + 1));
  });

  it('has of a process that it did not see begin its first node as its home', () => {
    const came = { type: 'migrated', pid: 5, from: 1, to: 2, at: 4 };
    expect(staysOf([{ ...came }], { end: 6 }).stays).toEqual([[5, 2, 2, 4, 6]]);
    const after = staysOf([started(5, 1, 3), completed(5, 2), came], { end: 6 });
    expect(after.stays).toEqual([
      [5, 3, 3, 1, 2],
      [5, 2, 2, 4, 6],
    ]);
  });

  it('is not told of more than 200 where nothing happens after the window has begun', () => {
    const many = Array.from({ length: 201 }, (_, i) => started(i + 1, 1));
    const { stays, fromSeconds, toSeconds } = staysOf(many, { begin: 10 });
    expect([fromSeconds, toSeconds, stays.length]).toEqual([10, 10, 0]);
  });

  it('counts what was placed before the window, and what was placed by a node that is not watched', () => {
    const placed = (pid: number, at: number) => {
      return { type: 'placed', pid, from: 1, to: 3, at, seconds: 0 };
    };
    const many = Array.from({ length: 198 }, (_, i) => started(i + 1, 1));
    const { nodes: all } = scenarioOf('nodes: [{ count: 26 }]');
    const events = [
      ...[started(500, 0), placed(500, 1), ...many, started(501, 12, 26), placed(501, 13)],
      ...[started(502, 20)],
    ];
    const { stays, toSeconds } = staysOf(events, { begin: 10, of: all });
    expect([toSeconds, stays.length]).toEqual([20, 200]);
  });
});
