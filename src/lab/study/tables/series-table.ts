import type { LoadsOverTime } from '../../../metrics/load-series.js';
import type { StaysOverTime } from '../../../metrics/stays.js';
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
 * Which process was where in the first part of the window of the first run of each cell. A node on
 * which none was has a row without a process.
 */
export function* stayTable(results: Results, stays: ReadonlyMap<ResultCell, StaysOverTime>): Table {
  yield [...cellColumns(results), 'node', 'nodeCpus', 'pid', 'homeNode', 'from', 'to'];
  for (const cell of results.cells) {
    const own = stays.get(cell);
    for (const [node, cpus] of own?.nodes ?? []) {
      const here = own!.stays.filter(([, , at]) => at === node);
      for (const [pid, home, , from, to] of here) {
        yield [...ofCell(cell), node, cpus, pid, home, from, to];
      }
      if (here.length > 0) continue;
      yield [...ofCell(cell), node, cpus, '', '', own!.fromSeconds, own!.toSeconds];
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
