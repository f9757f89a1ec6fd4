/** A row of a table by the names of its columns; a column that is not there is empty. */
export class CsvRow {
  readonly #columns: ReadonlyMap<string, number>;
  readonly #fields: readonly string[];

  constructor(columns: ReadonlyMap<string, number>, fields: readonly string[]) {
    this.#columns = columns;
    this.#fields = fields;
  }

  text(column: string): string {
    return this.#fields[this.#columns.get(column) ?? -1] ?? '';
  }

  /** NaN: there is none. */
  number(column: string): number {
    const text = this.text(column);
    return text === '' ? Number.NaN : Number(text);
  }
}

/** Reads what `csvOf` has written: the first line has the names of the columns. */
export function readCsv(text: string): readonly CsvRow[] {
  const [header = [], ...lines] = linesOf(text);
  const columns = new Map(header.map((name, index) => [name, index]));
  return lines.map((fields) => new CsvRow(columns, fields));
}

/** Fields, which may be in quotation marks and then hold commas and ends of lines. */
function linesOf(text: string): readonly (readonly string[])[] {
  const lines: string[][] = [];
  let line: string[] = [];
  for (const [, quoted, plain = '', end] of text.matchAll(
    /(?:"((?:[^"]|"")*)"|([^",\n]*?))(,|\r?\n|$)/g,
  )) {
    if (end === '' && quoted === undefined && plain === '' && line.length === 0) break;
    line.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
    if (end === ',') continue;
    lines.push(line);
    line = [];
  }
  return lines;
}
