import { assert } from '../base/assert.js';

/** What can be put away: numbers, words, and lists, records and columns of them; no functions. */
export type Plain =
  | number
  | bigint
  | string
  | boolean
  | undefined
  | null
  | Column
  | readonly Plain[]
  | { readonly [name: string]: Plain };

export type Column = Float64Array | Int32Array | Uint32Array | Int8Array | Uint8Array;

/** A part of a run whose state can be put away and taken up again. */
export interface Stateful {
  /**
   * Hands every mutable field to the archive and takes back what it answers. The same lines save
   * and restore, so that neither can forget what the other does; a test compares them with the
   * fields of the class.
   */
  exchange(archive: Archive): void;
}

/** How the values of a map or a list become plain data, and what they are made of again. */
export interface Codec<T> {
  save(value: T): Plain;
  restore(saved: Plain): T;
}

/** The state of one part under names: filled when a run is saved, read when it is restored. */
export interface Archive {
  /** Whether what it answers was saved before, so that something must be made of it. */
  readonly restores: boolean;
  /** @returns `value` itself when saving, what was saved in its place when restoring */
  value<T extends Plain>(name: string, value: T): T;
  /** A column that stays the same array, of the same length. */
  column(name: string, column: Column): void;
  /**
   * The same for an object whose type does not say that it is plain data, as those of interfaces.
   */
  record<T>(name: string, value: T): T;
  /** The same for what is not plain data. */
  coded<T>(name: string, value: T, codec: Codec<T>): T;
  /** A map that stays the same object, in the order of its keys; values are plain unless coded. */
  map<K extends string | number, V>(name: string, map: Map<K, V>, codec?: Codec<V>): void;
  set<K extends string | number>(name: string, set: Set<K>): void;
  /** A list that stays the same object. */
  list<V>(name: string, list: V[], codec?: Codec<V>): void;
  /** A part that has a state of its own. */
  part(name: string, part: Stateful): void;
  /** Parts, always the same number in the same order. */
  parts(name: string, parts: readonly Stateful[]): void;
}

/** The state of a run or of a part of it: plain data that shares nothing with the run. */
export type Saved = { readonly [name: string]: Plain };

/** Puts the state of a part away. */
export function saved(part: Stateful): Saved {
  const state: Record<string, Plain> = {};
  part.exchange(new Saving(state));
  return state;
}

/**
 * Takes a state up again; the part must be made of the same scenario as the one it was saved of.
 */
export function restore(part: Stateful, state: Saved): void {
  part.exchange(new Restoring(state));
}

class Saving implements Archive {
  readonly restores = false;
  readonly #state: Record<string, Plain>;

  constructor(state: Record<string, Plain>) {
    this.#state = state;
  }

  value<T extends Plain>(name: string, value: T): T {
    this.#put(name, copied(value));
    return value;
  }

  column(name: string, column: Column): void {
    this.#put(name, copied(column));
  }

  record<T>(name: string, value: T): T {
    this.#put(name, copiedAsPlain(value));
    return value;
  }

  coded<T>(name: string, value: T, codec: Codec<T>): T {
    this.#put(name, codec.save(value));
    return value;
  }

  map<K extends string | number, V>(name: string, map: Map<K, V>, codec?: Codec<V>): void {
    const save = codec?.save ?? copiedAsPlain;
    const values: Plain[] = [];
    for (const value of map.values()) values.push(save(value));
    this.#put(name, [[...map.keys()], values]);
  }

  set<K extends string | number>(name: string, set: Set<K>): void {
    this.#put(name, [...set]);
  }

  list<V>(name: string, list: V[], codec?: Codec<V>): void {
    const save = codec?.save ?? copiedAsPlain;
    const values: Plain[] = [];
    for (const value of list) values.push(save(value));
    this.#put(name, values);
  }

  part(name: string, part: Stateful): void {
    this.#put(name, saved(part));
  }

  parts(name: string, parts: readonly Stateful[]): void {
    this.#put(name, parts.map(saved));
  }

  #put(name: string, value: Plain): void {
    assert(!(name in this.#state), `two fields are saved as ${name}`);
    this.#state[name] = value;
  }
}

class Restoring implements Archive {
  readonly restores = true;
  readonly #state: Saved;

  constructor(state: Saved) {
    this.#state = state;
  }

  value<T extends Plain>(name: string, _value: T): T {
    return copied(this.#get(name)) as T;
  }

  column(name: string, column: Column): void {
    const values = this.#get(name) as Column;
    assert(
      values.length === column.length,
      `${name}: ${values.length} saved, ${column.length} here`,
    );
    column.set(values);
  }

  record<T>(name: string, _value: T): T {
    return copied(this.#get(name)) as T;
  }

  coded<T>(name: string, _value: T, codec: Codec<T>): T {
    return codec.restore(this.#get(name));
  }

  map<K extends string | number, V>(name: string, map: Map<K, V>, codec?: Codec<V>): void {
    const make = codec?.restore ?? (copied as (saved: Plain) => V);
    const [keys, values] = this.#get(name) as readonly [readonly K[], readonly Plain[]];
    map.clear();
    keys.forEach((key, index) => {
      map.set(key, make(values[index]));
    });
  }

  set<K extends string | number>(name: string, set: Set<K>): void {
    set.clear();
    for (const key of this.#get(name) as readonly K[]) set.add(key);
  }

  list<V>(name: string, list: V[], codec?: Codec<V>): void {
    const make = codec?.restore ?? (copied as (saved: Plain) => V);
    const values = this.#get(name) as readonly Plain[];
    list.length = 0;
    for (const value of values) list.push(make(value));
  }

  part(name: string, part: Stateful): void {
    restore(part, this.#get(name) as Saved);
  }

  parts(name: string, parts: readonly Stateful[]): void {
    const states = this.#get(name) as readonly Saved[];
    assert(states.length === parts.length, `${name}: ${states.length} saved, ${parts.length} here`);
    parts.forEach((part, index) => {
      restore(part, states[index]!);
    });
  }

  #get(name: string): Plain {
    assert(name in this.#state, `nothing was saved as ${name}`);
    return this.#state[name];
  }
}

function copiedAsPlain(value: unknown): Plain {
  return copied(value as Plain);
}

/** A copy that shares nothing: neither a run nor what was saved of it is changed by the other. */
function copied<T extends Plain>(value: T): T {
  if (typeof value !== 'object' || value === null) {
    assert(typeof value !== 'function' && typeof value !== 'symbol', 'a function is no plain data');
    return value;
  }
  if (ArrayBuffer.isView(value)) return value.slice() as T;
  if (Array.isArray(value)) return value.map((one) => copied(one as Plain)) as unknown as T;
  const prototype = Object.getPrototypeOf(value);
  assert(
    prototype === Object.prototype || prototype === null,
    'an object of a class is no plain data',
  );
  // A spread has what is called __proto__, too: a policy may keep anything.
  const copy: Record<string, Plain> = { ...(value as Saved) };
  for (const name of Object.keys(copy)) copy[name] = copied(copy[name]);
  return copy as T;
}
