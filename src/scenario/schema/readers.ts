import {
  BANDWIDTH_FORM,
  BANDWIDTH_PATTERN,
  BYTES_FORM,
  BYTES_PATTERN,
  DURATION_FORM,
  DURATION_PATTERN,
  LONGEST_SECONDS,
  MOST_BYTES,
  parseBandwidth,
  parseBytes,
  parseDuration,
  SHORTEST_SECONDS,
} from '../../base/units.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { describe, type Read, reader, suggestion } from './field.js';
import type { JsonSchema } from './json-schema.js';

/** A kind of quantity with its written form: seconds, bytes or bytes per second. */
export interface Quantity {
  readonly parse: (written: string | number) => number | undefined;
  readonly form: string;
  /**
   * Of the written form without its ends, for schemas; how large it may be a pattern cannot say.
   */
  readonly pattern: string;
  readonly most: number;
  /** The least that is more than nothing. */
  readonly least: { readonly value: number; readonly written: string };
}

export const SECONDS: Quantity = {
  parse: parseDuration,
  form: DURATION_FORM,
  pattern: DURATION_PATTERN,
  most: LONGEST_SECONDS,
  least: { value: SHORTEST_SECONDS, written: '1us' },
};
const ONE = { value: 1, written: '1' };
export const BYTES: Quantity = {
  parse: parseBytes,
  form: BYTES_FORM,
  pattern: BYTES_PATTERN,
  most: MOST_BYTES,
  least: ONE,
};
export const BANDWIDTH: Quantity = {
  parse: parseBandwidth,
  form: BANDWIDTH_FORM,
  pattern: BANDWIDTH_PATTERN,
  most: MOST_BYTES,
  least: ONE,
};

/** Before an amount: that it is not 0. */
export const NOT_ZERO = '(?![0.]+(?![\\d.]))';

/** A quantity of at least 0. */
export function quantity({ parse, form, pattern, most }: Quantity): Read<number> {
  return scalar(
    `must be ${form}`,
    () => ({
      type: ['string', 'number'],
      pattern: `^\\s*${pattern}\\s*$`,
      minimum: 0,
      maximum: most,
    }),
    (written) => (isTextOrNumber(written) ? parse(written) : undefined),
  );
}

/** A quantity of more than 0: so much more that virtual time cannot stand still. */
export function positive({ parse, form, pattern, most, least }: Quantity): Read<number> {
  return scalar(
    `must be ${form} and at least ${least.written}`,
    () => ({
      type: ['string', 'number'],
      pattern: `^\\s*${NOT_ZERO}${pattern}\\s*$`,
      minimum: least.value,
      maximum: most,
    }),
    (written) => {
      const value = isTextOrNumber(written) ? parse(written) : undefined;
      return value !== undefined && value >= least.value ? value : undefined;
    },
  );
}

/** Seconds of work: more than 0, or endless. */
export const secondsOrEndless: Read<number> = orWord(
  'endless',
  Number.POSITIVE_INFINITY,
  positive({ ...SECONDS, form: `endless or ${DURATION_FORM}` }),
);

/** A word, or a number, that stands for a value, or what is read otherwise. */
export function orWord<T>(word: string | number, meaning: T, otherwise: Read<T>): Read<T> {
  return reader(
    () => {
      const { description, ...schema } = otherwise.schema();
      return { ...(description && { description }), anyOf: [{ enum: [word] }, schema] };
    },
    (value, report) =>
      value.kind === 'scalar' && value.value === word ? meaning : otherwise(value, report),
  );
}

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Read<number> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return scalar(
    `must be a whole number ${range}`,
    () => ({ type: 'integer', minimum: least, maximum: most }),
    (written) =>
      Number.isInteger(written) && Number(written) >= least && Number(written) <= most
        ? Number(written)
        : undefined,
  );
}

