import { describe, expect, it } from 'vitest';
import {
  baseLabel,
  capital,
  cellLabel,
  levelsLabel,
  measureLabel,
  measureOf,
  shortName,
} from '../../../src/lab/report/cell-names.js';
import { readCsv } from '../../../src/lab/report/csv-table.js';
import { factsOf } from '../../../src/lab/report/facts.js';
import { reportOf } from '../../../src/lab/report/report.js';
import { warningsOf } from '../../../src/lab/report/warnings.js';
import { CELL_COLUMNS, documentOf, type MadeRow, resultsOf } from '../../support/study-results.js';

const CELLS = ['none', 'jsq', 'random', 'e-pvm', 'mine'].map((policy) => ({ levels: { policy } }));
const noted = (note: string, places: readonly number[], failed = 0) =>
  resultsOf(CELLS, {
    cells: [
      CELL_COLUMNS,
      CELLS.map((_, place): MadeRow => {
        const isIt = places.includes(place);
        return [place, 'meanSlowdown', 4, 2, 1, 1, isIt ? failed : 0, isIt ? note : ''];
      }),
    ],
  });

describe('the warnings of a report', () => {
  it.each([
    [
      'one sample',
      (where: string) => `There is one sample${where}: it says nothing of how far off it is.`,
    ],
    ['not reached', (where: string) => `The precision that was asked for is not reached${where}.`],
    [
      'not settled',
      (where: string) => `How long the start lasts could not be told (MSER-5)${where}.`,
    ],
    [
      'the start weighs too much',
      (where: string) =>
        `The empty start may weigh more than the intervals say${where}: leave out more processes, or watch more.`,
    ],
    [
      'neighbouring batches depend on each other',
      (where: string) =>
        `Neighbouring batches depend on each other${where}: intervals are too narrow.`,
    ],
  ])('say of what is noted in which cells it is: %s', (note, sentence) => {
    expect(warningsOf(noted(note, []))).toEqual([]);
    expect(warningsOf(noted(note, [1]))).toEqual([sentence(' in jsq')]);
    expect(warningsOf(noted(note, [0, 1, 2]))).toEqual([sentence(' in none; jsq; random')]);
    expect(warningsOf(noted(note, [0, 1, 2, 4]))).toEqual([
      sentence(' in none; jsq; random and 1 more'),
    ]);
    expect(warningsOf(noted(note, [0, 1, 2, 3, 4]))).toEqual([sentence(' in all cells')]);
    expect(warningsOf(noted('complete', [1]))).toEqual([]);
  });

  it('say of the only cell nothing but that', () => {
    const one = {
      cells: [CELL_COLUMNS, [[0, 'meanSlowdown', 1, 2, '', '', 0, 'one sample']]],
    } as const;
    expect(warningsOf(resultsOf(CELLS.slice(0, 1), one))).toEqual([
      'There is one sample: it says nothing of how far off it is.',
    ]);
  });

  it('say where runs failed, and where processes are in no mean', () => {
    expect(warningsOf(noted('', [3], 2))).toEqual(['Runs failed in e-pvm: they are in no mean.']);
    const rows = CELLS.map((_, place): MadeRow => [place, 'meanSlowdown', 4, 2, 1, 1, 0, '']);
    const losses = new Map([
      ['hash1', { alive: 1, killed: 0 }],
      ['hash2', { alive: 0, killed: 1 }],
    ]);
    expect(warningsOf(resultsOf(CELLS, { cells: [CELL_COLUMNS, rows] }, {}, losses))).toEqual([
      'Processes were alive at the end of runs in jsq: they are in no mean of processes.',
      'Processes were killed in random: they are in no mean of processes.',
    ]);
  });
});

