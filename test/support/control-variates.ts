import { mean } from '../../src/base/statistics.js';

/** A mean of independent values and its standard error. */
export interface Estimate {
  readonly mean: number;
  readonly error: number;
}

/**
 * The mean of independent values, freed of what chance is known to have done. Of each run the
 * controls say how far its random numbers were from what they are on average: their expectation is
 * 0. What the values owe to them, by linear regression, is taken out (Lavenberg & Welch 1981). With
 * controls that explain the values well, few runs tell what otherwise many would.
 * @param controls by run, the same number of each; none: the plain mean and its standard error
 */
export function controlledMean(
  values: readonly number[],
  controls: readonly (readonly number[])[] = values.map(() => []),
): Estimate {
  // What never varies explains nothing.
  const varies = controls[0]!.map((first, i) => controls.some((control) => control[i] !== first));
  const rows = controls.map((control) => [1, ...control.filter((_, i) => varies[i])]);
  const size = rows[0]!.length;
  // The normal equations, with the unit vector beside them that gives the error of the intercept.
  const matrix = Array.from({ length: size }, (_, i) =>
    Array.from({ length: size }, (_, j) => rows.reduce((sum, row) => sum + row[i]! * row[j]!, 0)),
  );
  const right = matrix.map((_, i) =>
    rows.reduce((sum, row, run) => sum + row[i]! * values[run]!, 0),
  );
  const coefficients = solved(matrix, right);
  const unit = matrix.map((_, i) => (i === 0 ? 1 : 0));
  const spread = solved(matrix, unit)[0]!;
  const squares = rows.map((row, run) => {
    const fit = row.reduce((sum, value, i) => sum + value * coefficients[i]!, 0);
    return (values[run]! - fit) ** 2;
  });
  const variance = (mean(squares) * values.length) / (values.length - size);
  return { mean: coefficients[0]!, error: Math.sqrt(variance * spread) };
}

/** Solves a small linear system by elimination, the largest pivot first. */
function solved(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]!]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    const rest = rows.slice(column);
    const best = rest.reduce((a, b) => (Math.abs(b[column]!) > Math.abs(a[column]!) ? b : a));
    const at = rows.indexOf(best);
    [rows[column], rows[at]] = [best, rows[column]!];
    for (const row of rows) {
      if (row === best) continue;
      const factor = row[column]! / best[column]!;
      for (let j = column; j <= size; j++) row[j] = row[j]! - factor * best[j]!;
    }
  }
  return rows.map((row, i) => row[size]! / row[i]!);
}
