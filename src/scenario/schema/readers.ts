import {
  BANDWIDTH_FORM,
  BYTES_FORM,
  DURATION_FORM,
  parseBandwidth,
  parseBytes,
  parseDuration,
  SHORTEST_SECONDS,
} from '../../base/units.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import { describe, type Read, suggestion } from './field.js';

/** A kind of quantity with its written form: seconds, bytes or bytes per second. */
export interface Quantity {
  readonly parse: (written: string | number) => number | undefined;
  readonly form: string;
  /** The least that is more than nothing. */
  readonly least: { readonly value: number; readonly written: string };
}

export const SECONDS: Quantity = {
  parse: parseDuration,
  form: DURATION_FORM,
  least: { value: SHORTEST_SECONDS, written: '1us' },
};
const ONE = { value: 1, written: '1' };
export const BYTES: Quantity = { parse: parseBytes, form: BYTES_FORM, least: ONE };
export const BANDWIDTH: Quantity = { parse: parseBandwidth, form: BANDWIDTH_FORM, least: ONE };

/** A quantity of at least 0. */
export function quantity({ parse, form }: Pick<Quantity, 'parse' | 'form'>): Read<number> {
  return scalar(`must be ${form}`, (written) =>
    typeof written === 'string' || typeof written === 'number' ? parse(written) : undefined,
  );
}

/** A quantity of more than 0: so much more that virtual time cannot stand still. */
export function positive({ parse, form, least }: Quantity): Read<number> {
  return quantity({
    parse: (written) => {
      const value = parse(written);
      return value !== undefined && value >= least.value ? value : undefined;
    },
    form: `${form} and at least ${least.written}`,
  });
}

/** Seconds of work: more than 0, or endless. */
export const secondsOrEndless: Read<number> = (value, report) =>
  value.kind === 'scalar' && value.value === 'endless'
    ? Number.POSITIVE_INFINITY
    : positive({ ...SECONDS, form: `endless or ${DURATION_FORM}` })(value, report);

export function wholeNumber(least: number, most = Number.MAX_SAFE_INTEGER): Read<number> {
  const range =
    most === Number.MAX_SAFE_INTEGER ? `of at least ${least}` : `from ${least} to ${most}`;
  return scalar(`must be a whole number ${range}`, (written) =>
    Number.isInteger(written) && Number(written) >= least && Number(written) <= most
      ? Number(written)
      : undefined,
  );
}

export function numberFrom(least: number, most = Number.POSITIVE_INFINITY): Read<number> {
  const range =
    most === Number.POSITIVE_INFINITY ? `of at least ${least}` : `from ${least} to ${most}`;
  return scalar(`must be a number ${range}`, (written) =>
    isFiniteNumber(written) && written >= least && written <= most ? written : undefined,
  );
}

/** More than 0. */
export function positiveNumber(most = Number.POSITIVE_INFINITY): Read<number> {
  const range = most === Number.POSITIVE_INFINITY ? '' : ` and at most ${most}`;
  return scalar(`must be a number more than 0${range}`, (written) =>
    isFiniteNumber(written) && written > 0 && written <= most ? written : undefined,
  );
}

export const flag: Read<boolean> = scalar('must be true or false', (written) =>
  typeof written === 'boolean' ? written : undefined,
);

/** Text that is not blank; a number is taken as it is written. */
export const text: Read<string> = scalar('must be text', (written) => {
  if (typeof written === 'number') return String(written);
  return typeof written === 'string' && written.trim() !== '' ? written.trim() : undefined;
});

export function oneOf<Word extends string>(words: readonly Word[]): Read<Word> {
  return (value, report) => {
    const written = value.kind === 'scalar' ? value.value : undefined;
    const word = words.find((candidate) => candidate === written);
    if (word === undefined) {
      const hint = suggestion(String(written), words);
      report(value, `must be ${orList(words)}, got ${describe(value)}${hint}`);
    }
    return word;
  };
}

/** A list of such values, or one such value alone. Not empty. */
export function oneOrMore<T>(read: Read<T>): Read<readonly T[]> {
  return (value, report) => {
    if (value.kind !== 'list') {
      const single = read(value, report);
      return single === undefined ? undefined : [single];
    }
    if (value.items.length === 0) return wrong(value, report, 'must not be an empty list');
    const items = value.items.map((item) => read(item, report));
    return items.every((item) => item !== undefined) ? items : undefined;
  };
}

/** The items of a list, each to be read by its own schema. */
export const items: Read<readonly Value[]> = (value, report) =>
  value.kind === 'list'
    ? value.items
    : wrong(value, report, `must be a list (lines that start with "- "), got ${describe(value)}`);

/** The value itself, to be read by its own schema. */
export const asItIs: Read<Value> = (value) => value;

/** "a, b or c". */
export function orList(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words[words.length - 1]}`;
}

/** Reads what `parse` takes; anything else is reported as `rule`. */
export function scalar<T>(rule: string, parse: (written: unknown) => T | undefined): Read<T> {
  return (value, report) => {
    const parsed = value.kind === 'scalar' ? parse(value.value) : undefined;
    return parsed ?? wrong(value, report, `${rule}, got ${describe(value)}`);
  };
}

function wrong(value: Value, report: Report, message: string): undefined {
  report(value, message);
  return undefined;
}

function isFiniteNumber(written: unknown): written is number {
  return typeof written === 'number' && Number.isFinite(written);
}
