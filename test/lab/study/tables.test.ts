import { describe, expect, it } from 'vitest';
import { SlowdownSums } from '../../../src/lab/slowdown-sums.js';
import { CellRuns } from '../../../src/lab/study/cell-runs.js';
import type { CellState } from '../../../src/lab/study/progress.js';
import { cellTable } from '../../../src/lab/study/tables/cell-table.js';
import { classTable } from '../../../src/lab/study/tables/class-table.js';
import { contrastTable } from '../../../src/lab/study/tables/contrast-table.js';
import { gainTable } from '../../../src/lab/study/tables/gain-table.js';
import { runTable } from '../../../src/lab/study/tables/run-table.js';
import { sampleTable } from '../../../src/lab/study/tables/sample-table.js';
import { loadTable, pilotTable, stayTable } from '../../../src/lab/study/tables/series-table.js';
import type { ResultCell, Results, Table } from '../../../src/lab/study/tables/table.js';

type Value = number | string;

const METRIC = 'meanResponse';

/** A cell whose runs have these values of the mean response; a text: why one failed. */
function cell(
  policy: string,
  values: readonly Value[],
  state: Partial<CellState> = {},
  more: Partial<ResultCell> = {},
): ResultCell {
  const runs = new CellRuns([METRIC]);
  for (const [replication, value] of values.entries()) {
    const row = { cell: policy, replication, seed: 10 + replication };
    if (typeof value === 'string') runs.add({ ...row, failed: value });
    else {
      const by = { user: { ann: { [METRIC]: value }, bob: { [METRIC]: null } } };
      runs.add({ ...row, figures: { [METRIC]: value }, by });
    }
  }
  return {
    ...{ hash: `hash-${policy}`, levels: { policy }, runs, truncation: undefined },
    state: { wanted: values.length, missing: [], isReached: undefined, ...state },
    ...more,
  };
}

function results(cells: readonly ResultCell[], study: Partial<Results['study']> = {}): Results {
  return {
    study: {
      ...{ factors: { policy: cells.map(({ levels }) => levels.policy!) }, metrics: [METRIC] },
      ...{ replications: { from: 2, to: 2, by: 1, until: undefined }, base: undefined },
      ...{ by: [], bounds: [], ...study },
    },
    cells,
  };
}

/** Its rows without what says which cell they are of, by their columns. */
function read(table: Table): Record<string, Value>[] {
  const [names, ...rows] = [...table];
  return rows.map((row) => Object.fromEntries(names!.map((name, at) => [name, row[at]!])));
}

describe('the table of cells', () => {
  const noteOf = (...one: Parameters<typeof cell>) => read(cellTable(results([cell(...one)])))[0]!;

  it('has the mean of each measure with its interval', () => {
    expect(read(cellTable(results([cell('none', [1, 2, 3, 'no'])])))).toEqual([
      {
        ...{ cell: 'hash-none', policy: 'none', metric: METRIC, n: 3, mean: 2, sd: 1 },
        ...{ halfWidth: expect.closeTo(4.302653 / Math.sqrt(3), 5), failed: 1, note: '' },
        ...{ truncation: '', reached: '', lagOne: '' },
      },
    ]);
  });

  it.each([
    ['not complete', [1], { missing: [1] }],
    ['one sample', [1], {}],
    ['not reached', [1, 2], { isReached: false }],
    ['', [1, 2], { isReached: true }],
    ['', [], {}],
  ])('says: %s', (note, values, state) => {
    expect(noteOf('none', values, state).note).toBe(note);
  });

  it('says whether a precision is reached, and what is left out', () => {
    expect(noteOf('none', [1, 2], { isReached: true }).reached).toBe('yes');
    expect(noteOf('none', [1, 2], { isReached: false }).reached).toBe('no');
    const doubtful = { truncation: { cut: 15, isDoubtful: true } };
    expect(noteOf('none', [1, 2], {}, doubtful)).toMatchObject({
      truncation: 15,
      note: 'not settled',
    });
    const settled = { truncation: { cut: 15, isDoubtful: false } };
    expect(noteOf('none', [1, 2], {}, settled)).toMatchObject({ truncation: 15, note: '' });
  });

  // Twice 2 / sqrt 5 = 0.894 is the limit for five batches.
  it.each([
    [[1, 2, 3, 4, 5], 1, 'neighbouring batches depend on each other'],
    [[5, 4, 3, 2, 1], 1, 'neighbouring batches depend on each other'],
    [[1, -1, 1, -1, 1], -1, 'neighbouring batches depend on each other'],
    [[1, 2, 1, 1, 2], -0.577, ''],
  ])('tells of batches %j of one run whether they depend on each other', (values, lagOne, note) => {
    const runs = new CellRuns([METRIC]);
    runs.add({ cell: 'a', replication: 0, seed: 1, batches: { [METRIC]: values } });
    const found = noteOf('none', [], { wanted: 1 }, { runs });
    expect(found).toMatchObject({ n: 5, note, lagOne: expect.closeTo(lagOne, 3) });
  });
});

