import { mean } from '../../../base/statistics.js';
import { ratioOfMeans } from '../../statistics/ratio.js';
import { allValuesOf } from '../progress.js';
import type { Bounds } from '../study.js';
import {
  CellFinder,
  cellColumns,
  known,
  ofCell,
  type ResultCell,
  type Results,
  type Table,
} from './table.js';

/**
 * How much of what could be gained each cell has captured: (worst - cell) / (worst - best), 1 being
 * as good as the best. A row for each cell and bounded measure.
 */
export function* gainTable(results: Results): Table {
  const numbers = ['n', 'value', 'worst', 'best', 'gain', 'gainLow', 'gainHigh', 'note'];
  yield [...cellColumns(results), 'metric', ...numbers];
  const finder = new CellFinder(results.cells);
  for (const cell of results.cells) {
    for (const bounds of results.study.bounds) {
      const gain = gainOf(cell, bounds, finder);
      const own = [...ofCell(cell), bounds.measure];
      if (typeof gain === 'string') yield [...own, '', '', '', '', '', '', '', gain];
      else yield [...own, ...gain.map(known), ''];
    }
  }
}

/** Its numbers, or why there are none. */
function gainOf(
  cell: ResultCell,
  { measure, worst, best }: Bounds,
  finder: CellFinder,
): readonly number[] | string {
  const of = (one: ResultCell) => allValuesOf(one, measure);
  const worstCell = finder.like(cell, worst);
  if (worstCell === undefined) return 'no such worst cell';
  const values = of(cell);
  const worsts = of(worstCell);
  const bests = best === 'erlang-c' ? oneQueueOf(cell, measure) : bestOf(cell, best, finder, of);
  if (typeof bests === 'string') return bests;
  const triples = values
    .map((value, index) => [value, worsts[index], bests(index)] as const)
    .filter((triple): triple is readonly [number, number, number] => triple.every(Number.isFinite));
  if (triples.length === 0) return 'not defined';
  if (triples.length === 1) return 'one sample';
  const won = triples.map(([value, high]) => high - value);
  const possible = triples.map(([, high, low]) => high - low);
  const { ratio, low, high } = ratioOfMeans(won, possible);
  const means = ([0, 1, 2] as const).map((part) => mean(triples.map((triple) => triple[part])));
  return [triples.length, ...means, ratio, low, high];
}

type ByReplication = (index: number) => number | undefined;

/** What one queue for all CPUs would do. */
function oneQueueOf({ theory }: ResultCell, measure: string): ByReplication | string {
  if (theory === undefined) return 'erlang-c needs equal nodes and Poisson arrivals';
  const { together, aloneSeconds } = theory;
  return () => (measure === 'meanResponse' ? together * aloneSeconds : together);
}

function bestOf(
  cell: ResultCell,
  levels: ResultCell['levels'],
  finder: CellFinder,
  of: (cell: ResultCell) => readonly number[],
): ByReplication | string {
  const found = finder.like(cell, levels);
  if (found === undefined) return 'no such best cell';
  const values = of(found);
  return (index) => values[index];
}
