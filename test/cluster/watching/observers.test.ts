import { describe, expect, it } from 'vitest';
import type { ClusterEvent, Subscription } from '../../../src/cluster/facts/event.js';
import { Observers } from '../../../src/cluster/watching/observers.js';

const locked = (pid: number): ClusterEvent => ({ at: pid, type: 'locked', pid });

function observed(subscription?: Subscription) {
  const observers = new Observers();
  const seen: ClusterEvent[] = [];
  const end = observers.add((event) => seen.push(event), subscription);
  return { observers, seen, end };
}

describe('an observer', () => {
  it.each<[Subscription | undefined, readonly string[]]>([
    [undefined, ['locked', 'unlocked']],
    [{ types: ['locked'] }, ['locked']],
    [{ types: ['unlocked', 'started'] }, ['unlocked']],
    [{ types: [] }, []],
  ])('of %j is told of %j until it ends', (subscription, types) => {
    const { observers, seen, end } = observed(subscription);
    const tellBoth = () => {
      observers.tell(locked(1));
      observers.tell({ ...locked(1), type: 'unlocked' } as ClusterEvent);
    };
    tellBoth();
    expect(seen.map(({ type }) => type)).toEqual(types);
    for (const type of ['locked', 'unlocked'] as const) {
      expect(observers.want(type)).toBe(types.includes(type));
    }
    end();
    tellBoth();
    expect(seen).toHaveLength(types.length);
    expect(observers.want('locked')).toBe(false);
    end();
  });

  it.each<[Subscription | undefined, boolean]>([
    [undefined, true],
    [{ types: ['locked'] }, true],
    [{ transient: true }, false],
    [{ types: ['locked'], transient: true }, false],
    [{ types: ['locked'], transient: false }, true],
  ])('of %j gets a copy of an event that is used again: %s', (subscription, isCopy) => {
    const { observers, seen } = observed(subscription);
    const event = { at: 1, type: 'locked' as const, pid: 1 };
    observers.tellReused(event);
    event.at = 9;
    expect(seen[0]!.at).toBe(isCopy ? 1 : 9);
    expect(seen[0] === event).toBe(!isCopy);
  });

  it.each<[Subscription | undefined, boolean, boolean]>([
    [undefined, true, true],
    [{ types: ['started'] }, true, false],
    [{ types: ['completed'] }, false, true],
    [{ types: ['locked'] }, false, false],
  ])('of %j wants starts %s, completions %s', (subscription, starts, completions) => {
    const { observers, end } = observed(subscription);
    expect([observers.wantStarts, observers.wantCompletions]).toEqual([starts, completions]);
    end();
    expect([observers.wantStarts, observers.wantCompletions]).toEqual([false, false]);
  });

  it('ends without another one', () => {
    const { observers, seen, end } = observed();
    const others: ClusterEvent[] = [];
    observers.add((event) => others.push(event), { types: ['locked'] });
    end();
    observers.tell(locked(1));
    expect([seen.length, others.length]).toEqual([0, 1]);
  });
});