describe('the table of runs', () => {
  it('has those that count and were run, failed or not', () => {
    const one = cell('none', [1, 'no', 3, 4], { wanted: 3 });
    expect([...runTable(results([one]))]).toEqual([
      ['cell', 'policy', 'replication', 'seed', METRIC, 'failed'],
      ['hash-none', 'none', 0, 10, 1, ''],
      ['hash-none', 'none', 1, 11, '', 'no'],
      ['hash-none', 'none', 2, 12, 3, ''],
    ]);
    expect([...runTable(results([cell('none', [1], { wanted: 2 })]))]).toHaveLength(2);
  });
});

describe('the table of classes', () => {
  it('has the means of each class of processes; of a class without a figure none', () => {
    const one = cell('none', [1, 3, 100], { wanted: 2 });
    const rows = read(
      classTable(results([one], { by: ['user'], metrics: [METRIC, 'utilisation'] })),
    );
    expect(rows).toEqual([
      {
        ...{ cell: 'hash-none', policy: 'none', by: 'user', class: 'ann', metric: METRIC, n: 2 },
        ...{ mean: 2, halfWidth: expect.closeTo(12.7062, 4), sd: expect.closeTo(Math.SQRT2, 12) },
      },
      {
        ...{ cell: 'hash-none', policy: 'none', by: 'user', class: 'bob', metric: METRIC, n: 0 },
        ...{ mean: '', halfWidth: '', sd: '' },
      },
    ]);
  });
});

describe('the table of contrasts', () => {
  const base = cell('none', [10, 20, 30, 40]);
  const contrast = (...values: Value[]) =>
    read(contrastTable(results([base, cell('a', values)], { base: { policy: 'none' } })));

  it('is empty where nothing is compared', () => {
    expect(read(contrastTable(results([base, cell('a', [1])])))).toEqual([]);
    const other = { base: { policy: 'there is none' } };
    expect(read(contrastTable(results([base, cell('a', [1])], other)))).toEqual([]);
  });

  it('compares each cell with the one it is to be compared with, run by run', () => {
    const rows = contrast(11, 22, 33, 'no', 55);
    expect(rows).toHaveLength(1);
    expect(rows[0]).toMatchObject({
      ...{ cell: 'hash-a', policy: 'a', base: 'hash-none', metric: METRIC, n: 3, difference: 2 },
      ...{ p: expect.closeTo(0.0742, 4), pHolm: expect.closeTo(0.0742, 4), note: '' },
      ratio: expect.closeTo(1.1, 12),
    });
  });

  it.each([
    ['not defined', ['no', 'no']],
    ['one sample', [1, 'no']],
  ])('says why there is none: %s', (note, values) => {
    expect(contrast(...values)).toEqual([
      expect.objectContaining({ note, n: '', difference: '', ratioHigh: '' }),
    ]);
  });

  // The p of 0.0742 twice: twice that after Holm.
  it('corrects for as many comparisons as there are', () => {
    const cells = [base, cell('a', [11, 22, 33]), cell('b', [1]), cell('c', [9, 18, 27])];
    const rows = read(contrastTable(results(cells, { base: { policy: 'none' } })));
    expect(rows.map(({ policy }) => policy)).toEqual(['a', 'b', 'c']);
    expect(rows.map(({ pHolm }) => pHolm)).toEqual([
      ...[expect.closeTo(0.1484, 3), '', expect.closeTo(0.1484, 3)],
    ]);
  });
});

