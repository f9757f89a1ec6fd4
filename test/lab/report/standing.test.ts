import { describe, expect, it } from 'vitest';
import { isComplete, standingOf } from '../../../src/lab/report/standing.js';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import type { Replications } from '../../../src/lab/study/study.js';
import { documentOf } from '../../support/study-results.js';

const CELLS = [{ levels: { 'openmosix.window': 2, policy: { use: 'power-of-d', d: 3 } } }];
const VARIED = { 'openmosix.window': [2, 8], policy: ['none', { use: 'power-of-d', d: 3 }] };

function runsOf(values: readonly number[], pilot = false): CellRuns {
  const runs = new CellRuns(['meanSlowdown']);
  for (const [replication, meanSlowdown] of values.entries()) {
    if (pilot) runs.add({ cell: 'a', replication, seed: 1, pilot: [meanSlowdown] });
    else runs.add({ cell: 'a', replication, seed: 1, figures: { meanSlowdown } });
  }
  return runs;
}

function standing(values: readonly number[], replications: Replications, pilots?: CellRuns) {
  const document = documentOf(CELLS, { factors: VARIED, replications });
  return standingOf(document, [{ runs: runsOf(values), pilots, runSeconds: 1 }]);
}

const TO_8_PERCENT = { measure: 'meanSlowdown', part: 0.08 };
const ROUNDS = { from: 4, to: 100, by: 4, until: TO_8_PERCENT };

describe('the standing of a study', () => {
  it('names factors by the last word of their path, and levels as a report does', () => {
    const { factors, cells } = standing([], { from: 4, to: 4, by: 1, until: undefined });
    expect(factors).toEqual(['window', 'policy']);
    expect(cells[0]!.levels).toEqual(['2', 'power-of-d, d 3']);
  });

  it('counts runs that were made of those that are wanted, and tells the mean of these', () => {
    const [cell] = standing([1, 2, 3], { from: 4, to: 4, by: 1, until: undefined }).cells;
    // Student's t of 2 degrees of freedom, 4.3027, over the root of 3.
    expect(cell).toMatchObject({ made: 3, wanted: 4, expected: 4, mean: 2, isReached: undefined });
    expect(cell!.halfWidth).toBeCloseTo(4.3027 / Math.sqrt(3), 3);
    expect(cell!.part).toBeNaN();
  });

  it('expects runs (part / wanted)^2 times as many, in whole rounds', () => {
    // Of 1, 1, 1, 1.2: mean 1.05, deviation 0.1, half-width 3.1824 * 0.05 = 0.1591, part 0.1515;
    // 4 * (0.1515 / 0.08)^2 = 14.3, in rounds of four: 16.
    const [cell] = standing([1, 1, 1, 1.2], ROUNDS).cells;
    expect(cell!.part).toBeCloseTo(0.1515, 3);
    expect(cell).toMatchObject({ made: 4, wanted: 8, expected: 16, most: 100, isReached: false });
  });

  it('expects no more runs than there may be, and no other ones where it is precise enough', () => {
    expect(standing([1, 1, 1, 9], ROUNDS).cells[0]).toMatchObject({ expected: 100 });
    const reached = standing([1, 1, 1, 1.01], ROUNDS);
    expect(reached.cells[0]).toMatchObject({ made: 4, wanted: 4, expected: 4, isReached: true });
    expect(isComplete(reached)).toBe(true);
  });

  it('counts pilot runs as runs', () => {
    const all = { from: 4, to: 4, by: 1, until: undefined };
    const [cell] = standing([], all, runsOf([1, 2, 3], true)).cells;
    expect(cell).toMatchObject({ made: 3, wanted: 14, expected: 14, most: 14 });
  });
});
