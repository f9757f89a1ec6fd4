import { describe, expect, it } from 'vitest';
import { ageBased } from '../../../src/scheduler/policies/age-based.js';
import type { Situation } from '../../../src/scheduler/policies/policy.js';

/** What a node with processes of these ages decides, when the way costs 8 s to an idle node. */
function decided(ages: readonly number[], factor = 1, load = 0) {
  const own = { node: 1, runnable: ages.length, countedCpus: 1, speed: 10_000, load: ages.length };
  const room = { freeBytes: 1e9, blocked: false, countedCpus: 1, speed: 10_000 };
  const candidates = ages.map((cpuSeconds, index) => ({
    ...{ pid: 1000 + index, cpuSeconds, cantmove: [], memoryBytes: 1, moveSeconds: () => 8 },
  }));
  const situation = { own, known: [{ node: 2, load, ...room }], candidates: () => candidates };
  const hooks = ageBased.create!({ parameters: { factor } } as never);
  const { decide } = hooks as Required<typeof hooks>;
  return decide(situation as unknown as Situation);
}

// Harchol-Balter & Downey 1997: a > cost / (n - m), n here, m there with it.
describe('age-based: of 3 processes, to where one would be alone, a way of 8 s', () => {
  it('moves one that is older than 8 / (3 - 1) = 4 s, and no other', () => {
    expect(decided([1, 2, 3.99])).toMatchObject({ move: undefined, reason: 'none is old enough' });
    expect(decided([1, 2, 4.01])).toMatchObject({ move: 1002, to: 2 });
  });

  it('moves the oldest of them', () => {
    expect(decided([5, 9, 7])).toMatchObject({ move: 1001 });
  });

  it('asks for twice the age where the way counts twice', () => {
    expect(decided([1, 2, 7.99], 2)).toMatchObject({ move: undefined });
    expect(decided([1, 2, 8.01], 2)).toMatchObject({ move: 1002 });
  });

  it('gains less where one is already, and nothing where as many are: 8 / (3 - 2) = 8 s', () => {
    expect(decided([1, 2, 7.99], 1, 1)).toMatchObject({ move: undefined });
    expect(decided([1, 2, 8.01], 1, 1)).toMatchObject({ move: 1002 });
    expect(decided([100, 100, 100], 1, 2)).toMatchObject({ reason: 'no node has fewer' });
  });
});
