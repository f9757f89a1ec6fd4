import { holm, pairedContrast } from '../statistics/contrast.js';
import { studentInterval } from '../statistics/interval.js';
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
    'runs.csv': csv(runRows(results)),
    'cells.csv': csv(cellRows(results)),
    'contrasts.csv': csv(contrastRows(results)),
  };
}

type Row = readonly (string | number)[];

function runRows({ study, cells }: Results): readonly Row[] {
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

function cellRows({ study, cells }: Results): readonly Row[] {
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

function contrastRows({ study, cells }: Results): readonly Row[] {
  const names = Object.keys(study.factors);
  const numbers = ['n', 'difference', 'halfWidth', 'p', 'pHolm', 'varianceRatio', 'note'];
  const header = ['cell', ...names, 'base', 'metric', ...numbers];
  const { base: to } = study;
  if (to === undefined) return [header];
  const pairs = cells.flatMap((cell) => {
    const base = cells.find(({ levels }) => isBaseOf(levels, cell.levels, to));
    return base === undefined || base === cell ? [] : [{ cell, base }];
  });
  const rows = pairs.flatMap(({ cell, base }) =>
    study.metrics.map((metric) => {
      const own = [cell.hash, ...names.map((name) => levelText(cell.levels[name]))];
      const contrast = contrastOf(base, cell, metric);
      return { own: [...own, base.hash, metric], contrast };
    }),
  );
  const found = rows.filter(({ contrast }) => typeof contrast === 'object');
  const corrected = holm(found.map(({ contrast }) => (contrast as { p: number }).p));
  const lines = rows.map(({ own, contrast }) => {
    if (typeof contrast === 'string') return [...own, '', '', '', '', '', '', contrast];
    const { count, mean, halfWidth, p, varianceRatio } = contrast;
    const pHolm = corrected[found.findIndex((row) => row.contrast === contrast)]!;
    return [...own, count, mean, halfWidth, p, pHolm, known(varianceRatio), ''];
  });
  return [header, ...lines];
}

/** In pairs of the same replication, as far as both cells have gone; or why there is none. */
function contrastOf(base: ResultCell, cell: ResultCell, metric: string) {
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

function csv(rows: readonly Row[]): string {
  return rows.map((row) => `${row.map(cellText).join(',')}\n`).join('');
}

function cellText(value: string | number): string {
  const text = String(value);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
