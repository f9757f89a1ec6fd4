import { UserError } from '../../base/user-error.js';
import type { CellRuns } from '../../lab/study/cell-runs.js';
import type { RunRow } from '../../lab/study/run-row.js';
import { LineIndex, type LinePlace } from './line-index.js';
import { eachLine, LineReader, NEWLINE } from './line-reader.js';
import { Overtaken } from './overtaken.js';
import { PlainRow } from './plain-row.js';

/**
 * The runs that stand in files. Their figures go into columns, of their lines only the places are
 * kept: a million runs need little memory.
 */
export class RunRows {
  /** The files that were read. */
  readonly files: readonly string[];
  readonly #cells: ReadonlyMap<string, CellRuns>;
  readonly #lines = new Map<string, LineIndex>();
  readonly #reader: LineReader;
  readonly #plain: PlainRow;

  /**
   * Equal duplicates pass: a run may have been made twice. One that failed gives way to one that
   * did not, since the clock may have ended it.
   * @param cells by key, which keep the same measures; other runs are passed over
   * @throws UserError when two lines of one run differ, with both
   */
  constructor(files: readonly string[], cells: ReadonlyMap<string, CellRuns>) {
    this.files = files;
    this.#cells = cells;
    this.#reader = new LineReader(files);
    const [some] = cells.values();
    this.#plain = new PlainRow(some?.measures ?? []);
    for (const [key, { room }] of cells) this.#lines.set(key, new LineIndex(room));
    try {
      for (const [file, name] of files.entries()) this.#readFile(file, name);
    } finally {
      this.#reader.close();
    }
  }

  has(key: string, replication: number): boolean {
    return this.#lines.get(key)?.get(replication) !== undefined;
  }

  /** The line of a run that is there, its end included: bytes that are good until the next call. */
  line(key: string, replication: number): Buffer {
    const place = this.#lines.get(key)!.get(replication)!;
    const line = this.#reader.read(place);
    const head = `{"cell":"${key}","replication":${replication},`;
    if (line.toString('latin1', 0, head.length) === head && line.at(-1) === NEWLINE) return line;
    throw new Overtaken(this.files[place.file]!);
  }

  /** Closes the files that `line` has opened. */
  close(): void {
    this.#reader.close();
  }

  #readFile(file: number, name: string): void {
    let number = 0;
    const plain = this.#plain;
    eachLine(name, (bytes, offset) => {
      number++;
      const row = plain.read(bytes) ? plain : rowOf(bytes.toString(), `${name}:${number}`);
      const { cell, replication } = row;
      const runs = this.#cells.get(cell);
      if (runs === undefined) return;
      const lines = this.#lines.get(cell)!;
      const before = lines.get(replication);
      if (before !== undefined && !this.#replaces(row, bytes, before, runs)) return;
      if (row === plain) runs.addFigures(replication, plain.seed, plain.values);
      else runs.add(row as RunRow);
      lines.set(replication, { file, offset, length: bytes.length });
    });
  }

  /** Whether a line of a run that has one already takes its place. */
  #replaces(row: RunRow | PlainRow, bytes: Buffer, before: LinePlace, runs: CellRuns): boolean {
    const earlier = this.#reader.read(before);
    if (earlier.equals(bytes)) return false;
    const hasFailed = runs.failure(row.replication) !== undefined;
    const failsNow = 'failed' in row && row.failed !== undefined;
    if (hasFailed !== failsNow) return hasFailed;
    throw new UserError(
      `cell ${row.cell}, replication ${row.replication} was run twice, and differs:\n` +
        `  ${earlier.toString()}  ${bytes.toString()}`.trimEnd(),
      1,
    );
  }
}

/** @throws UserError when the line is no run */
export function rowOf(text: string, place: string): RunRow {
  try {
    const row = JSON.parse(text) as RunRow;
    const { cell, replication } = row;
    if (typeof cell === 'string' && Number.isSafeInteger(replication) && replication >= 0) {
      return row;
    }
  } catch {
    // It is said below.
  }
  throw new UserError(`${place} is no run of a study`);
}
