import { expect, it } from 'vitest';
import type { ClusterEvent } from '../../../src/cluster/facts/event.js';
import { meanSlowdown, NO_OUTCOME, outcomeAfter } from '../../../src/tui/past/outcome.js';
import { sampleOf } from '../../../src/tui/past/sample.js';
import { FakeSession } from '../../support/fake-session.js';

function completed(arrivalSeconds: number, at: number, workSeconds: number): ClusterEvent {
  return {
    type: 'completed',
    ...{ pid: 1, home: 1, node: 2, cpuSeconds: 1 },
    ...{ arrivalSeconds, at, workSeconds },
  };
}

it('slowdown is response time over the time alone at home: 10 s for 14 s of work at 2.8 is 2', () => {
  const session = new FakeSession();
  const before = sampleOf(session);
  const sample = sampleOf(session, [completed(0, 10, 14), completed(5, 10, 14)]);
  const outcome = outcomeAfter(NO_OUTCOME, before, sample);
  expect(outcome.completed).toBe(2);
  // 10 / (14 / 2.8) = 2, 5 / (14 / 2.8) = 1.
  expect(meanSlowdown(outcome)).toBeCloseTo(1.5);
  expect(meanSlowdown(NO_OUTCOME)).toBeUndefined();
});

it('is counted anew after a jump into the past', () => {
  const session = new FakeSession();
  const sample = sampleOf(session);
  const earlier = outcomeAfter({ completed: 9, slowdowns: 9 }, { ...sample, now: 100 }, sample);
  expect(earlier).toEqual(NO_OUTCOME);
});
