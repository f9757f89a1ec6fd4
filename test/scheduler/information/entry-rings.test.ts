import { describe, expect, it } from 'vitest';
import { asNodeIndex } from '../../../src/cluster/node-index.js';
import { blankEntry, EntryRings } from '../../../src/scheduler/information/entry-rings.js';

describe('the entries that strangers make up', () => {
  it('take the room of those that nobody believes any more: 10 a second for 12 s need 120', () => {
    const rings = new EntryRings(2, 3);
    const ids = new Set<number>();
    const stranger = asNodeIndex(2);
    for (let message = 0; message < 100_000; message++) {
      const now = message / 10;
      const id = rings.forge(stranger, { ...blankEntry(), node: 9, measuredAt: now }, now - 12);
      ids.add(id);
      expect(rings.about(id)).toBe(stranger);
      expect(rings.measuredAt(id)).toBe(now);
    }
    expect(ids.size).toBeLessThanOrEqual(122);
  });

  it('are kept while somebody may believe them', () => {
    const rings = new EntryRings(1, 1);
    const forge = (now: number) =>
      rings.forge(
        asNodeIndex(1),
        { ...blankEntry(), node: 7, load: now, measuredAt: now },
        now - 3,
      );
    const times = [0, 1, 1, 2, 2, 2, 3, 5, 6, 6, 7, 9, 30, 31, 31, 31, 31];
    const kept: { readonly id: ReturnType<typeof forge>; readonly now: number }[] = [];
    for (const now of times) {
      kept.push({ id: forge(now), now });
      for (const one of kept.filter((other) => other.now >= now - 3)) {
        expect(rings.measuredAt(one.id)).toBe(one.now);
      }
    }
  });
});
