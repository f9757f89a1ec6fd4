import { nearest } from '../../base/nearest.js';
import type { Report } from '../problem.js';
import type { Value } from '../yaml-tree.js';
import type { JsonSchema } from './json-schema.js';

/** Turns a YAML value into a checked one; undefined: a problem has been reported. */
export interface Read<T> {
  (value: Value, report: Report): T | undefined;
  /** What it takes, as far as a schema can say that. */
  readonly schema: () => JsonSchema;
}

/** A reader and what it takes: the schema refuses nothing that is read without a problem. */
export function reader<T>(
  schema: () => JsonSchema,
  read: (value: Value, report: Report) => T | undefined,
): Read<T> {
  return Object.assign(read, { schema });
}

/**
 * A key of a map. `otherwise` is its default; it also stands in for a missing or wrong value, so
 * that the rest of the file can still be checked.
 */
export interface Field<T> {
  readonly read: Read<T>;
  readonly otherwise: T;
  readonly required: boolean;
}

export type Fields<T> = { readonly [Key in keyof T]: Field<T[Key]> };

/** A key that may be left out. */
export function optional<T>(read: Read<T>, otherwise: T): Field<T> {
  return { read, otherwise, required: false };
}

/** A key that must be there; `standIn` is what checking continues with when it is not. */
export function required<T>(read: Read<T>, standIn: T): Field<T> {
  return { read, otherwise: standIn, required: true };
}

/**
 * Reads a map with exactly these keys; a key without a value counts as left out.
 * @param alsoKnown keys that are neither read nor reported
 */
export function readMap<T extends object>(
  value: Value,
  fields: Fields<T>,
  report: Report,
  alsoKnown: readonly string[] = [],
): T {
  const keys = Object.keys(fields) as (keyof T & string)[];
  const result = Object.fromEntries(keys.map((key) => [key, fields[key].otherwise])) as T;
  if (value.kind !== 'map') {
    const needed = keys.filter((key) => fields[key].required);
    report(
      value,
      `must be a map with the keys ${keys.join(', ')}, got ${describe(value)}${asMap(value, needed)}`,
    );
    return result;
  }
  for (const entry of value.entries) {
    if (!Object.hasOwn(fields, entry.key) && !alsoKnown.includes(entry.key)) {
      report(entry, unknownKey(entry.key, [...keys, ...alsoKnown]));
    }
  }
  for (const key of keys) {
    const given = find(value, key);
    if (given !== undefined) result[key] = fields[key].read(given, report) ?? result[key];
    else if (fields[key].required) report(value, `${key} is missing`);
  }
  return result;
}

/** Where one key is needed, a value alone is most likely its. */
function asMap(value: Value, [needed, ...others]: readonly string[]): string {
  if (value.kind !== 'scalar' || value.value === null) return '';
  if (needed === undefined || others.length > 0) return '';
  return `; did you mean { ${needed}: ${String(value.value).slice(0, 60)} }?`;
}

/** The schema of what `readMap` takes. */
export function mapSchema<T extends object>(fields: Fields<T>): JsonSchema {
  const all = Object.entries<Field<unknown>>(fields);
  return {
    type: 'object',
    properties: Object.fromEntries(all.map(([key, field]) => [key, valueSchema(field)])),
    required: all.filter(([, field]) => field.required).map(([key]) => key),
    additionalProperties: false,
  };
}

/** A key without a value counts as left out. */
function valueSchema({ read, required }: Field<unknown>): JsonSchema {
  const { description, ...schema } = read.schema();
  if (required) return read.schema();
  return { ...(description && { description }), anyOf: [schema, { type: 'null' }] };
}

/** The value of a key; undefined: not a map, no such key, or a key without a value. */
export function find(value: Value, key: string): Value | undefined {
  if (value.kind !== 'map') return undefined;
  const found = value.entries.find((entry) => entry.key === key)?.value;
  return found?.kind === 'scalar' && found.value === null ? undefined : found;
}

/** A value in a message: short, and in quotes when it is text. */
export function describe(value: Value): string {
  switch (value.kind) {
    case 'list':
      return 'a list';
    case 'map':
      return 'a map';
    case 'scalar': {
      if (value.value === null) return 'nothing';
      const text = typeof value.value === 'string' ? `"${value.value}"` : String(value.value);
      return text.length > 60 ? `${text.slice(0, 60)}…` : text;
    }
  }
}

/** "; did you mean cpus?" or nothing. */
export function suggestion(written: string, words: readonly string[]): string {
  const word = nearest(written, words);
  return word === undefined ? '' : `; did you mean ${word}?`;
}

function unknownKey(key: string, known: readonly string[]): string {
  return `unknown key${suggestion(key, known)} (allowed: ${known.join(', ')})`;
}
