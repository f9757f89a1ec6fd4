import { CLASS_MEASURES } from '../../measures.js';
import { studentInterval } from '../../statistics/interval.js';
import { cellColumns, known, ofCell, type Results, type Table } from './table.js';

/** A row for each measure of each class of processes of each cell. */
export function* classTable(results: Results): Table {
  yield [...cellColumns(results), 'by', 'class', 'metric', 'n', 'mean', 'halfWidth', 'sd'];
  const metrics = results.study.metrics.filter((metric) => metric in CLASS_MEASURES);
  for (const cell of results.cells) {
    const { runs, state } = cell;
    for (const by of results.study.by) {
      for (const name of runs.classes(by)) {
        for (const metric of metrics) {
          const values: number[] = [];
          for (let replication = 0; replication < state.wanted; replication++) {
            const value = runs.ofClass(by, name, metric, replication);
            if (Number.isFinite(value)) values.push(value);
          }
          const { count, mean, halfWidth, deviation } = studentInterval(values);
          const numbers = [mean, halfWidth, deviation].map(known);
          yield [...ofCell(cell), by, name, metric, count, ...numbers];
        }
      }
    }
  }
}
