import type { Cell, CellGrid } from './cell-grid.js';

/** A stretch of one row. */
export interface Stretch {
  readonly row: number;
  /** Of its first cell. */
  readonly column: number;
  readonly cells: readonly Cell[];
}

/** All of a screen, row by row. */
export function wholeOf(grid: CellGrid): readonly Stretch[] {
  return grid.map((cells, row) => ({ row, column: 0, cells }));
}

/** The stretches in which a screen differs from the one before, which has the same size. */
export function damageOf(before: CellGrid, after: CellGrid): readonly Stretch[] {
  return after.flatMap((cells, row) => rowDamage(before[row]!, cells, row));
}

function rowDamage(before: readonly Cell[], after: readonly Cell[], row: number): Stretch[] {
  const stretches: Stretch[] = [];
  let from = -1;
  let to = -1;
  const close = () => {
    if (from >= 0) stretches.push({ row, column: from, cells: after.slice(from, to) });
  };
  for (let column = 0; column < after.length; column++) {
    if (isSame(before[column], after[column])) continue;
    // Half a wide character cannot be drawn.
    const start = after[column]!.text === '' ? column - 1 : column;
    if (from < 0 || start > to + NEAR_CELLS) {
      close();
      from = start;
    }
    to = after[column + 1]?.text === '' ? column + 2 : column + 1;
  }
  close();
  return stretches;
}

function isSame(a: Cell | undefined, b: Cell | undefined): boolean {
  return a?.text === b?.text && a?.look === b?.look;
}

/** Up to so many cells between two stretches are drawn too: that takes less than a new stretch. */
const NEAR_CELLS = 3;