describe('the facts of a report', () => {
  const fact = (
    name: string,
    ...more: Parameters<typeof resultsOf> extends [unknown, ...infer R] ? R : never
  ) => factsOf(resultsOf(CELLS, ...more)).find((one) => one.name === name)?.value;
  const processes = (count: number) => ({ kind: 'processes', count }) as const;
  const until = { measure: 'meanSlowdown', part: 0.025 };

  it('are all that was asked for', () => {
    expect(factsOf(resultsOf(CELLS, {})).map(({ name, value }) => `${name}: ${value}`)).toEqual([
      'scenario: none',
      'factor policy: none · jsq · random · e-pvm · mine',
      'warm-up: none',
      'watched: all',
      "slowdown: against an idle CPU of the process's home",
      'replications: 4',
      'seed: 1',
      'program: mtop-sim 0, Node.js v20',
    ]);
  });

  it.each([
    [
      'warm-up',
      { window: { warmUp: { kind: 'seconds', seconds: 300 }, watch: undefined } },
      '5min',
    ],
    ['warm-up', { window: { warmUp: processes(7), watch: undefined } }, '7 processes'],
    ['watched', { window: { warmUp: processes(7), watch: processes(9) } }, '9 processes'],
    ['watched', { window: { warmUp: processes(7), watch: { kind: 'seconds', seconds: 2 } } }, '2s'],
    [
      'slowdown',
      { slowdown: { yardstick: 'fastest', boundSeconds: 1 } },
      'against an idle CPU of the fastest node',
    ],
    [
      'slowdown',
      { slowdown: { yardstick: 'standard', boundSeconds: 1 } },
      'against an idle CPU of speed 10000',
    ],
    ['replications', { replications: { from: 4, to: 8, by: 2, until: undefined } }, '8'],
    ['replications', { replications: { from: 8, to: 8, by: 2, until } }, '8'],
    [
      'replications',
      { replications: { from: 4, to: 8, by: 2, until } },
      'from 4 to 8 by 2, until meanSlowdown is known within 2.5 %',
    ],
    ['compared with', { compare: { policy: 'none' } }, 'policy none'],
    ['left out', { except: [] }, undefined],
  ])('say %s of %j: %s', (name, changes, value) => {
    expect(fact(name, {}, changes as never)).toBe(value);
  });

  it.each([
    [['', ''], 'by MSER-5'],
    [[20, ''], '20 processes, by MSER-5'],
    [[1, 1], '1 process, by MSER-5'],
    [[20, 35], '20 to 35 processes, by MSER-5'],
  ])('say what was cut: %j', (cuts, value) => {
    const rows = cuts.map((cut, place): MadeRow => [place, 'meanSlowdown', cut]);
    expect(fact('warm-up', { cells: ['metric truncation', rows] }, { isTruncated: true })).toBe(
      value,
    );
  });
});

describe('names in a report', () => {
  it('are those of the measures, with seconds where they are seconds', () => {
    expect(measureLabel('meanResponse')).toBe('mean response, s');
    expect(measureLabel('meanSlowdown')).toBe('mean slowdown');
    expect(measureOf('mine')).toEqual({ key: 'mine', title: 'mine', unit: 'number' });
    expect([capital('mean'), capital('')]).toEqual(['Mean', '']);
    expect([shortName('openmosix.window'), shortName('rho')]).toEqual(['window', 'rho']);
  });

  it('of cells are their levels, where these differ; policies and information speak for themselves', () => {
    const levels = { policy: 'none', information: 'told', 'openmosix.window': 3 };
    expect(levelsLabel(levels, Object.keys(levels))).toBe('none, told, window 3');
    const document = documentOf([{ levels }, { levels: { ...levels, policy: 'jsq' } }]);
    expect(cellLabel({ hash: '', levels }, document)).toBe('none');
    expect(cellLabel({ hash: '', levels }, documentOf([{ levels }]))).toBe('made up');
    expect(baseLabel({ compare: levels })).toBe(
      'policy none, information told, openmosix.window 3',
    );
    expect(baseLabel({})).toBe('');
  });
});

it('differences have stars by their p after Holm, and notes where there are none', () => {
  const p = [0.00099, 0.001, 0.0099, 0.01, 0.0499, 0.05];
  const cells = ['none', ...p.map(String), 'x', 'y'].map((policy) => ({ levels: { policy } }));
  const rows = p.map(
    (value, at): MadeRow => [at + 1, 'hash0', 'meanSlowdown', 4, 3, 0.5, value, ''],
  );
  const noteRow: MadeRow = [7, 'hash0', 'meanSlowdown', '', '', '', '', 'one sample'];
  const other: MadeRow = [8, 'hash0', 'migrations', 4, 3, 0.5, 0.5, ''];
  const columns = 'base metric n difference halfWidth pHolm note';
  const results = resultsOf(
    cells,
    { contrasts: [columns, [...rows, noteRow, other]] },
    { compare: { policy: 'none' } },
  );
  const table = reportOf(results).sections[0]!.tables[1]!;
  expect(table.title).toBe('Differences from policy none');
  expect(table.reading).toContain("Holm's correction for all 8 differences: * p < 0.05,");
  expect(table.rows.map(([, text]) => text)).toEqual([
    ...['3.00 ± 0.50 ***', '3.00 ± 0.50 **', '3.00 ± 0.50 **', '3.00 ± 0.50 *', '3.00 ± 0.50 *'],
    ...['3.00 ± 0.50', 'one sample', '–'],
  ]);
});

it.each([
  ['a,b\n1,2\n', ['1', '2']],
  ['a,b\r\n1,2\r\n', ['1', '2']],
  ['a,b\n1,2', ['1', '2']],
  ['a,b\n"1,5","say ""x"""\n', ['1,5', 'say "x"']],
  ['a,b\n"",\n', ['', '']],
  ['a,b\n,2\n', ['', '2']],
  ['a,b\n1\n', ['1', '']],
])('a table %j has the fields %j', (text, [a, b]) => {
  const rows = readCsv(text);
  expect(rows).toHaveLength(1);
  expect([rows[0]!.text('a'), rows[0]!.text('b'), rows[0]!.text('c')]).toEqual([a, b, '']);
  expect(rows[0]!.number('c')).toBeNaN();
});
