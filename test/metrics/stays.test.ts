import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Stays } from '../../src/metrics/stays.js';
import { scenarioOf } from '../scenario/parse-text.js';

const { nodes } = scenarioOf('nodes: [{ count: 3, cpus: 2, threads: 2, speed: 10000 }]');

/** What such events come to, `at` what time the window begins. */
function staysOf(events: readonly object[], { begin = 0, end = 100 } = {}) {
  let now = 0;
  const stays = new Stays(nodes, () => (now >= begin ? begin : undefined));
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
});
