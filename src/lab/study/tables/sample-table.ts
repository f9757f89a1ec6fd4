import { binStart } from '../../log-bins.js';
import { SlowdownSums } from '../../slowdown-sums.js';
import { cellColumns, known, ofCell, type ResultCell, type Results, type Table } from './table.js';

/**
 * How many processes of the runs of each cell had a slowdown `from` and below `to`: bins of 1 %, of
 * which those without a process are left out. `slower` is the part of the processes of a run that
 * were slowed down `to` or more, as a mean over `n` runs.
 */
export function* sampleTable(results: Results, sums: ReadonlyMap<ResultCell, SlowdownSums>): Table {
  yield [...cellColumns(results), 'from', 'to', 'count', 'n', 'slower', 'halfWidth'];
  for (const cell of results.cells) {
    const own = sums.get(cell) ?? new SlowdownSums();
    for (const { bin, count, slower, halfWidth } of own.bins()) {
      const ends = [binStart(bin), binStart(bin + 1)];
      yield [...ofCell(cell), ...ends, count, own.runs, slower, known(halfWidth)];
    }
  }
}
