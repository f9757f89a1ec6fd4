import { lagOneOf, studentInterval } from '../../statistics/interval.js';
import { failuresOf, valuesOf } from '../progress.js';
import { cellColumns, known, ofCell, type ResultCell, type Results, type Table } from './table.js';

/** A row for each measure of each cell. */
export function* cellTable(results: Results): Table {
  const numbers = ['n', 'mean', 'halfWidth', 'sd', 'truncation', 'reached', 'lagOne'];
  yield [...cellColumns(results), 'metric', ...numbers, 'failed', 'note'];
  for (const cell of results.cells) {
    const failed = failuresOf(cell);
    for (const metric of results.study.metrics) {
      const values = valuesOf(cell, metric);
      const { mean, halfWidth, deviation } = studentInterval(values);
      const lagOne = cell.runs.batches(metric) === undefined ? Number.NaN : lagOneOf(values);
      yield [
        ...[...ofCell(cell), metric, values.length, known(mean), known(halfWidth)],
        ...[known(deviation), cell.truncation?.cut ?? '', reached(cell), known(lagOne)],
        ...[failed, noteOf(cell, values.length, lagOne)],
      ];
    }
  }
}

function reached({ state }: ResultCell): string {
  if (state.isReached === undefined) return '';
  return state.isReached ? 'yes' : 'no';
}

/** Why a mean is not what was asked for; empty: it is. */
function noteOf({ state, truncation }: ResultCell, count: number, lagOne: number): string {
  if (state.missing.length > 0) return 'not complete';
  if (count === 1) return 'one sample';
  // Beyond two standard errors of the correlation of independent batches.
  if (Math.abs(lagOne) > 2 / Math.sqrt(count)) return 'neighbouring batches depend on each other';
  if (truncation?.isDoubtful) return 'not settled';
  return state.isReached === false ? 'not reached' : '';
}
