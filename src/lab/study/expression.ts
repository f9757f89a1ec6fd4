import { parseBytes, parseDuration } from '../../base/units.js';

/** A number with its dimension: of what power of a second and of a byte it is. */
interface Quantity {
  readonly value: number;
  readonly seconds: number;
  readonly bytes: number;
}

/**
 * Puts the values of expressions into a text: "exponential ${10s / (8 * rho)}". An expression has
 * numbers, durations and amounts of memory as scenarios have them, names, + - * / and brackets.
 * @throws Error with what is wrong with an expression
 */
export function filled(text: string, names: Readonly<Record<string, unknown>>): string {
  return text.replace(/\$\{([^}]*)\}/g, (_, expression: string) => {
    const reader = new Reader(expression, names);
    return written(reader.whole(), expression);
  });
}

/** The names that the expressions of a text use. */
export function namesIn(text: string): readonly string[] {
  const expressions = [...text.matchAll(/\$\{([^}]*)\}/g)].map(([, inner]) => inner!);
  return expressions.flatMap((inner) =>
    tokensOf(inner).filter((token) => /^[A-Za-z_]/.test(token)),
  );
}

function written({ value, seconds, bytes }: Quantity, expression: string): string {
  if (!Number.isFinite(value)) throw new Error(`\${${expression}} is no number`);
  if (seconds === 1 && bytes === 0) return `${value}s`;
  if (seconds === 0 && bytes === 1) return `${Math.round(value)}B`;
  if (seconds === 0 && bytes === 0) return `${value}`;
  throw new Error(`\${${expression}} is neither a number, nor a duration, nor an amount of memory`);
}

function tokensOf(text: string): readonly string[] {
  return text.match(/[\d.]+(?:e[+-]?\d+)?[A-Za-z]*|[A-Za-z_][\w-]*|\S/gi) ?? [];
}

/** Reads by recursive descent: sums of products of values. */
class Reader {
  readonly #tokens: readonly string[];
  readonly #names: Readonly<Record<string, unknown>>;
  readonly #text: string;
  #at = 0;

  constructor(text: string, names: Readonly<Record<string, unknown>>) {
    this.#text = text;
    this.#tokens = tokensOf(text);
    this.#names = names;
  }

  whole(): Quantity {
    const value = this.#sum();
    const rest = this.#tokens[this.#at];
    if (rest !== undefined) throw this.#wrong(`has ${rest} where it should end`);
    return value;
  }

  #sum(): Quantity {
    let total = this.#product();
    for (let sign = this.#taken('+', '-'); sign !== undefined; sign = this.#taken('+', '-')) {
      const next = this.#product();
      if (next.seconds !== total.seconds || next.bytes !== total.bytes) {
        throw this.#wrong('adds what cannot be added, such as seconds and a number');
      }
      total = { ...total, value: total.value + (sign === '+' ? next.value : -next.value) };
    }
    return total;
  }

  #product(): Quantity {
    let total = this.#value();
    for (let sign = this.#taken('*', '/'); sign !== undefined; sign = this.#taken('*', '/')) {
      const next = this.#value();
      const power = sign === '*' ? 1 : -1;
      total = {
        value: sign === '*' ? total.value * next.value : total.value / next.value,
        seconds: total.seconds + power * next.seconds,
        bytes: total.bytes + power * next.bytes,
      };
    }
    return total;
  }

  #value(): Quantity {
    if (this.#taken('(') !== undefined) {
      const inner = this.#sum();
      if (this.#taken(')') === undefined) throw this.#wrong('has no ) for its (');
      return inner;
    }
    if (this.#taken('-') !== undefined) {
      const { value, ...dimension } = this.#value();
      return { value: -value, ...dimension };
    }
    const token = this.#tokens[this.#at++];
    if (token === undefined) throw this.#wrong('ends too early');
    if (/^[A-Za-z_]/.test(token) && !Object.hasOwn(this.#names, token)) {
      throw this.#wrong(`names ${token}, which is no factor`);
    }
    const said = /^[A-Za-z_]/.test(token) ? String(this.#names[token]) : token;
    const read = quantityOf(said);
    if (read === undefined) throw this.#wrong(`has ${said}, which is no number`);
    return read;
  }

  #taken(...wanted: readonly string[]): string | undefined {
    const token = this.#tokens[this.#at];
    if (token === undefined || !wanted.includes(token)) return undefined;
    this.#at++;
    return token;
  }

  #wrong(what: string): Error {
    return new Error(`\${${this.#text}} ${what}`);
  }
}

function quantityOf(text: string): Quantity | undefined {
  if (/^[\d.]+(e[+-]?\d+)?$/i.test(text)) {
    return { value: Number(text), seconds: 0, bytes: 0 };
  }
  const seconds = parseDuration(text);
  if (seconds !== undefined) return { value: seconds, seconds: 1, bytes: 0 };
  const bytes = parseBytes(text);
  return bytes === undefined ? undefined : { value: bytes, seconds: 0, bytes: 1 };
}
