import { binStart } from '../../log-bins.js';
import { cellColumns, ofCell, type ResultCell, type Results, type Table } from './table.js';

/**
 * How many processes of the runs of each cell had a slowdown `from` and below `to`: bins of 1 %, of
 * which those without a process are left out.
 * @param counts by cell, then by bin
 */
export function* sampleTable(
  results: Results,
  counts: ReadonlyMap<ResultCell, ReadonlyMap<number, number>>,
): Table {
  yield [...cellColumns(results), 'from', 'to', 'count'];
  for (const cell of results.cells) {
    const own = counts.get(cell) ?? new Map<number, number>();
    for (const bin of [...own.keys()].sort((a, b) => a - b)) {
      yield [...ofCell(cell), binStart(bin), binStart(bin + 1), own.get(bin)!];
    }
  }
}
