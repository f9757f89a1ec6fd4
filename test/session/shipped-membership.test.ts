import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';
import type { Scenario } from '../../src/scenario/scenario.js';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from '../scenario/parse-text.js';

function shipped(name: string): Scenario {
  const file = new URL(`../../config/${name}.yaml`, import.meta.url);
  return scenarioOf(readFileSync(file, 'utf8'), `config/${name}.yaml`);
}

/** A session of a scenario, its events, and how many processes run on each node at a time. */
function play(scenario: Scenario) {
  const session = createSession(scenario, { policy: openmosix });
  const events: ClusterEvent[] = [];
  session.subscribe((event) => events.push(event));
  const runnableAt = (seconds: number) => {
    session.advance(seconds);
    return session
      .view()
      .nodes()
      .map(({ runnable }) => runnable);
  };
  return { session, events, runnableAt };
}

describe('what a shipped scenario says of itself is so:', () => {
  it('network-cut: both halves go on, and spread again after the healing', () => {
    const { runnableAt, events } = play(shipped('network-cut'));
    expect(runnableAt(59)).toEqual([1, 1, 1, 1]);
    expect(runnableAt(179)).toEqual([3, 3, 1, 1]);
    expect(runnableAt(200)).toEqual([2, 2, 2, 2]);
    const far = (event: ClusterEvent) =>
      event.type === 'migrated' && event.from <= 2 !== event.to <= 2 && event.at;
    expect(events.map(far).filter((at) => at && at > 60 && at < 180)).toEqual([]);
    expect(events.some(({ type }) => type === 'killed')).toBe(false);
  });

  it('autodiscovery: cm223 is found when it announces itself on eth0, and used within seconds', () => {
    const { runnableAt, events } = play(shipped('autodiscovery'));
    expect(runnableAt(59)).toEqual([2, 2, 2, 0]);
    expect(runnableAt(70)[3]).toBeGreaterThan(0);
    expect(events).toContainEqual({ at: 60, type: 'node-found', node: 2783, by: 3 });
  });

  it('strangers: nothing balances until ten seconds after the last message of the stranger', () => {
    const { runnableAt, events } = play(shipped('strangers'));
    expect(runnableAt(60)).toEqual([8, 0, 0, 0]);
    expect(runnableAt(100)).toEqual([2, 2, 2, 2]);
    expect(events.some((event) => event.type === 'refused')).toBe(true);
  });

  it('strangers: with secureports the load spreads at once', () => {
    const scenario = shipped('strangers');
    const secure = { ...scenario, kernel: { ...scenario.kernel, secureports: true } };
    expect(play(secure).runnableAt(45)).toEqual([2, 2, 2, 2]);
  });

  it('topology: two seconds within a site, almost three minutes between the sites', () => {
    const { session, events } = play(shipped('topology'));
    session.advance(600);
    const seconds = (within: boolean) =>
      events.flatMap((event) =>
        event.type === 'migrated' && (event.from <= 3 === event.to <= 3) === within
          ? [event.seconds]
          : [],
      );
    expect(Math.min(...seconds(true))).toBeCloseTo(0.006 + (200 * 2 ** 20) / 125e6, 6);
    expect(Math.min(...seconds(false))).toBeCloseTo(1 + (200 * 2 ** 20) / 1.25e6, 6);
  });

  it('noht: the third process moves', () => {
    const { runnableAt } = play(shipped('noht'));
    expect(runnableAt(119)).toEqual([2, 0]);
    expect(runnableAt(150)).toEqual([2, 1]);
  });

  it('faults: crashes kill guests and nobody else, and nodes come back', () => {
    const { session, events } = play(shipped('faults'));
    session.advance(4 * 3600);
    const deaths = events.filter((event) => event.type === 'killed');
    expect(deaths.length).toBeGreaterThan(0);
    expect(new Set(deaths.map(({ cause }) => cause))).toEqual(new Set(['node died']));
    expect(events.filter(({ type }) => type === 'node-crashed').length).toBeGreaterThan(10);
    expect(events.filter(({ type }) => type === 'node-recovered').length).toBeGreaterThan(10);
  });
});
