import { describe, expect, it } from 'vitest';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import { allValuesOf, failuresOf, stateOf, valuesOf } from '../../../src/lab/study/progress.js';

/** Runs with a value each; undefined: not run, NaN: it has none, a text: it failed. */
function runsOf(values: readonly (number | string | undefined)[]): CellRuns {
  const runs = new CellRuns(['m']);
  for (const [replication, value] of values.entries()) {
    const row = { cell: 'a', replication, seed: 7 + replication };
    if (typeof value === 'string') runs.add({ ...row, failed: value });
    else if (value !== undefined) runs.add({ ...row, figures: { m: value } });
  }
  return runs;
}

const plan = { from: 4, to: 9, by: 3, until: undefined };
/** Half width over mean of 1, 3: t(1) = 12.706 times 1 over 2; of 9 and 11 and 9 and 11: 0.184. */
const until = { measure: 'm', part: 0.184 };

describe('how far a cell has come', () => {
  it.each([
    ['nothing', [], { wanted: 4, missing: [0, 1, 2, 3] }],
    ['part of it', [1, undefined, 1], { wanted: 4, missing: [1, 3] }],
    ['all', [1, 2, 3, 4], { wanted: 4, missing: [] }],
    ['a run that failed', ['no', 2, 3, 4], { wanted: 4, missing: [] }],
  ])('without a precision is by the first runs: %s', (_what, values, state) => {
    expect(stateOf(runsOf(values), plan)).toEqual({ ...state, isReached: undefined });
    expect(stateOf(runsOf(values), { ...plan, to: 4 })).toEqual({ ...state, isReached: undefined });
  });

  it.each([
    ['some are missing', [9, 11, 9], { wanted: 4, missing: [3], isReached: false }],
    ['just so precise', [9, 11, 9, 11], { wanted: 4, missing: [], isReached: true }],
    ['not so precise', [9, 11, 9, 11.1], { wanted: 7, missing: [4, 5, 6], isReached: false }],
    [
      'in the second round',
      [9, 11, 9, 11.1, 10, 10, 10],
      { wanted: 7, missing: [], isReached: true },
    ],
    [
      'a round is not whole',
      [9, 11, 9, 11.1, 10, 10],
      { wanted: 7, missing: [6], isReached: false },
    ],
    [
      'the last round is shorter',
      [1, 99, 1, 99, 1, 99, 1],
      { wanted: 9, missing: [7, 8], isReached: false },
    ],
    ['never', [1, 99, 1, 99, 1, 99, 1, 99, 1], { wanted: 9, missing: [], isReached: false }],
    ['less than nothing', [-9, -11, -9, -11], { wanted: 4, missing: [], isReached: true }],
    [
      'one value says nothing',
      [9, 'no', Number.NaN, 'no'],
      { wanted: 7, missing: [4, 5, 6], isReached: false },
    ],
    ['two alike', [9, 'no', Number.NaN, 9], { wanted: 4, missing: [], isReached: true }],
  ])('with a precision is by whole rounds: %s', (_what, values, state) => {
    expect(stateOf(runsOf(values), { ...plan, until })).toEqual(state);
  });
});

describe('the values of a cell', () => {
  const runs = runsOf([1, 'no', Number.NaN, undefined, 5, 'late']);
  const state = { wanted: 5, missing: [], isReached: undefined };

  it('are those of the replications that count', () => {
    expect(allValuesOf({ runs, state }, 'm')).toEqual([1, ...Array(3).fill(Number.NaN), 5]);
    expect(valuesOf({ runs, state }, 'm')).toEqual([1, 5]);
    expect(valuesOf({ runs, state: { ...state, wanted: 4 } }, 'm')).toEqual([1]);
    expect(failuresOf({ runs, state })).toBe(1);
    expect(failuresOf({ runs, state: { ...state, wanted: 6 } })).toBe(2);
  });

  it('are the batches of one long run', () => {
    const long = new CellRuns(['m']);
    long.add({ cell: 'a', replication: 0, seed: 7, figures: { m: 2 }, batches: { m: [1, 2, 3] } });
    expect(allValuesOf({ runs: long, state: { ...state, wanted: 1 } }, 'm')).toEqual([1, 2, 3]);
  });
});

describe('the runs of a cell', () => {
  it('are known by their numbers, however many come in whatever order', () => {
    const runs = new CellRuns(['m']);
    const order = [0, 16, 15, 3, 17, 400, 3];
    for (const replication of order) {
      const by = { user: { ann: { m: 2 * replication } } };
      const row = { cell: 'a', replication, seed: -replication, by };
      runs.add({ ...row, figures: { m: replication, n: 1 } });
    }
    expect(runs.count).toBe(6);
    for (let replication = 0; replication < 999; replication++) {
      const isThere = order.includes(replication);
      expect(runs.has(replication)).toBe(isThere);
      expect(runs.value('m', replication)).toBe(isThere ? replication : Number.NaN);
      if (isThere) expect(runs.seed(replication)).toBe(-replication);
      expect(runs.ofClass('user', 'ann', 'm', replication)).toBe(
        isThere ? 2 * replication : Number.NaN,
      );
    }
    expect([runs.value('n', 0), runs.ofClass('user', 'bob', 'm', 0)]).toEqual(
      Array(2).fill(Number.NaN),
    );
  });

  it('have their classes in the order of their numbers', () => {
    const runs = new CellRuns([]);
    const own = { m: 1 };
    const by = { decile: { 10: own, 9: own, 2: own }, user: { b: own, a: own } };
    runs.add({ cell: 'a', replication: 0, seed: 1, by });
    expect(runs.classes('decile')).toEqual(['2', '9', '10']);
    expect(runs.classes('user')).toEqual(['a', 'b']);
    expect(runs.classes('home')).toEqual([]);
  });

  it('take the last word: a run that failed may be run again', () => {
    const runs = runsOf(['no']);
    expect([runs.failure(0), runs.value('m', 0)]).toEqual(['no', Number.NaN]);
    runs.add({ cell: 'a', replication: 0, seed: 7, figures: { m: 1 }, pilot: [2] });
    expect([runs.failure(0), runs.value('m', 0), runs.count]).toEqual([undefined, 1, 1]);
    expect([runs.pilot(0), runs.pilot(1), runs.batches('m')]).toEqual([[2], undefined, undefined]);
  });
});
