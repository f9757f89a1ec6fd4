import { describe, expect, it } from 'vitest';
import type { Policy } from '../../src/scheduler/policies/policy.js';
import { policies } from '../../src/scheduler/policies/registry.js';
import type { Explanation } from '../../src/session/session.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';
import { shipped } from '../support/shipped.js';

/** Auckland after a minute, when processes are everywhere. */
function minuteUnder(policy: string) {
  const found = policies.find(({ name }) => name === policy)!;
  const session = createSession({ ...shipped('auckland'), policy }, { policy: found });
  session.advance(60);
  return session;
}

const all = (policy: string): readonly Explanation[] => {
  const session = minuteUnder(policy);
  return session
    .view()
    .processes()
    .map(({ pid }) => session.explain(pid)!);
};

/** Those that the policy could have moved. */
const free = (policy: string) =>
  all(policy).filter(({ verdict }) => !/cannot move|on its way|less than/.test(verdict));

describe('why, under every policy that comes with mtop-sim', () => {
  it.each(policies.map(({ name }) => name))('has a sentence of its own: %s', (policy) => {
    const explained = free(policy);
    expect(explained.length).toBeGreaterThan(10);
    for (const { verdict } of explained) {
      expect(verdict).toMatch(/^it (stays|goes to node \d+)/);
      expect(verdict).not.toMatch(/does not say|undefined|NaN/);
    }
  });

  it.each(policies.map(({ name }) => name).filter((name) => name !== 'none' && name !== 'random'))(
    'says of each node that is known which term lost: %s',
    (policy) => {
      for (const { forecasts, to } of free(policy)) {
        for (const { node, verdict } of forecasts) {
          if (node === to) expect(verdict).toBeUndefined();
          else expect(verdict).toMatch(/\w/);
          expect(verdict ?? '').not.toMatch(/undefined|NaN|Infinity/);
          expect((verdict ?? '').length).toBeLessThanOrEqual(29);
        }
      }
    },
  );

  it.each(policies.map(({ name }) => name))('asking changes nothing: %s', (policy) => {
    const asked = minuteUnder(policy);
    for (const { pid } of asked.view().processes()) asked.explain(pid);
    const left = minuteUnder(policy);
    for (const session of [asked, left]) session.advance(90);
    expect(asked.view().processes()).toEqual(left.view().processes());
  });

  it.each([
    ['power-of-d', 'the least loaded of 2'],
    ['random', 'drawn at random'],
    ['round-robin', 'its turn'],
    ['e-pvm', 'it costs least there'],
  ])('says why a process was started away from its home: %s', (policy, reason) => {
    const started = all(policy).filter(({ whyHere }) => whyHere.includes('not at its home'));
    expect(started.length).toBeGreaterThan(3);
    for (const { node, home, whyHere } of started) {
      expect(whyHere).toBe(`it was started on node ${node}, not at its home ${home}: ${reason}`);
    }
  });

  // 3 nodes take turns, and process 1000 was the first to start: node 1 had its turn.
  it('counts the starts until the turn of a node', () => {
    const scenario = scenarioOf(`
policy: none
nodes: [{ count: 3, name: "node%d" }]
workload: [{ home: node1, work: endless }]`);
    const policy = policies.find(({ name }) => name === 'round-robin')!;
    const session = createSession(scenario, { policy });
    session.advance(5);
    const { forecasts } = session.explain(1000)!;
    expect(forecasts.map(({ verdict }) => verdict)).toEqual([
      'it is here',
      'the next start',
      'after 1 start',
    ]);
  });
});

describe('why, under a policy of the user’s', () => {
  it('says what the policy said, and that it does not say more', () => {
    const scenario = shipped('auckland');
    const own: Policy = {
      name: 'mine',
      about: 'waits',
      scope: 'node',
      decide: () => ({ move: undefined, reason: 'it is too early' }),
    };
    const session = createSession(scenario, { policy: own });
    session.advance(10);
    const said = session
      .view()
      .processes()
      .map(({ pid }) => session.explain(pid)!.verdict);
    expect(said.filter((verdict) => verdict.includes('too early'))[0]).toMatch(
      /^it stays: it is too early \(node \d, .* ago\); why not elsewhere, policy mine does not say$/,
    );
  });
});
