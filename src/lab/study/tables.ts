import { type Contrast, holm, pairedContrast } from '../statistics/contrast.js';
import { studentInterval } from '../statistics/interval.js';
import { type CsvRow, csvOf } from './csv.js';
import type { CellState } from './progress.js';
import { type Level, levelText, type Study } from './study.js';

/** What the tables of a study are made of. */
export interface Results {
  readonly study: Pick<Study, 'factors' | 'metrics' | 'base' | 'replications'>;
  readonly cells: readonly ResultCell[];
}

export interface ResultCell {
  readonly hash: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly state: CellState;
}

/** The tables by the names of their files: tidy CSV, a row an observation, a column a factor. */
export function tablesOf(results: Results): Readonly<Record<string, string>> {
  return {
    'runs.csv': csvOf(runRows(results)),
    'cells.csv': csvOf(cellRows(results)),
    'contrasts.csv': csvOf(contrastRows(results)),
  };
}

function runRows({ study, cells }: Results): readonly CsvRow[] {
  const names = Object.keys(study.factors);
  const header = ['cell', ...names, 'replication', 'seed', ...study.metrics, 'failed'];
  const rows = cells.flatMap(({ hash, levels, state }) =>
    state.rows.map(({ replication, seed, figures, failed = '' }) => [
      ...[hash, ...names.map((name) => levelText(levels[name])), replication, seed],
      ...[...study.metrics.map((metric) => figures?.[metric] ?? ''), failed],
    ]),
  );
  return [header, ...rows];
}

function cellRows({ study, cells }: Results): readonly CsvRow[] {
  const names = Object.keys(study.factors);
  const header = ['cell', ...names, 'metric', 'n', 'mean', 'halfWidth', 'sd', 'failed', 'note'];
  const rows = cells.flatMap(({ hash, levels, state }) =>
    study.metrics.map((metric) => {
      const values = valuesIn(state, metric);
      const { mean, halfWidth, deviation } = studentInterval(values);
      const numbers = [values.length, ...[mean, halfWidth, deviation].map(known)];
      const failed = state.rows.filter((row) => row.failed !== undefined).length;
      const own = [hash, ...names.map((name) => levelText(levels[name])), metric];
      return [...own, ...numbers, failed, noteOf(state, values.length)];
    }),
  );
  return [header, ...rows];
}

/** Why a mean is not what was asked for; empty: it is. */
function noteOf({ isReached, missing }: CellState, count: number): string {
  if (missing.length > 0) return 'not complete';
  if (count === 1) return 'one sample';
  return isReached === false ? 'not reached' : '';
}

/** What a cell differs in from the one that it is compared with. */
export interface CellContrast {
  readonly cell: ResultCell;
  readonly base: ResultCell;
  readonly metric: string;
  /** Or why there is none. */
  readonly contrast: (Contrast & { readonly pHolm: number }) | string;
}

/** All of a study, cell by cell and metric by metric, corrected for so many tests at once. */
export function contrastsOf({ study, cells }: Results): readonly CellContrast[] {
  const { base: to, metrics } = study;
  if (to === undefined) return [];
  const found = cells.flatMap((cell) => {
    const base = cells.find(({ levels }) => isBaseOf(levels, cell.levels, to));
    if (base === undefined || base === cell) return [];
    return metrics.map((metric) => ({
      cell,
      base,
      metric,
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

function contrastRows(results: Results): readonly CsvRow[] {
  const names = Object.keys(results.study.factors);
  const numbers = ['n', 'difference', 'halfWidth', 'p', 'pHolm', 'varianceRatio', 'note'];
  const header = ['cell', ...names, 'base', 'metric', ...numbers];
  const lines = contrastsOf(results).map(({ cell, base, metric, contrast }) => {
    const levels = names.map((name) => levelText(cell.levels[name]));
    const own = [cell.hash, ...levels, base.hash, metric];
    if (typeof contrast === 'string') return [...own, '', '', '', '', '', '', contrast];
    const { count, mean, halfWidth, p, pHolm, varianceRatio } = contrast;
    return [...own, count, mean, halfWidth, p, pHolm, known(varianceRatio), ''];
  });
  return [header, ...lines];
}

/** In pairs of the same replication, as far as both cells have gone; or why there is none. */
function contrastOf(base: ResultCell, cell: ResultCell, metric: string): Contrast | string {
  const before: number[] = [];
  const after: number[] = [];
  for (const [index, row] of base.state.rows.entries()) {
    const [one, other] = [row.figures?.[metric], cell.state.rows[index]?.figures?.[metric]];
    if (cell.state.rows[index]?.replication !== row.replication) continue;
    if (typeof one !== 'number' || typeof other !== 'number') continue;
    before.push(one);
    after.push(other);
  }
  if (before.length === 0) return 'not defined';
  return before.length === 1 ? 'one sample' : pairedContrast(before, after);
}

/** Whether it has the levels of the base, and is otherwise like the cell. */
function isBaseOf(
  levels: ResultCell['levels'],
  like: ResultCell['levels'],
  base: Readonly<Record<string, Level>>,
): boolean {
  return Object.entries(levels).every(
    ([name, level]) => levelText(level) === levelText(name in base ? base[name] : like[name]),
  );
}

function valuesIn({ rows }: CellState, metric: string): readonly number[] {
  return rows.map(({ figures }) => figures?.[metric]).filter((value) => typeof value === 'number');
}

function known(value: number): number | string {
  return Number.isFinite(value) ? value : '';
}
