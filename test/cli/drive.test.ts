import { afterEach, expect, it, vi } from 'vitest';
import { drive } from '../../src/cli/running/drive.js';
import { sessionOf } from '../support/session-of.js';

const TEXT = `nodes: [{ count: 3, name: "n%d", cpus: 2 }]
workload: [{ home: n1, count: 300, arrivals: { every: exponential 1s }, work: pareto 1s..1min }]
faults: [{ nodes: all, kind: crash, mttf: exponential 2min, mttr: 20s }]`;

afterEach(() => vi.restoreAllMocks());

/**
 * The events of ten minutes on a computer on which every look at its clock finds `stepMs` gone by.
 */
async function eventsWhen(stepMs: number): Promise<{ lines: string; parts: number }> {
  const { session, events } = sessionOf(TEXT);
  let nowMs = 0;
  vi.spyOn(performance, 'now').mockImplementation(() => {
    nowMs += stepMs;
    return nowMs;
  });
  let parts = 0;
  const interruption = await drive(session, 600, () => void parts++, { mayHang: false });
  expect(interruption).toBeUndefined();
  vi.restoreAllMocks();
  return { lines: events.map((event) => JSON.stringify(event)).join('\n'), parts };
}

it('a run is the same on a slow computer, whose parts are single events, and on a fast one', async () => {
  const fast = await eventsWhen(0);
  const slow = await eventsWhen(1000);
  expect(fast.parts).toBeLessThan(12);
  expect(slow.parts).toBeGreaterThan(500);
  expect(slow.lines).toBe(fast.lines);
  expect(fast.lines.split('\n').length).toBeGreaterThan(500);
});
