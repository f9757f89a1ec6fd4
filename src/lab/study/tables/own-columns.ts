import { MEASURES } from '../../measures.js';
import { cellTable } from './cell-table.js';
import { classTable } from './class-table.js';
import { contrastTable } from './contrast-table.js';
import { gainTable } from './gain-table.js';
import { runTable } from './run-table.js';
import { sampleTable } from './sample-table.js';
import { loadTable, pilotTable, stayTable } from './series-table.js';
import type { Results, Table } from './table.js';

/** The columns that the tables of studies have besides those of the factors. */
export function ownColumns(): ReadonlySet<string> {
  const tables: readonly Table[] = [
    ...[runTable, cellTable, contrastTable, classTable, gainTable].map((table) => table(NOTHING)),
    ...[sampleTable, loadTable, stayTable, pilotTable].map((table) => table(NOTHING, new Map())),
  ];
  return new Set(tables.flatMap(([header = []]) => header.map(String)));
}

/** A study that varies nothing, and measures all that can be. */
const NOTHING: Results = {
  study: {
    ...{
      factors: {},
      metrics: MEASURES.map(({ key }) => key),
      by: [],
      bounds: [],
      base: undefined,
    },
    replications: { from: 1, to: 1, by: 1, until: undefined },
  },
  cells: [],
};
