import { type Level, levelText, type Study } from '../study/study.js';
import type { TableName } from '../study/tables/table.js';
import type { Theory } from '../theory.js';
import { type CsvRow, readCsv } from './csv-table.js';

/** What the folder of a study says of it: `study.json`. */
export interface StudyDocument
  extends Pick<Study, 'factors' | 'metrics' | 'replications' | 'window' | 'slowdown'> {
  readonly study: string;
  readonly scenario: string;
  readonly version: string;
  /** Of Node.js. */
  readonly node: string;
  readonly seed: number;
  readonly files: readonly { readonly name: string; readonly sha256: string }[];
  readonly set?: Study['set'];
  readonly except?: Study['except'];
  readonly compare?: Study['base'];
  /** Whether the warm-up was found by pilot runs. */
  readonly isTruncated?: boolean;
  /** Where its means mislead, whatever came out. */
  readonly notes: readonly string[];
  readonly cells: readonly DocumentCell[];
}

export interface DocumentCell {
  /** What the rows of its runs begin with. */
  readonly hash: string;
  readonly levels: Readonly<Record<string, Level>>;
  readonly theory?: Theory | undefined;
}

/** A mean that stands in `cells.csv`. */
export interface CellMean {
  readonly n: number;
  readonly mean: number;
  readonly halfWidth: number;
  /** Why it is not what was asked for; empty: it is. */
  readonly note: string;
  /** How many runs failed. */
  readonly failed: number;
}

/** Processes that are in no mean of the runs of a cell. */
export interface Losses {
  readonly alive: number;
  readonly killed: number;
}

/** A cell with its means, by metric. */
export interface ReportCell extends DocumentCell {
  readonly means: ReadonlyMap<string, CellMean>;
  readonly losses: Losses;
}

/** A row of a table and the cell that it is of. */
export interface CellRow {
  readonly cell: ReportCell;
  readonly row: CsvRow;
}

/** All that a report is made of: what stands in the folder of a study. */
export class StudyResults {
  readonly document: StudyDocument;
  readonly cells: readonly ReportCell[];
  readonly #tables: ReadonlyMap<TableName, readonly CellRow[]>;

  /**
   * @param texts the tables that there are
   * @param losses by the hash of the cell
   * @throws Error when a table has a cell that the document does not have, with its levels
   */
  constructor(
    document: StudyDocument,
    texts: Partial<Record<TableName, string>>,
    losses: ReadonlyMap<string, Losses> = new Map(),
  ) {
    this.document = document;
    const names = Object.keys(document.factors);
    const cells = document.cells.map((cell) => ({
      ...cell,
      means: new Map<string, CellMean>(),
      losses: { alive: 0, killed: 0 },
    }));
    const byLevels = new Map(
      cells.map((cell) => [
        JSON.stringify(names.map((name) => levelText(cell.levels[name]))),
        cell,
      ]),
    );
    const rowsOf = (text: string) =>
      readCsv(text).map((row) => {
        const levels = names.map((name) => row.text(name));
        const cell = byLevels.get(JSON.stringify(levels));
        if (cell === undefined) throw new Error(levels.join(', '));
        return { cell, row };
      });
    this.#tables = new Map(
      Object.entries(texts).map(([name, text]) => [name as TableName, rowsOf(text)]),
    );
    for (const { cell, row } of this.table('cells')) {
      const own = cell as (typeof cells)[number];
      own.means.set(row.text('metric'), meanOf(row));
      own.losses = losses.get(row.text('cell')) ?? own.losses;
    }
    this.cells = cells;
  }

  /** Its rows; none: there is no such table. */
  table(name: TableName): readonly CellRow[] {
    return this.#tables.get(name) ?? [];
  }

  /** The values of a metric in the runs of each cell, in the order of replications. */
  valuesOf(metric: string): ReadonlyMap<ReportCell, readonly number[]> {
    const values = new Map(this.cells.map((cell) => [cell, [] as number[]]));
    for (const { cell, row } of this.table('runs')) {
      const value = row.number(metric);
      if (Number.isFinite(value)) values.get(cell)!.push(value);
    }
    return values;
  }
}

function meanOf(row: CsvRow): CellMean {
  return {
    n: row.number('n'),
    mean: row.number('mean'),
    halfWidth: row.number('halfWidth'),
    note: row.text('note'),
    failed: row.number('failed'),
  };
}
