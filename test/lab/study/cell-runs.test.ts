import { describe, expect, it } from 'vitest';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';

describe('the runs of a cell', () => {
  it.each([1, 16, 40])('keep all values, whatever room they have at first: %d', (room) => {
    const runs = new CellRuns(['a', 'b'], room);
    for (let replication = 99; replication >= 0; replication--) {
      const by = { user: { ann: { meanSlowdown: replication } } };
      const row = { cell: 'x', replication, seed: replication + 1 };
      if (replication % 2 === 0) runs.add({ ...row, figures: { a: replication, b: null }, by });
      else runs.addFigures(replication, replication + 1, Float64Array.of(replication, -1));
    }
    expect(runs.count).toBe(100);
    for (let replication = 0; replication < 100; replication++) {
      const isEven = replication % 2 === 0;
      expect(runs.seed(replication)).toBe(replication + 1);
      expect(runs.value('a', replication)).toBe(replication);
      expect(runs.value('b', replication)).toBe(isEven ? Number.NaN : -1);
      const ofAnn = runs.ofClass('user', 'ann', 'meanSlowdown', replication);
      expect(ofAnn).toBe(isEven ? replication : Number.NaN);
    }
    expect(runs.has(100)).toBe(false);
  });
});
