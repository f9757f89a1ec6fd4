import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import { Journeys } from '../../src/session/journeys.js';
import { FakeSession } from '../support/fake-session.js';

const away: ClusterEvent = {
  at: 1,
  type: 'migration-started',
  pid: 1000,
  from: 1,
  to: 2,
  bytes: 0,
  cause: 'user',
  reason: 'migrate to 2',
};
const facts = { pid: 1000, home: 1, node: 2 };

describe('the journeys of processes', () => {
  it.each<ClusterEvent>([
    { at: 2, type: 'killed', ...facts, cause: 'signal', signal: 'KILL' },
    { at: 2, type: 'completed', ...facts, arrivalSeconds: 0, workSeconds: 1, cpuSeconds: 1 },
  ])('are remembered while a process is alive, and no longer: $type', (end) => {
    const session = new FakeSession();
    const journeys = new Journeys(session);
    expect(journeys.last(1000)).toBeUndefined();
    session.tell(away);
    session.tell({ ...away, at: 1.5, from: 2, to: 3 });
    expect(journeys.last(1000)).toMatchObject({ from: 2, to: 3 });
    session.tell(end);
    expect(journeys.last(1000)).toBeUndefined();
  });
});
