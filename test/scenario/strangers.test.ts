import { describe, expect, it } from 'vitest';
import { sessionOf } from '../support/session-of.js';

describe('a stranger', () => {
  it('writes from its start, once every so often, and no more when its time is over', () => {
    const { session, events } = sessionOf(`
nodes: [{ count: 2, name: "n%d" }]
kernel: { secureports: true }
strangers:
  - { address: 10.9.8.7, at: 5s, every: 2s, until: 11s, to: 1, claims: { node: 2, load: 0 } }`);
    session.advance(60);
    const told = events.flatMap(({ type, at }) => (type === 'intrusion' ? [at] : []));
    expect(told).toEqual([5, 7, 9]);
  });
});
