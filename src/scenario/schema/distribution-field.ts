import type { Distribution } from '../../base/distribution.js';
import { UserError } from '../../base/user-error.js';
import type { ValueLine } from '../../workload/files/value-lines.js';
import { describe, type Read, reader, suggestion } from './field.js';
import type { JsonSchema } from './json-schema.js';
import { isTextOrNumber, NOT_ZERO, orWord, type Quantity } from './readers.js';

/**
 * A random quantity: "60s" or "constant 60s", "1s..3s" or "uniform 1s..3s", "exponential 20s",
 * "hyperexponential 20s cv2 10", "erlang 20s stages 4", "lognormal 20s cv 2", "weibull 20s shape
 * 0.5" (each by its mean), "pareto 60s..4h" or "pareto 60s..4h alpha 1.5".
 * Also "empirical lives.txt": the values of a file.
 * @param alsoAllowed a word for messages that the caller has dealt with, such as endless
 */
export function distribution(
  quantity: Quantity,
  { alsoAllowed, files }: DistributionOptions = {},
): Read<Distribution> {
  const rule = `must be a distribution such as ${EXAMPLES}${alsoAllowed ? ` or ${alsoAllowed}` : ''}`;
  return reader(
    () => ({ description: rule.replace('must be ', ''), ...schemaOf(quantity) }),
    (value, report) => {
      const written = value.kind === 'scalar' ? value.value : undefined;
      const [, file] = /^\s*empirical\s+(\S.*)$/.exec(String(written)) ?? [];
      const parsed =
        file === undefined ? parse(written, quantity) : empirical(file.trim(), quantity, files);
      if (typeof parsed === 'object') return parsed;
      report(value, `${rule}, got ${describe(value)}${parsed === undefined ? '' : `: ${parsed}`}`);
      return undefined;
    },
  );
}

/** A resident set: a distribution of bytes, or 0. */
export function memory(bytes: Quantity, files?: ValueFiles): Read<Distribution> {
  return orWord(0, constant(0), distribution(bytes, { alsoAllowed: '0', files }));
}

/** Work: a distribution of seconds, or endless. */
export function work(seconds: Quantity, files?: ValueFiles): Read<Distribution> {
  return orWord('endless', ENDLESS, distribution(seconds, { alsoAllowed: 'endless', files }));
}

export function constant(value: number): Distribution {
  return { kind: 'constant', value };
}

const ENDLESS = constant(Number.POSITIVE_INFINITY);

const EXAMPLES = '"60s", "1s..3s", "exponential 20s", "lognormal 20s cv 2" or "pareto 60s..4h"';

const WRITTEN = /^(?:([a-z]+)\s+)?([\d.]\S*?)(?:\s*\.\.\s*(\S+))?(?:\s+([a-z]+\d?)\s+(\S+))?$/;

/** Where values of files come from. */
export interface ValueFiles {
  /** Where a file is that the scenario names. */
  readonly locate: (file: string) => string;
  /** @throws UserError when it cannot be read */
  readonly readValues: (file: string) => Iterable<ValueLine>;
}

interface DistributionOptions {
  readonly alsoAllowed?: string | undefined;
  /** Undefined: no values of files are taken here. */
  readonly files?: ValueFiles | undefined;
}

/** @returns a sentence when the file, or something in it, is not what it must be */
function empirical(
  file: string,
  quantity: Quantity,
  files: ValueFiles | undefined,
): Distribution | string {
  if (files === undefined) return 'the values of a file are for sources of processes';
  const values: number[] = [];
  try {
    for (const { line, written } of files.readValues(files.locate(file))) {
      const value = quantity.parse(written);
      if (value === undefined) return `${file}:${line}: ${notQuantity(written, quantity)}`;
      values.push(value);
      if (values.length > MOST_VALUES) return `${file} has more than ${MOST_VALUES} values`;
    }
  } catch (error) {
    if (error instanceof UserError) return error.message;
    throw error;
  }
  return values.some((value) => value > 0)
    ? { kind: 'empirical', values }
    : `${file} has no value above 0`;
}

const MOST_VALUES = 1_000_000;

/** How each kind is written: by a value or by a range, and with which further number. */
const KINDS = {
  constant: { by: 'value', make: (mean) => constant(mean) },
  uniform: { by: 'range', make: (low, high) => ({ kind: 'uniform', low, high }) },
  exponential: { by: 'value', make: (mean) => ({ kind: 'exponential', mean }) },
  hyperexponential: {
    by: 'value',
    further: { name: 'cv2', least: 1, most: 1e6 },
    make: (mean, _, cv2) => ({ kind: 'hyperexponential', mean, cv2 }),
  },
  erlang: {
    by: 'value',
    further: { name: 'stages', least: 1, most: 1000, whole: true },
    make: (mean, _, stages) => ({ kind: 'erlang', mean, stages }),
  },
  lognormal: {
    by: 'value',
    further: { name: 'cv', least: 0, most: 1000 },
    make: (mean, _, cv) => ({ kind: 'lognormal', mean, cv }),
  },
  weibull: {
    by: 'value',
    // Below, the mean of what is drawn is made by values that hardly ever come.
    further: { name: 'shape', least: 0.1, most: 100 },
    make: (mean, _, shape) => ({ kind: 'weibull', mean, shape }),
  },
  pareto: {
    by: 'range',
    further: { name: 'alpha', least: 0.01, most: 100, otherwise: 1 },
    make: (low, high, alpha) => ({ kind: 'pareto', low, high, alpha }),
  },
} as const satisfies Readonly<Record<string, Kind>>;

