import { type Contrast, holm, pairedContrast } from '../../statistics/contrast.js';
import { type RatioInterval, ratioOfMeans } from '../../statistics/ratio.js';
import { allValuesOf } from '../progress.js';
import {
  CellFinder,
  cellColumns,
  known,
  ofCell,
  type ResultCell,
  type Results,
  type Table,
} from './table.js';

/** What a cell differs in from the one that it is compared with. */
export interface CellContrast {
  readonly cell: ResultCell;
  readonly base: ResultCell;
  readonly metric: string;
  /** Or why there is none. */
  readonly contrast: (Contrast & RatioInterval & { readonly pHolm: number }) | string;
}

/** All of a study, cell by cell and metric by metric, corrected for so many tests at once. */
export function contrastsOf({ study, cells }: Results): readonly CellContrast[] {
  const { base: to, metrics } = study;
  if (to === undefined) return [];
  const finder = new CellFinder(cells);
  const found = cells.flatMap((cell) => {
    const base = finder.like(cell, to);
    if (base === undefined || base === cell) return [];
    return metrics.map((metric) => ({
      ...{ cell, base, metric },
      contrast: contrastOf(base, cell, metric),
    }));
  });
  const tested = found.flatMap(({ contrast }) => (typeof contrast === 'string' ? [] : [contrast]));
  const corrected = holm(tested.map(({ p }) => p));
  const pHolm = new Map(tested.map((contrast, index) => [contrast, corrected[index]!]));
  return found.map((one) => {
    const { contrast } = one;
    if (typeof contrast === 'string') return { ...one, contrast };
    return { ...one, contrast: { ...contrast, pHolm: pHolm.get(contrast)! } };
  });
}

/** A row for each measure of each cell that is compared with another one. */
export function* contrastTable(results: Results): Table {
  const numbers = [
    'n',
    'difference',
    'halfWidth',
    'p',
    'pHolm',
    'pWilcoxon',
    'halfWidthApart',
    'varianceRatio',
  ];
  const ratios = ['ratio', 'ratioLow', 'ratioHigh'];
  yield [...cellColumns(results), 'base', 'metric', ...numbers, ...ratios, 'note'];
  for (const { cell, base, metric, contrast } of contrastsOf(results)) {
    const own = [...ofCell(cell), base.hash, metric];
    if (typeof contrast === 'string') {
      yield [...own, ...[...numbers, ...ratios].map(() => ''), contrast];
      continue;
    }
    const { count, mean, halfWidth, p, pHolm, pWilcoxon, halfWidthApart } = contrast;
    const { varianceRatio, ratio, low, high } = contrast;
    yield [
      ...own,
      count,
      mean,
      halfWidth,
      p,
      pHolm,
      pWilcoxon,
      ...[halfWidthApart, varianceRatio, ratio, low, high].map(known),
      '',
    ];
  }
}

/** In pairs of the same replication, as far as both cells have gone; or why there is none. */
function contrastOf(
  base: ResultCell,
  cell: ResultCell,
  metric: string,
): (Contrast & RatioInterval) | string {
  const { before, after } = pairsOf(base, cell, metric);
  if (before.length === 0) return 'not defined';
  if (before.length === 1) return 'one sample';
  return { ...pairedContrast(before, after), ...ratioOfMeans(after, before) };
}

/** The values of the replications in which both cells have one. */
export function pairsOf(base: ResultCell, cell: ResultCell, metric: string) {
  const all = allValuesOf(cell, metric);
  const before: number[] = [];
  const after: number[] = [];
  for (const [index, value] of allValuesOf(base, metric).entries()) {
    const other = all[index] ?? Number.NaN;
    if (!Number.isFinite(value) || !Number.isFinite(other)) continue;
    before.push(value);
    after.push(other);
  }
  return { before, after };
}
