import { describe, expect, it } from 'vitest';
import { firstDifference, type Side } from '../../src/cli/running/in-step.js';
import type { ClusterEvent } from '../../src/cluster/facts/event.js';

function crash(at: number, node = 1): ClusterEvent {
  return { type: 'node-crashed', at, node, killed: 0 };
}

function side(...events: readonly ClusterEvent[]): Side {
  return { events: [...events] } as unknown as Side;
}

describe('where two runs first differ', () => {
  it.each([
    ['nowhere', [crash(1)], [crash(1)], undefined],
    ['nowhere, where nothing happens', [], [], undefined],
    [
      'in what happens',
      [crash(1), crash(2)],
      [crash(1), crash(2, 3)],
      { at: 2, events: [crash(2), crash(2, 3)] },
    ],
    [
      'in when it happens, which is the earlier time',
      [crash(1), crash(5)],
      [crash(1), crash(4)],
      { at: 4, events: [undefined, crash(4)] },
    ],
    ['where one has nothing more', [crash(1)], [], { at: 1, events: [crash(1), undefined] }],
    ['where the other one has', [], [crash(1)], { at: 1, events: [undefined, crash(1)] }],
  ])('%s', (_, a, b, difference) => {
    const sides = [side(...a), side(...b)] as const;
    expect(firstDifference(...sides)).toEqual(difference);
    // Forgotten: what comes next is compared with what comes next.
    expect(sides.map(({ events }) => events)).toEqual([[], []]);
  });
});
