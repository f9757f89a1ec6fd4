import { suggestion } from '../../scenario/schema/field.js';

/** What YAML has as a map. */
export type Plain = Readonly<Record<string, unknown>>;

/** Is told where something is wrong, and what is allowed there. */
export type Complain = (path: string, message: string) => void;

export function isMap(value: unknown): value is Plain {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Nothing is an empty map. */
export function mapOf(value: unknown, path: string, complain: Complain): Plain {
  if (value === undefined || value === null) return {};
  if (isMap(value)) return value;
  complain(path, 'must be a map');
  return {};
}

/** @param path of the map with a dot behind it; empty: the file */
export function refuseUnknown(
  map: Plain,
  path: string,
  keys: readonly string[],
  complain: Complain,
): void {
  for (const key of Object.keys(map).filter((one) => !keys.includes(one))) {
    complain(`${path}${key}`, `is not known here: use ${keys.join(', ')}${suggestion(key, keys)}`);
  }
}
