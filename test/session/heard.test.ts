import { describe, expect, it } from 'vitest';
import { sessionOf } from '../support/session-of.js';

const SCENARIO = `
policy: none
nodes: [{ count: 5, cpus: 1, speed: 10000, memory: 1GB }]
workload: [{ kind: batch, home: 1, count: 4, work: 600s, memory: 1MB }]
`;

describe('what nodes have heard of each other', () => {
  it('is nothing of themselves, and nothing younger than the truth', () => {
    const { session } = sessionOf(SCENARIO);
    session.advance(30);
    for (const { id } of session.view().nodes()) {
      const heard = session.heard(id);
      expect(heard.length).toBeGreaterThan(0);
      expect(heard.map(({ node }) => node)).not.toContain(id);
      expect(heard.every(({ ageSeconds }) => ageSeconds >= 0)).toBe(true);
      const ages = heard.map(({ ageSeconds }) => ageSeconds);
      expect(ages).toEqual(ages.toSorted((a, b) => a - b));
    }
  });

  it('is all of it, and of this instant, when information is perfect', () => {
    const { session } = sessionOf(`${SCENARIO}\ninformation: perfect`);
    session.advance(30);
    expect(session.heard(3)).toEqual(
      [1, 2, 4, 5].map((node) => ({ node, load: expect.any(Number), ageSeconds: 0 })),
    );
    expect(session.messages(10)).toEqual([]);
  });

  it('is nothing on a node that is down, and of a node that is none', () => {
    const { session } = sessionOf(SCENARIO);
    session.advance(30);
    session.send({ do: 'crash', node: 2 });
    session.advance(32);
    expect([session.heard(2), session.heard(99)]).toEqual([[], []]);
  });

  // Of 5 s: what is heard at 9.9 s at the latest is gone at the next tick after 14.9 s.
  it('is forgotten when it is older than `staleness`, also where nobody tells any more', () => {
    const cuts = [2, 3, 4, 5].map((node) => `{ at: 10s, do: cut, node: 1, other: ${node} }`);
    const { session } = sessionOf(
      `${SCENARIO}openmosix: { staleness: 5s }\ntimeline: [${cuts.join(', ')}]`,
    );
    session.advance(10);
    expect(session.heard(1)).not.toEqual([]);
    session.advance(16);
    expect(session.heard(1)).toEqual([]);
  });

  it('comes in messages: one per node and second, which make an entry fresh', () => {
    const { session } = sessionOf(SCENARIO);
    session.advance(20);
    expect(session.messages(5)).toEqual([]);
    session.advance(30);
    const messages = session.messages(10);
    expect(messages).toHaveLength(5 * 10);
    for (const { from, to, at } of session.messages(1)) {
      const heard = session.heard(to).find(({ node }) => node === from);
      expect(heard!.ageSeconds).toBeLessThanOrEqual(30 - at);
    }
    expect(messages.every(({ from, to, at }) => from !== to && at >= 20 && at <= 30)).toBe(true);
  });

  it('changes nothing by being looked at', () => {
    const [watched, alone] = [sessionOf(SCENARIO), sessionOf(SCENARIO)];
    for (let at = 1; at <= 60; at++) {
      watched.session.advance(at);
      watched.session.messages(1);
      watched.session.heard(1 + (at % 5));
    }
    alone.session.advance(60);
    expect(watched.events).toEqual(alone.events);
    expect(watched.session.heard(1)).toEqual(alone.session.heard(1));
  });
});
