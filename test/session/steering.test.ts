import { describe, expect, it } from 'vitest';
import { sessionOf } from '../support/session-of.js';

const SCENARIO = `
policy: none
nodes: [{ count: 2, cpus: 1, speed: 10000, memory: 1GB }]
workload: [{ kind: batch, home: 1, count: 4, work: 600s, memory: 1MB }]
`;

describe('the policy of a running session', () => {
  it('can be changed, decides from then on, and the change is an event', () => {
    const { session, events } = opened();
    session.advance(60);
    expect(session.view().totals.migrations).toBe(0);
    expect(session.send({ do: 'policy', name: 'openmosix' })).toEqual({ accepted: true });
    session.advance(120);
    expect(session.info.policy).toBe('openmosix');
    expect(session.view().totals.migrations).toBeGreaterThan(0);
    expect(events).toContainEqual({
      at: 60,
      type: 'policy-changed',
      policy: 'openmosix',
      before: 'none',
    });
  });

  it.each([
    ['openmosx', 'there is no policy openmosx; did you mean openmosix?'],
    ['none', 'none is the policy already'],
  ])('stays when %s is asked for', (name, reason) => {
    expect(opened().session.send({ do: 'policy', name })).toMatchObject({
      accepted: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('moves nothing more once it is none', () => {
    const { session } = opened();
    session.send({ do: 'policy', name: 'openmosix' });
    session.send({ do: 'policy', name: 'none' });
    session.advance(120);
    expect(session.view().totals.migrations).toBe(0);
  });
});

describe('a parameter of a running session', () => {
  it('holds from then on, and the change is an event', () => {
    const { session, events } = opened();
    session.send({ do: 'policy', name: 'openmosix' });
    const command = { do: 'set', parameter: 'stability', value: '1000' } as const;
    expect(session.send(command)).toEqual({ accepted: true });
    session.advance(120);
    expect(session.view().totals.migrations).toBe(0);
    expect(session.info.parameters).toMatchObject({ stability: 1000 });
    expect(events).toContainEqual({
      at: 0,
      type: 'parameter-changed',
      parameter: 'stability',
      value: 1000,
      before: 1.3,
    });
  });

  it.each([
    ['stabilty', 2, 'did you mean stability?'],
    ['stability', -1, 'stability must be a number from 0 to 1000000'],
    ['meanRise', '2', 'meanRise must be a number more than 0 and at most 1'],
    ['minRun', 'soon', 'minRun must be'],
    ['period', '2s', 'period is fixed when a run begins'],
    ['toString', 1, 'there is no parameter toString'],
  ])('stays when %s is to be %s', (parameter, value, reason) => {
    expect(opened().session.send({ do: 'set', parameter, value })).toMatchObject({
      accepted: false,
      reason: expect.stringContaining(reason),
    });
  });

  it('of one session is not that of another one of the same scenario', () => {
    const { session } = opened();
    session.send({ do: 'set', parameter: 'stability', value: 9 });
    expect(opened().session.info.parameters).toMatchObject({ stability: 1.3 });
  });
});

function opened() {
  return sessionOf(SCENARIO);
}
