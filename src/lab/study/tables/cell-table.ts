import { type Interval, lagOneOf, studentInterval } from '../../statistics/interval.js';
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
      const interval = studentInterval(values);
      const { mean, halfWidth, deviation } = interval;
      const lagOne = cell.runs.batches(metric) === undefined ? Number.NaN : lagOneOf(values);
      yield [
        ...[...ofCell(cell), metric, values.length, known(mean), known(halfWidth)],
        ...[known(deviation), cell.truncation?.cut ?? '', reached(cell), known(lagOne)],
        ...[failed, noteOf(cell, metric, { interval, lagOne })],
      ];
    }
  }
}

function reached({ state }: ResultCell): string {
  if (state.isReached === undefined) return '';
  return state.isReached ? 'yes' : 'no';
}

/** What grows with the queues that a run finds. */
const OF_WAITING: ReadonlySet<string> = new Set(
  'meanResponse meanSlowdown boundedSlowdown p50Slowdown p95Slowdown p99Slowdown'.split(' '),
);

/** Why a mean is not what was asked for; empty: it is. */
function noteOf(
  { state, truncation, startBias = 0 }: ResultCell,
  metric: string,
  { interval, lagOne }: { readonly interval: Interval; readonly lagOne: number },
): string {
  const { mean, halfWidth, count } = interval;
  if (state.missing.length > 0) return 'not complete';
  if (count === 1) return 'one sample';
  // Beyond two standard errors of the correlation of independent batches.
  if (Math.abs(lagOne) > 2 / Math.sqrt(count)) return 'neighbouring batches depend on each other';
  if (truncation?.isDoubtful) return 'not settled';
  if (OF_WAITING.has(metric) && startBias * mean > halfWidth) return 'the start weighs too much';
  return state.isReached === false ? 'not reached' : '';
}