export function numberFrom(least: number, most = Number.POSITIVE_INFINITY): Read<number> {
  const range =
    most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
  return scalar(
    `must be a number ${range}`,
    () => ({ type: 'number', minimum: least, ...atMost(most) }),
    (written) =>
      isFiniteNumber(written) && written >= least && written <= most ? written : undefined,
  );
}

/** More than 0. */
export function positiveNumber(most: number): Read<number> {
  return scalar(
    `must be a number more than 0 and at most ${most}`,
    () => ({ type: 'number', exclusiveMinimum: 0, maximum: most }),
    (written) => (isFiniteNumber(written) && written > 0 && written <= most ? written : undefined),
  );
}

export const flag: Read<boolean> = scalar(
  'must be true or false',
  () => ({ type: 'boolean' }),
  (written) => (typeof written === 'boolean' ? written : undefined),
);

/** Text that is not blank; a number is taken as it is written. */
export const text: Read<string> = scalar(
  'must be text',
  () => ({ type: ['string', 'number'], pattern: '\\S' }),
  (written) => {
    if (typeof written === 'number') return String(written);
    return typeof written === 'string' && written.trim() !== '' ? written.trim() : undefined;
  },
);

export function oneOf<Word extends string>(words: readonly Word[]): Read<Word> {
  return reader(
    () => ({ enum: words }),
    (value, report) => {
      const written = value.kind === 'scalar' ? value.value : undefined;
      const word = words.find((candidate) => candidate === written);
      if (word === undefined) {
        const hint = suggestion(String(written), words);
        report(value, `must be ${orList(words)}, got ${describe(value)}${hint}`);
      }
      return word;
    },
  );
}

/** A list of such values, or one such value alone. Not empty. */
export function oneOrMore<T>(read: Read<T>): Read<readonly T[]> {
  return reader(
    () => ({ anyOf: [read.schema(), { type: 'array', minItems: 1, items: read.schema() }] }),
    (value, report) => {
      if (value.kind !== 'list') {
        const single = read(value, report);
        return single === undefined ? undefined : [single];
      }
      if (value.items.length === 0) return wrong(value, report, 'must not be an empty list');
      const items = value.items.map((item) => read(item, report));
      return items.every((item) => item !== undefined) ? items : undefined;
    },
  );
}

/**
 * The items of a list, each to be read when the nodes are known.
 * @param schema of an item
 */
export function items(schema: () => JsonSchema, most?: number): Read<readonly Value[]> {
  return reader(
    () => ({ type: 'array', items: schema(), ...(most !== undefined && { maxItems: most }) }),
    (value, report) =>
      value.kind === 'list'
        ? value.items
        : wrong(
            value,
            report,
            `must be a list (lines that start with "- "), got ${describe(value)}`,
          ),
  );
}

/** The value itself, to be read by its own schema. */
export function asItIs(schema: () => JsonSchema): Read<Value> {
  return reader(schema, (value) => value);
}

/** "a, b or c". */
export function orList(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** Reads what `parse` takes; anything else is reported as `rule`. */
export function scalar<T>(
  rule: string,
  schema: () => JsonSchema,
  parse: (written: unknown) => T | undefined,
): Read<T> {
  return reader(
    () => ({ description: rule.replace(/^must be /, ''), ...schema() }),
    (value, report) => {
      const parsed = value.kind === 'scalar' ? parse(value.value) : undefined;
      return parsed ?? wrong(value, report, `${rule}, got ${describe(value)}`);
    },
  );
}

function atMost(most: number): Pick<JsonSchema, 'maximum'> {
  return Number.isFinite(most) ? { maximum: most } : {};
}

export function isTextOrNumber(written: unknown): written is string | number {
  return typeof written === 'string' || typeof written === 'number';
}

function wrong(value: Value, report: Report, message: string): undefined {
  report(value, message);
  return undefined;
}

function isFiniteNumber(written: unknown): written is number {
  return typeof written === 'number' && Number.isFinite(written);
}
