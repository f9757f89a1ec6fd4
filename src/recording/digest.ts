import type { Column, Plain, Saved } from '../kernel/archive.js';

/**
 * A digest of the state of a run, 16 hexadecimal digits: two runs with the same digest go on with
 * the same events. It is the same on every computer: numbers count with their 64 bits. It finds
 * differences, not forgeries.
 */
export function digestOf(state: Saved): string {
  const hash = new Hash();
  hash.add(state);
  return hash.text();
}

/** Two sums by the rule of FNV-1a over 32-bit words, with multipliers of their own. */
class Hash {
  #a = 0x811c9dc5;
  #b = 0x9747b28c;
  readonly #number = new Float64Array(1);
  readonly #halves = new Uint32Array(this.#number.buffer);

  add(value: Plain): void {
    switch (typeof value) {
      case 'number':
        this.#word(NUMBER);
        this.#addNumber(value);
        return;
      case 'string':
        this.#addText(value);
        return;
      case 'object':
        this.#addObject(value);
        return;
      default:
        this.#addText(`${typeof value} ${value}`);
    }
  }

  text(): string {
    return [this.#a, this.#b].map((half) => (half >>> 0).toString(16).padStart(8, '0')).join('');
  }

  #addObject(value: Exclude<Plain, number | string | bigint | boolean | undefined>): void {
    if (value === null) {
      this.#word(NULL);
    } else if (ArrayBuffer.isView(value)) {
      this.#addColumn(value);
    } else if (Array.isArray(value)) {
      this.#word(LIST);
      this.#word(value.length);
      for (const one of value) this.add(one);
    } else {
      this.#word(RECORD);
      for (const name of Object.keys(value)) {
        this.#addText(name);
        this.add((value as Saved)[name]);
      }
    }
  }

  /** The sums are kept in variables: most of a state are columns. */
  #addColumn(column: Column): void {
    this.#word(LIST);
    this.#word(column.length);
    if (!(column instanceof Float64Array)) {
      for (const value of column) this.#word(value);
      return;
    }
    const words = new Uint32Array(column.buffer, column.byteOffset, 2 * column.length);
    let a = this.#a;
    let b = this.#b;
    for (let index = 0; index < words.length; index += 2) {
      let low = words[index]!;
      let high = words[index + 1]!;
      if ((high & EXPONENT) === EXPONENT && Number.isNaN(column[index >> 1]!)) {
        low = 0;
        high = NO_NUMBER;
      }
      a = Math.imul(a ^ low, 0x01000193);
      b = Math.imul(b ^ low, 0x85ebca6b);
      a = Math.imul(a ^ (a >>> 15) ^ high, 0x01000193);
      b = Math.imul(b ^ (b >>> 13) ^ high, 0x85ebca6b);
      a ^= a >>> 15;
      b ^= b >>> 13;
    }
    this.#a = a;
    this.#b = b;
  }

  /** The bits of what is no number are not the same everywhere. */
  #addNumber(value: number): void {
    this.#number[0] = Number.isNaN(value) ? Number.NaN : value;
    this.#word(this.#halves[0]!);
    this.#word(this.#halves[1]!);
  }

  #addText(text: string): void {
    this.#word(TEXT);
    this.#word(text.length);
    for (let index = 0; index < text.length; index++) this.#word(text.charCodeAt(index));
  }

  #word(word: number): void {
    this.#a = Math.imul(this.#a ^ word, 0x01000193);
    this.#a ^= this.#a >>> 15;
    this.#b = Math.imul(this.#b ^ word, 0x85ebca6b);
    this.#b ^= this.#b >>> 13;
  }
}

/**
 * Of the higher half of a number: the bits of its exponent, and all of them where there is none.
 */
const EXPONENT = 0x7ff00000;
const NO_NUMBER = 0x7ff80000;

const [NULL, NUMBER, TEXT, LIST, RECORD] = [1, 2, 3, 4, 5] as const;