describe('the table of gains', () => {
  const bounds = [{ measure: METRIC, worst: { policy: 'worst' }, best: { policy: 'best' } }];
  const gains = (values: readonly Value[], study: Partial<Results['study']> = {}, more = {}) => {
    const cells = [cell('worst', [10, 20]), cell('best', [2, 4]), cell('a', values, {}, more)];
    return read(gainTable(results(cells, { bounds, ...study })))[2]!;
  };

  // Of 8 and 16 that could be gained, 6 and 12 are.
  it('is how much of what could be gained a cell has', () => {
    expect(gains([4, 8])).toMatchObject({
      ...{ metric: METRIC, n: 2, value: 6, worst: 15, best: 3, gain: 0.75, note: '' },
    });
    const own = read(
      gainTable(results([cell('worst', [10, 20]), cell('best', [2, 4])], { bounds })),
    );
    expect(own.map(({ gain }) => gain)).toEqual([0, 1]);
  });

  it.each([
    ['not defined', ['no', 'no'], {}],
    ['one sample', ['no', 8], {}],
    ['no such worst cell', [4, 8], { worst: { policy: 'x' } }],
    ['no such best cell', [4, 8], { best: { policy: 'x' } }],
    ['erlang-c needs equal nodes and Poisson arrivals', [4, 8], { best: 'erlang-c' as const }],
  ])('says why there is none: %s', (note, values, changes) => {
    const row = gains(values, { bounds: [{ ...bounds[0]!, ...changes }] });
    expect(row).toMatchObject({ note, n: '', value: '', worst: '', best: '', gain: '' });
    expect(row).toMatchObject({ gainLow: '', gainHigh: '' });
  });

  it('may be of what one queue for all would do: a time is in seconds, a slowdown is not', () => {
    const theory = { load: 0.5, aloneSeconds: 5, together: 2 };
    const of = (measure: string) => {
      const bound = [{ measure, worst: { policy: 'worst' }, best: 'erlang-c' as const }];
      const runs = (values: number[]) => {
        const made = new CellRuns([measure]);
        for (const [replication, value] of values.entries()) {
          made.add({ cell: 'a', replication, seed: 1, figures: { [measure]: value } });
        }
        return { runs: made, theory };
      };
      const cells = [
        cell('worst', [0, 0], {}, runs([20, 30])),
        cell('a', [0, 0], {}, runs([15, 20])),
      ];
      return read(gainTable(results(cells, { bounds: bound })))[1]!;
    };
    expect(of(METRIC)).toMatchObject({ best: 10, gain: 0.5 });
    expect(of('meanSlowdown')).toMatchObject({ best: 2, gain: expect.closeTo(7.5 / 23, 12) });
  });
});

describe('the tables over values and over time', () => {
  const [one, other] = [cell('a', [1]), cell('b', [1])];
  const both = results([one, other]);

  it('have bins of 1 %, those with processes', () => {
    const sums = new SlowdownSums();
    sums.add([100, 3]);
    const alone = read(sampleTable(both, new Map([[one, sums]])));
    expect(alone).toMatchObject([{ policy: 'a', count: 3, n: 1, slower: 0, halfWidth: '' }]);
    sums.add([0, 2]);
    const rows = read(sampleTable(both, new Map([[one, sums]])));
    // Parts 1 and 0 beyond bin 0: t(.975, 1) * sqrt(1/2) / sqrt 2 = 12.706 / 2.
    expect(rows).toMatchObject([
      { policy: 'a', count: 2, n: 2, slower: 0.5, halfWidth: expect.closeTo(6.353, 3) },
      { policy: 'a', count: 3, n: 2, slower: 0, halfWidth: 0 },
    ]);
    expect(rows[0]).toMatchObject({ from: 1, to: expect.closeTo(1.01, 3) });
  });

  it('have the load of each node by the second', () => {
    const loads = {
      everySeconds: 10,
      nodes: [1, 7],
      loads: [
        [0.5, 1],
        [2, 3],
      ],
    };
    expect([...loadTable(both, new Map([[other, loads]]))].slice(1)).toEqual([
      ...[
        ['hash-b', 'b', 0, 1, 0.5],
        ['hash-b', 'b', 0, 7, 1],
      ],
      ...[
        ['hash-b', 'b', 10, 1, 2],
        ['hash-b', 'b', 10, 7, 3],
      ],
    ]);
  });

  it('have each process where it was, and the nodes on which none was', () => {
    const stays = {
      ...{ fromSeconds: 5, toSeconds: 30 },
      nodes: [
        [1, 2],
        [7, 1],
      ] as const,
      stays: [
        [11, 7, 1, 5, 8],
        [12, 1, 1, 6, 30],
      ] as const,
    };
    expect([...stayTable(both, new Map([[other, stays]]))].slice(1)).toEqual([
      ['hash-b', 'b', 1, 2, 11, 7, 5, 8],
      ['hash-b', 'b', 1, 2, 12, 1, 6, 30],
      ['hash-b', 'b', 7, 1, '', '', 5, 30],
    ]);
  });

  it('have the pilot runs, five processes a row', () => {
    expect([...pilotTable(both, new Map([[one, [4, 2]]]))].slice(1)).toEqual([
      ...[
        ['hash-a', 'a', 0, 4],
        ['hash-a', 'a', 5, 2],
      ],
    ]);
  });
});
