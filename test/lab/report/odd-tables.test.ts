import { expect, it } from 'vitest';
import { classCharts } from '../../../src/lab/report/class-chart.js';
import { gainChart } from '../../../src/lab/report/gain-chart.js';
import { StudyResults } from '../../../src/lab/report/study-results.js';
import { documentOf, type MadeRow, resultsOf } from '../../support/study-results.js';

const CELLS = [{ levels: { policy: 'none' } }, { levels: { policy: 'jsq' } }];

it('classes are shown of the mean slowdown, or else of the first metric that they have', () => {
  const columns = 'by class metric n mean halfWidth sd';
  const rows: readonly MadeRow[] = [
    [0, 'user', 'ann', 'meanResponse', 4, 7, 1, 1],
    [0, 'user', 'ann', 'meanSlowdown', 4, 2, 1, 1],
    [0, 'user', 'bob', 'meanResponse', 0, '', '', ''],
  ];
  const shown = (metrics: readonly string[], table = rows) =>
    classCharts(resultsOf(CELLS, { classes: [columns, table] }, { metrics })).map(({ data }) =>
      data.rows.map(({ x, y }) => [x, y]),
    );
  expect(shown(['makespan', 'meanResponse', 'meanSlowdown'])).toEqual([[['ann', 2]]]);
  expect(shown(['makespan', 'meanResponse'])).toEqual([[['ann', 7]]]);
  expect(shown(['makespan'])).toEqual([]);
  expect(shown(['meanSlowdown'], [])).toEqual([]);
});

it('gains that are not defined are not drawn, and no chart of none', () => {
  const columns = 'metric n value worst best gain gainLow gainHigh note';
  const none: MadeRow = [0, 'meanSlowdown', '', '', '', '', '', '', 'one sample'];
  const some: MadeRow = [1, 'meanSlowdown', 4, 2, 5, 1.5, 0.5, 0.4, 0.6, ''];
  expect(gainChart(resultsOf(CELLS, { gains: [columns, [none]] }))).toBeUndefined();
  const rows = gainChart(resultsOf(CELLS, { gains: [columns, [none, some]] }))!.data.rows;
  expect(rows.map(({ x, y }) => [x, y])).toEqual([['jsq', 50]]);
});

it('a table of another study is refused by the levels that it has', () => {
  const document = documentOf(CELLS);
  const of = (text: string) => () => new StudyResults(document, { cells: text });
  expect(of('cell,policy,metric\nhash0,random,meanSlowdown\n')).toThrow(new Error('random'));
  expect(of('cell,policy,metric\nhash0,jsq,meanSlowdown\n')).not.toThrow();
});

it('the values of a metric are those of the runs that have one, in their order', () => {
  const rows: readonly MadeRow[] = [
    [0, 0, 7, 3, ''],
    [1, 0, 7, 9, ''],
    [0, 1, 8, '', 'failed'],
    [0, 2, 9, 1, ''],
  ];
  const results = resultsOf(CELLS, { runs: ['replication seed meanSlowdown failed', rows] });
  expect([...results.valuesOf('meanSlowdown').values()]).toEqual([[3, 1], [9]]);
  expect([...results.valuesOf('makespan').values()]).toEqual([[], []]);
});
