import { cellColumns, known, ofCell, type Results, type Table } from './table.js';

/** A row for each run that counts. */
export function* runTable(results: Results): Table {
  const { metrics } = results.study;
  yield [...cellColumns(results), 'replication', 'seed', ...metrics, 'failed'];
  for (const cell of results.cells) {
    const { runs, state } = cell;
    const own = ofCell(cell);
    for (let replication = 0; replication < state.wanted; replication++) {
      if (!runs.has(replication)) continue;
      const figures = metrics.map((metric) => known(runs.value(metric, replication)));
      const failed = runs.failure(replication) ?? '';
      yield [...own, replication, runs.seed(replication), ...figures, failed];
    }
  }
}
