import { UserError } from '../../base/user-error.js';
import { FileProblems } from './file-problems.js';
import { LineScanner } from './line-scanner.js';
import { parseNumber } from './number-parser.js';

const COMMA = 44;
const QUOTE = 34;
const SPACE = 32;
const TAB = 9;

/** Which columns a file must and may have; their places in the file come from its first line. */
export interface CsvColumns {
  readonly required: readonly string[];
  readonly optional: readonly string[];
}

/**
 * The rows of a CSV file with a header, one at a time. Blanks around a field do not count, a quoted
 * field may hold commas and doubled quotes, blank lines are passed over.
 */
export class CsvTable {
  readonly problems: FileProblems;
  /** Columns of the file that were not asked for. */
  readonly unused: readonly string[];
  readonly #file: string;
  readonly #scanner: LineScanner;
  readonly #header: readonly string[];
  readonly #starts: Int32Array;
  readonly #ends: Int32Array;

  /** @throws UserError when the file cannot be read or lacks a required column */
  constructor(file: string, { required, optional }: CsvColumns) {
    this.#file = file;
    this.problems = new FileProblems(file);
    this.#scanner = new LineScanner(file);
    this.#header = readHeader(this.#scanner);
    this.#starts = new Int32Array(this.#header.length);
    this.#ends = new Int32Array(this.#header.length);
    const known = [...required, ...optional];
    this.unused = this.#header.filter((name) => !known.includes(name));
    const missing = required.filter((name) => !this.#header.includes(name));
    const twice = known.find((name) => this.column(name) !== this.#header.lastIndexOf(name));
    if (missing.length === 0 && twice === undefined) return;
    const what = missing.length > 0 ? `has no ${missing.join(', ')}` : `names ${twice} twice`;
    const may = optional.length > 0 ? `; ${optional.join(', ')} may follow` : '';
    throw new UserError(
      `${file}:${Math.max(1, this.line)}: the header ${what}: it must be ${required.join(',')}${may}`,
    );
  }

  /** Of the current row, from 1. */
  get line(): number {
    return this.#scanner.line;
  }

  /** Stops reading at this row. */
  refusal(reason: string): UserError {
    this.#scanner.close();
    return new UserError(`${this.#file}:${this.line}: ${reason}`);
  }

  /** The place of a column in the file; -1: it is not there. */
  column(name: string): number {
    return this.#header.indexOf(name);
  }

  /** Goes to the next row that is whole; others are noted as problems. */
  next(): boolean {
    const scanner = this.#scanner;
    const header = this.#header;
    while (scanner.next()) {
      const fields = this.#split();
      if (fields === header.length) return true;
      if (fields === BLANK) continue;
      const message =
        fields === UNCLOSED
          ? 'a quote is not closed, or something follows it'
          : `has ${fields} fields, the header ${header.length}`;
      this.problems.add(this.line, message);
    }
    return false;
  }

  /** The number in a column; NaN: it is none. */
  number(column: number): number {
    return parseNumber(this.#scanner.bytes, this.#starts[column]!, this.#ends[column]!);
  }

  /** The text in a column, without its quotes. */
  text(column: number): string {
    const start = this.#starts[column]!;
    const text = this.#scanner.text(start, this.#ends[column]!);
    return this.#scanner.bytes[start - 1] === QUOTE ? text.replaceAll('""', '"') : text;
  }

  /** Finds the fields of the current line. @returns how many, BLANK or UNCLOSED */
  #split(): number {
    const { bytes, end } = this.#scanner;
    const starts = this.#starts;
    const ends = this.#ends;
    let at = skipBlanks(bytes, this.#scanner.start, end);
    if (at === end) return BLANK;
    for (let field = 0; ; field++, at = skipBlanks(bytes, at + 1, end)) {
      let start = at;
      let stop: number;
      if (bytes[at] === QUOTE && at < end) {
        start++;
        stop = closingQuote(bytes, start, end);
        at = skipBlanks(bytes, stop + 1, end);
        if (stop === end || (at < end && bytes[at] !== COMMA)) return UNCLOSED;
      } else {
        while (at < end && bytes[at] !== COMMA) at++;
        stop = at;
        while (stop > start && isBlank(bytes[stop - 1]!)) stop--;
      }
      // What is beyond the header is only counted: a typed array ignores it.
      starts[field] = start;
      ends[field] = stop;
      if (at >= end) return field + 1;
    }
  }
}

const BLANK = 0;
const UNCLOSED = -1;

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

function skipBlanks(bytes: Buffer, from: number, end: number): number {
  let at = from;
  while (at < end && isBlank(bytes[at]!)) at++;
  return at;
}

/** The quote that ends a quoted field, which a doubled one does not; `end` when there is none. */
function closingQuote(bytes: Buffer, from: number, end: number): number {
  for (let at = from; at < end; at++) {
    if (bytes[at] !== QUOTE) continue;
    if (at + 1 < end && bytes[at + 1] === QUOTE) at++;
    else return at;
  }
  return end;
}

/** The names in the first non-blank line, in lower case. */
function readHeader(scanner: LineScanner): readonly string[] {
  while (scanner.next()) {
    const text = scanner.text(scanner.start, scanner.end);
    if (text.trim() === '') continue;
    return text.split(',').map((name) => name.trim().replaceAll('"', '').toLowerCase());
  }
  return [];
}
