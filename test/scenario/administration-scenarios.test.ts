import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { openmosix } from '../../src/scheduler/policies/openmosix.js';
import { createSession } from '../../src/session/simulated.js';
import { scenarioOf } from './parse-text.js';

/** How many processes run on each node of a shipped scenario at these times. */
function populations(name: string, times: readonly number[]): number[][] {
  const file = `config/${name}.yaml`;
  const text = readFileSync(new URL(`../../${file}`, import.meta.url), 'utf8');
  const session = createSession(scenarioOf(text, file), { policy: openmosix });
  return times.map((time) => {
    session.advance(time);
    return session
      .view()
      .nodes()
      .map((node) => node.local + node.guests);
  });
}

describe('a shipped scenario of administration', () => {
  it('administration: stay keeps, block refuses, expel empties, bring fetches', () => {
    const [balanced, kept, , expelled, , brought, atEnd] = populations(
      'administration',
      [29, 59, 89, 119, 149, 179, 239],
    );
    expect(balanced).toEqual([2, 2, 2, 2]);
    expect(kept).toEqual([3, 2, 2, 2]);
    expect(expelled![2]).toBe(0);
    expect(brought).toEqual([8, 0, 0, 0]);
    expect(Math.max(...atEnd!) - Math.min(...atEnd!)).toBeLessThanOrEqual(1);
  });

  it('master-node: whose speed is set low is emptied', () => {
    const [before, after] = populations('master-node', [59, 179]);
    expect(before![0]).toBe(2);
    expect(after![0]).toBe(0);
  });

  it('locked-by-accident: nothing leaves until it is unlocked', () => {
    const [locked, one, cured] = populations('locked-by-accident', [59, 89, 179]);
    expect(locked).toEqual([4, 0, 0, 0]);
    // The daemon itself is stopped and stays.
    expect(one![0]).toBe(4);
    expect(cured).toEqual([2, 1, 1, 1]);
  });
});
