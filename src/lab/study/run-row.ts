import type { WindowFigures } from '../../metrics/window-summary.js';
import { MEASURES } from '../measures.js';

/** What came of one run of a study. */
export interface RunRow {
  /** The hash of all that its cell depends on. */
  readonly cell: string;
  /** From 0. */
  readonly replication: number;
  readonly seed: number;
  /** By key of measure; null: not defined. Undefined: the run failed. */
  readonly figures?: Readonly<Record<string, number | null>>;
  /** Why it failed. */
  readonly failed?: string;
}

/** As it stands in a file, a line: the same run gives the same bytes. */
export function lineOfRow({ cell, replication, seed, figures, failed }: RunRow): string {
  return `${JSON.stringify({ cell, replication, seed, figures, failed })}\n`;
}

export function figuresOfRow(run: WindowFigures): NonNullable<RunRow['figures']> {
  return Object.fromEntries(
    MEASURES.map(({ key, of }) => {
      const value = of(run);
      return [key, Number.isFinite(value) ? value : null];
    }),
  );
}
