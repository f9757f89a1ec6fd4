import { basename } from 'node:path';
import { Float64List } from '../../base/growable.js';
import { LineScanner } from './line-scanner.js';
import { parseNumber } from './number-parser.js';

/** What can be run of a trace, in the order of the file; a row is an entry. */
export interface SwfEntries {
  /** The trace's own number; negative: unknown. */
  readonly id: Float64Array;
  readonly submitSeconds: Float64Array;
  /** Above 0. */
  readonly runSeconds: Float64Array;
  /** At least 1. */
  readonly processors: Float64Array;
  /** Of one processor. */
  readonly memoryBytes: Float64Array;
  /** Negative: unknown. */
  readonly user: Float64Array;
}

/** Places of the fields that are used; the standard counts them from 1. */
const ID = 0;
const SUBMIT = 1;
const RUN_TIME = 3;
const PROCESSORS = 4;
const MEMORY_KB = 6;
const REQUESTED_PROCESSORS = 7;
const REQUESTED_MEMORY_KB = 9;
const USER = 11;
const FIELDS = 12;
const USED = [ID, SUBMIT, RUN_TIME, PROCESSORS, MEMORY_KB, REQUESTED_PROCESSORS].concat(
  REQUESTED_MEMORY_KB,
  USER,
);

/** More than any computer has; each becomes a process. */
const MOST_PROCESSORS = 2 ** 24;

const UNKNOWN = -1;
const UNKNOWN_MEMORY_BYTES = 1024 ** 2;

const TAB = 9;
const SPACE = 32;
const SEMICOLON = 59;

/** @returns the entries, and a sentence that tells how many were read and why others were skipped */
export function readSwfEntries(file: string): {
  readonly entries: SwfEntries;
  readonly note: string;
} {
  const scanner = new LineScanner(file);
  const fields = new Float64Array(FIELDS);
  const columns = {
    id: new Float64List(),
    submitSeconds: new Float64List(),
    runSeconds: new Float64List(),
    processors: new Float64List(),
    memoryBytes: new Float64List(),
    user: new Float64List(),
  };
  const skipped = new Skipped();
  let read = 0;
  while (scanner.next()) {
    if (!readFields(scanner, fields)) continue;
    read++;
    const reason = whySkipped(fields);
    if (reason !== undefined) {
      skipped.add(reason, scanner.line);
      continue;
    }
    columns.id.push(Math.trunc(fields[ID]!));
    columns.submitSeconds.push(fields[SUBMIT]!);
    columns.runSeconds.push(fields[RUN_TIME]!);
    columns.processors.push(processors(fields));
    columns.memoryBytes.push(memoryBytes(fields));
    columns.user.push(Math.trunc(fields[USER]!));
  }
  const entries = {
    id: columns.id.toArray(),
    submitSeconds: columns.submitSeconds.toArray(),
    runSeconds: columns.runSeconds.toArray(),
    processors: columns.processors.toArray(),
    memoryBytes: columns.memoryBytes.toArray(),
    user: columns.user.toArray(),
  };
  return { entries, note: `${basename(file)}: ${read} read, ${skipped.told()}` };
}

type SkipReason = 'malformed' | 'without submit time' | 'without run time' | 'without processors';

function whySkipped(fields: Float64Array): SkipReason | undefined {
  for (const place of USED) if (!Number.isFinite(fields[place])) return 'malformed';
  if (fields[RUN_TIME]! <= 0) return 'without run time';
  if (processors(fields) < 1) return 'without processors';
  if (processors(fields) > MOST_PROCESSORS) return 'malformed';
  // Times count from the start of the trace: what is negative is not a time.
  if (fields[SUBMIT]! < 0) return 'without submit time';
  return undefined;
}

function processors(fields: Float64Array): number {
  const used = Math.trunc(fields[PROCESSORS]!);
  return used >= 1 ? used : Math.trunc(fields[REQUESTED_PROCESSORS]!);
}

function memoryBytes(fields: Float64Array): number {
  if (fields[MEMORY_KB]! > 0) return fields[MEMORY_KB]! * 1024;
  if (fields[REQUESTED_MEMORY_KB]! > 0) return fields[REQUESTED_MEMORY_KB]! * 1024;
  return UNKNOWN_MEMORY_BYTES;
}

/**
 * Reads the fields of the current line; missing ones are unknown, and what is no number is NaN.
 * @returns false when the line is blank or a comment
 */
function readFields({ bytes, start, end }: LineScanner, fields: Float64Array): boolean {
  fields.fill(UNKNOWN);
  let field = 0;
  for (let at = start; at < end && field < FIELDS; field++) {
    while (at < end && isBlank(bytes[at]!)) at++;
    if (at === end || bytes[at] === SEMICOLON) break;
    const fieldStart = at;
    while (at < end && !isBlank(bytes[at]!)) at++;
    fields[field] = parseNumber(bytes, fieldStart, at);
  }
  return field > 0;
}

function isBlank(byte: number): boolean {
  return byte === SPACE || byte === TAB;
}

/** How many entries were skipped, by reason. */
class Skipped {
  readonly #counts = new Map<SkipReason, number>();
  #total = 0;
  #firstMalformedLine = 0;

  add(reason: SkipReason, line: number): void {
    this.#total++;
    if (reason === 'malformed' && this.#firstMalformedLine === 0) this.#firstMalformedLine = line;
    this.#counts.set(reason, (this.#counts.get(reason) ?? 0) + 1);
  }

  /** "none skipped", "25 skipped: without run time", "3 skipped: 2 malformed (first in line 7), ...". */
  told(): string {
    if (this.#total === 0) return 'none skipped';
    const reasons = [...this.#counts].map(([reason, count]) => {
      const where = reason === 'malformed' ? ` (first in line ${this.#firstMalformedLine})` : '';
      return this.#counts.size === 1 ? reason + where : `${count} ${reason}${where}`;
    });
    return `${this.#total} skipped: ${reasons.join(', ')}`;
  }
}
