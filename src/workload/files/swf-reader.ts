import { LONGEST_SECONDS } from '../../base/units.js';
import { LineScanner } from './line-scanner.js';
import { parseNumber } from './number-parser.js';

/** Places of the fields that are used; the standard counts them from 1. */
const ID = 0;
const SUBMIT = 1;
const RUN_TIME = 3;
const PROCESSORS = 4;
const MEMORY_KB = 6;
const REQUESTED_PROCESSORS = 7;
const REQUESTED_SECONDS = 8;
const REQUESTED_MEMORY_KB = 9;
const USER = 11;
const FIELDS = 12;
/** Those that feedback needs as well. */
const PRECEDING = 16;
const THINK = 17;
const FIELDS_WITH_FEEDBACK = 18;
const USED = [
  ...[ID, SUBMIT, RUN_TIME, PROCESSORS, MEMORY_KB],
  ...[REQUESTED_PROCESSORS, REQUESTED_MEMORY_KB, USER],
];
const USED_WITH_FEEDBACK = USED.concat(PRECEDING, THINK);

/** More than any computer has; each becomes a process, and a run cannot have more (capacity.ts). */
const MOST_PROCESSORS = 2 ** 23;

const UNKNOWN = -1;
const UNKNOWN_MEMORY_BYTES = 1024 ** 2;

const TAB = 9;
const SPACE = 32;
const SEMICOLON = 59;

/** The jobs of a trace that can be run, one at a time, in the order of the file. */
export class SwfReader {
  /** How many lines were jobs, those that were skipped too. */
  read = 0;
  readonly #scanner: LineScanner;
  readonly #fields: Float64Array;
  readonly #used: readonly number[];
  readonly #skipped = new Map<SkipReason, number>();
  #firstMalformedLine = 0;

  /** @throws UserError when the file cannot be read */
  constructor(file: string, fields: 'without feedback' | 'with feedback' = 'without feedback') {
    const hasFeedback = fields === 'with feedback';
    this.#fields = new Float64Array(hasFeedback ? FIELDS_WITH_FEEDBACK : FIELDS);
    this.#used = hasFeedback ? USED_WITH_FEEDBACK : USED;
    this.#scanner = new LineScanner(file);
  }

  /** Goes to the next entry that can be run. */
  next(): boolean {
    while (this.#scanner.next()) {
      if (!readFields(this.#scanner, this.#fields)) continue;
      this.read++;
      const reason = whySkipped(this.#fields, this.#used);
      if (reason === undefined) return true;
      this.#skipped.set(reason, (this.#skipped.get(reason) ?? 0) + 1);
      if (reason === 'malformed') this.#firstMalformedLine ||= this.#scanner.line;
    }
    return false;
  }

  /** Gives up the rest of the file. */
  close(): void {
    this.#scanner.close();
  }

  /** The trace's own number; negative: unknown. */
  get id(): number {
    return Math.trunc(this.#fields[ID]!);
  }

  get submitSeconds(): number {
    return this.#fields[SUBMIT]!;
  }

  /** Above 0. */
  get runSeconds(): number {
    return this.#fields[RUN_TIME]!;
  }

  /** At least 1. */
  get processors(): number {
    return processors(this.#fields);
  }

  /** Of one processor. */
  get memoryBytes(): number {
    return memoryBytes(this.#fields);
  }

  /** What its user said it would run for; at most 0: nothing. */
  get estimateSeconds(): number {
    const seconds = this.#fields[REQUESTED_SECONDS]!;
    return seconds <= LONGEST_SECONDS ? seconds : UNKNOWN;
  }

  /** Negative: unknown. */
  get user(): number {
    return Math.trunc(this.#fields[USER]!);
  }

  /** The number of the job that it follows; negative: unknown. Only read with feedback. */
  get precedingJob(): number {
    return Math.trunc(this.#fields[PRECEDING]!);
  }

  /** Seconds from the end of that one to its submit time; negative: unknown. Only with feedback. */
  get thinkSeconds(): number {
    const seconds = this.#fields[THINK]!;
    return seconds <= LONGEST_SECONDS ? seconds : UNKNOWN;
  }

  /**
   * "none skipped", "25 skipped: without run time", "3 skipped: 2 malformed (first in line 7),
   * ...".
   */
  get skippedText(): string {
    if (this.#skipped.size === 0) return 'none skipped';
    const counts = [...this.#skipped];
    const total = counts.reduce((sum, [, count]) => sum + count, 0);
    const reasons = counts.map(([reason, count]) => {
      const where = reason === 'malformed' ? ` (first in line ${this.#firstMalformedLine})` : '';
      return counts.length === 1 ? reason + where : `${count} ${reason}${where}`;
    });
    return `${total} skipped: ${reasons.join(', ')}`;
  }
}

type SkipReason =
  | 'malformed'
  | 'without submit time'
  | 'without run time'
  | 'without processors'
  | 'with more than 8388608 processors';

function whySkipped(fields: Float64Array, used: readonly number[]): SkipReason | undefined {
  for (const place of used) if (!Number.isFinite(fields[place])) return 'malformed';
  if (fields[RUN_TIME]! <= 0) return 'without run time';
  if (processors(fields) < 1) return 'without processors';
  if (processors(fields) > MOST_PROCESSORS) return 'with more than 8388608 processors';
  if (fields[SUBMIT]! > LONGEST_SECONDS || fields[RUN_TIME]! > LONGEST_SECONDS) return 'malformed';
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
  for (let at = start; field < fields.length; field++) {
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