interface Kind {
  readonly by: 'value' | 'range';
  readonly further?: Further;
  readonly make: (low: number, high: number, further: number) => Distribution;
}

/** The number behind a word, such as `cv 2`. */
interface Further {
  readonly name: string;
  readonly least: number;
  readonly most: number;
  readonly whole?: boolean;
  /** What it is when it is left out; undefined: it must be given. */
  readonly otherwise?: number;
}

/**
 * @returns a sentence when the form is right and something in it is not; undefined when nothing is
 */
function parse(written: unknown, quantity: Quantity): Distribution | string | undefined {
  if (!isTextOrNumber(written)) return undefined;
  const [, word, first, second, name, number] = WRITTEN.exec(String(written).trim()) ?? [];
  if (first === undefined) return undefined;
  const low = quantity.parse(first);
  const high = second === undefined ? undefined : quantity.parse(second);
  if (low === undefined) return notQuantity(first, quantity);
  if (second !== undefined && high === undefined) return notQuantity(second, quantity);
  const { least } = quantity;
  const isTooSmall = (value = 0) => value > 0 && value < least.value;
  if (isTooSmall(low) || isTooSmall(high)) return `must be at least ${least.written}`;
  const kindName = word ?? (high === undefined ? 'constant' : 'uniform');
  if (!Object.hasOwn(KINDS, kindName)) {
    return `"${kindName}" is not a kind of distribution${suggestion(kindName, Object.keys(KINDS))}`;
  }
  const kind: Kind = KINDS[kindName as keyof typeof KINDS];
  const further = readFurther(kindName, kind.further, name, number);
  if (typeof further === 'string') return further;
  const wrong = wrongEnds(kindName, kind, low, high);
  return wrong ?? kind.make(low, high ?? low, further);
}

function wrongEnds(
  name: string,
  { by }: Kind,
  low: number,
  high: number | undefined,
): string | undefined {
  if (by === 'value') {
    if (high !== undefined) return `${name} takes one value, not a range`;
    return low === 0 ? 'must be more than 0' : undefined;
  }
  if (high === undefined) return `${name} takes a range, low..high`;
  if (low >= high) return 'the lower end of the range must be less than the upper';
  return name === 'pareto' && low === 0 ? 'pareto starts above 0' : undefined;
}

function readFurther(
  kind: string,
  further: Further | undefined,
  name: string | undefined,
  written: string | undefined,
): number | string {
  if (further === undefined) return name === undefined ? 0 : `${kind} takes no "${name}"`;
  const { least, most, whole = false, otherwise } = further;
  if (name === undefined)
    return otherwise ?? `${kind} takes a ${further.name}, such as ${further.name} 2`;
  if (name !== further.name) {
    return `${kind} takes ${further.name}, not "${name}"${sameVariation(name, written, further.name)}`;
  }
  const value = DECIMAL.test(written ?? '') ? Number(written) : Number.NaN;
  const fits = value >= least && value <= most;
  if (fits && (!whole || Number.isInteger(value))) return value;
  const range = `from ${least} to ${most}`;
  return `${further.name} must be a ${whole ? 'whole ' : ''}number ${range}, got "${written}"`;
}

/** ": cv 4 is cv2 16", where a coefficient of variation was given in the other form; else nothing. */
function sameVariation(name: string, written = '', wanted: string): string {
  const value = DECIMAL.test(written) ? Number(written) : Number.NaN;
  const same =
    name === 'cv' && wanted === 'cv2'
      ? value ** 2
      : name === 'cv2' && wanted === 'cv'
        ? Math.sqrt(value)
        : Number.NaN;
  return Number.isNaN(same)
    ? ''
    : `: ${name} ${written} is ${wanted} ${Number(same.toPrecision(6))}`;
}

/** The number of a `Further`. */
const DECIMAL = /^\d+(?:\.\d+)?(?:[eE][+-]?\d+)?$/;

/** How large the numbers are, a pattern cannot say. */
function schemaOf({ pattern, least, most }: Quantity): JsonSchema {
  const value = pattern.replace('\\s*', '');
  const kinds = Object.entries<Kind>(KINDS).map(([name, kind]) => {
    const isDefault = name === (kind.by === 'value' ? 'constant' : 'uniform');
    const word = isDefault ? `(?:${name}\\s+)?` : `${name}\\s+`;
    const ends = kind.by === 'value' ? NOT_ZERO + value : `${value}\\s*\\.\\.\\s*${value}`;
    return word + ends + furtherPattern(kind.further);
  });
  return {
    type: ['string', 'number'],
    pattern: `^\\s*(?:${kinds.join('|')}|empirical\\s+\\S.*)\\s*$`,
    minimum: least.value,
    maximum: most,
  };
}

function furtherPattern(further: Further | undefined): string {
  if (further === undefined) return '';
  const written = `\\s+${further.name}\\s+${DECIMAL.source.slice(1, -1)}`;
  return further.otherwise === undefined ? written : `(?:${written})?`;
}

function notQuantity(written: string, quantity: Quantity): string {
  return `"${written}" is not ${quantity.form}`;
}
