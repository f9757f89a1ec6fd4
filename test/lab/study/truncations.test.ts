import { describe, expect, it } from 'vitest';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import { PILOTS, truncationsOf } from '../../../src/lab/study/truncations.js';

/** Pilot runs that settle after so many batches of five: 1 before, about 2 after. */
function pilots(settled: number, count = PILOTS): CellRuns {
  const runs = new CellRuns([]);
  for (let replication = 0; replication < count; replication++) {
    const pilot = Array.from({ length: 400 }, (_, i) =>
      i < settled ? 1 : 2 + ((i + replication) % 2) / 100,
    );
    runs.add({ cell: 'a', replication, seed: 1, pilot });
  }
  return runs;
}

const cell = (policy: string, rho: number) => ({ levels: { policy, rho }, settings: [] });

describe('the warm-up of the cells of a study', () => {
  const cells = [cell('a', 1), cell('b', 1), cell('a', 2)];

  it('is the largest of those that are compared with each other', () => {
    const found = truncationsOf({ cells, base: { policy: 'a' } }, [
      ...[pilots(20), pilots(50), pilots(30)],
    ]);
    expect(found.map((one) => one?.cut)).toEqual([250, 250, 150]);
    expect(found.map((one) => one?.isDoubtful)).toEqual([false, false, false]);
  });

  it('is that of each cell where nothing is compared', () => {
    const found = truncationsOf({ cells, base: undefined }, [pilots(20), pilots(50), pilots(30)]);
    expect(found.map((one) => one?.cut)).toEqual([100, 250, 150]);
  });

  it('is not known before all pilot runs of the compared are there', () => {
    const found = truncationsOf({ cells, base: { policy: 'a' } }, [
      ...[pilots(20), pilots(50, PILOTS - 1), pilots(30)],
    ]);
    expect(found.map((one) => one?.cut)).toEqual([undefined, undefined, 150]);
  });
});
