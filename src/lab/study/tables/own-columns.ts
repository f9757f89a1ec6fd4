import type { Study } from '../study.js';
import { cellTable } from './cell-table.js';
import { classTable } from './class-table.js';
import { contrastTable } from './contrast-table.js';
import { gainTable } from './gain-table.js';
import { runTable } from './run-table.js';
import { sampleTable } from './sample-table.js';
import { loadTable, pilotTable, stayTable } from './series-table.js';
import type { Results, Table } from './table.js';

/** The columns that the tables of a study have besides those of its factors. */
export function ownColumns({
  metrics,
  seriesSeconds,
}: Pick<Study, 'metrics' | 'seriesSeconds'>): ReadonlySet<string> {
  const nothing = { ...NOTHING, study: { ...NOTHING.study, metrics } };
  const tables: readonly Table[] = [
    ...[runTable, cellTable, contrastTable, classTable, gainTable].map((table) => table(nothing)),
    ...[sampleTable, pilotTable].map((table) => table(nothing, new Map())),
    ...(seriesSeconds === undefined ? [] : [loadTable, stayTable]).map((table) =>
      table(nothing, new Map()),
    ),
  ];
  return new Set(tables.flatMap(([header = []]) => header.map(String)));
}

/** A study that varies nothing, and measures nothing. */
const NOTHING: Results = {
  study: {
    ...{
      factors: {},
      metrics: [],
      by: [],
      bounds: [],
      base: undefined,
    },
    replications: { from: 1, to: 1, by: 1, until: undefined },
  },
  cells: [],
};
