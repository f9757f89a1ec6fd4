import type { Distribution } from '../../workload/workload-spec.js';
import { describe, type Read } from './field.js';
import type { Quantity } from './readers.js';

/**
 * A random quantity: "60s" or "constant 60s", "1s..3s" or "uniform 1s..3s", "exponential 20s",
 * "pareto 60s..4h".
 * @param alsoAllowed a word for messages that the caller has dealt with, such as endless
 */
export function distribution(quantity: Quantity, alsoAllowed?: string): Read<Distribution> {
  const rule = `must be a distribution such as ${EXAMPLES}${alsoAllowed ? ` or ${alsoAllowed}` : ''}`;
  return (value, report) => {
    const parsed = parse(value.kind === 'scalar' ? value.value : undefined, quantity);
    if (typeof parsed === 'object') return parsed;
    report(value, `${rule}, got ${describe(value)}${parsed === undefined ? '' : `: ${parsed}`}`);
    return undefined;
  };
}

/** A resident set: a distribution of bytes, or 0. */
export function memory(bytes: Quantity): Read<Distribution> {
  const read = distribution(bytes, '0');
  return (value, report) =>
    value.kind === 'scalar' && value.value === 0 ? constant(0) : read(value, report);
}

/** Work: a distribution of seconds, or endless. */
export function work(seconds: Quantity): Read<Distribution> {
  const read = distribution(seconds, 'endless');
  return (value, report) =>
    value.kind === 'scalar' && value.value === 'endless' ? ENDLESS : read(value, report);
}

export function constant(value: number): Distribution {
  return { kind: 'constant', value };
}

const ENDLESS = constant(Number.POSITIVE_INFINITY);

const EXAMPLES = '"60s", "1s..3s", "exponential 20s" or "pareto 60s..4h"';

const WRITTEN = /^(?:(constant|uniform|exponential|pareto)\s+)?(.+?)(?:\s*\.\.\s*(.+))?$/;

/** @returns a sentence when the kind is right and its numbers are not; undefined when nothing is */
function parse(written: unknown, quantity: Quantity): Distribution | string | undefined {
  if (typeof written !== 'string' && typeof written !== 'number') return undefined;
  const [, word, first, second] = WRITTEN.exec(String(written).trim()) ?? [];
  const low = first === undefined ? undefined : quantity.parse(first);
  const high = second === undefined ? undefined : quantity.parse(second);
  if (low === undefined) return first === undefined ? undefined : notQuantity(first, quantity);
  if (second !== undefined && high === undefined) return notQuantity(second, quantity);
  const kind = word ?? (high === undefined ? 'constant' : 'uniform');
  if (kind === 'constant' || kind === 'exponential') {
    if (high !== undefined) return `${kind} takes one value, not a range`;
    if (low === 0) return 'must be more than 0';
    return kind === 'constant' ? constant(low) : { kind, mean: low };
  }
  if (high === undefined) return `${kind} takes a range, low..high`;
  if (low >= high) return 'the lower end of the range must be less than the upper';
  if (kind === 'uniform') return { kind, low, high };
  return low === 0 ? 'pareto starts above 0' : { kind: 'pareto', low, high };
}

function notQuantity(written: string, quantity: Quantity): string {
  return `"${written}" is not ${quantity.form}`;
}
