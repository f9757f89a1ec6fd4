import type { LoadsOverTime } from '../../../metrics/load-series.js';
import { cellColumns, ofCell, type ResultCell, type Results, type Table } from './table.js';

/** How loaded each node was over time: processes per CPU, of the first run of each cell. */
export function* loadTable(results: Results, loads: ReadonlyMap<ResultCell, LoadsOverTime>): Table {
  yield [...cellColumns(results), 'seconds', 'node', 'load'];
  for (const cell of results.cells) {
    const own = loads.get(cell);
    for (const [index, row] of own?.loads.entries() ?? []) {
      for (const [node, load] of row.entries()) {
        yield [...ofCell(cell), index * own!.everySeconds, own!.nodes[node]!, load];
      }
    }
  }
}

/**
 * The mean slowdown of the pilot runs, five processes a row, by the number of the first of them:
 * where it settles is where `truncation` cuts (Welch 1983).
 */
export function* pilotTable(
  results: Results,
  means: ReadonlyMap<ResultCell, readonly number[]>,
): Table {
  yield [...cellColumns(results), 'process', 'meanSlowdown'];
  for (const cell of results.cells) {
    for (const [batch, slowdown] of means.get(cell)?.entries() ?? []) {
      yield [...ofCell(cell), 5 * batch, slowdown];
    }
  }
}
