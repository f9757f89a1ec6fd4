import type { RunRow } from './run-row.js';

/**
 * The runs of one cell as columns, by replication: a million runs are numbers here, not objects.
 */
export class CellRuns {
  readonly #columns = new Map<string, Float64Array>();
  /** For how many replications there is room before more is made. */
  readonly room: number;
  /** 1: that replication was run. */
  #present: Uint8Array;
  #seeds: Float64Array;
  readonly #failures = new Map<number, string>();
  #batches: Readonly<Record<string, readonly number[]>> | undefined;
  readonly #pilots = new Map<number, readonly number[]>();
  #count = 0;

  /** That are kept of every run. */
  readonly measures: readonly string[];

  /** @param replications as many as there may be: room that need not grow takes half the memory */
  constructor(measures: readonly string[], replications = FEW) {
    this.room = Math.min(replications, MOST);
    this.#present = new Uint8Array(this.room);
    this.#seeds = unknown(this.room);
    this.measures = measures;
    for (const measure of measures) this.#columns.set(measure, unknown(this.room));
  }

  /** How many there are. */
  get count(): number {
    return this.#count;
  }

  /** Adds a run that has nothing but the values of `measures`, in their order. */
  addFigures(replication: number, seed: number, values: Float64Array): void {
    this.#take(replication, seed);
    for (const [place, measure] of this.measures.entries()) {
      this.#columns.get(measure)![replication] = values[place]!;
    }
    if (this.#failures.size > 0) this.#failures.delete(replication);
  }

  add({ replication, seed, figures = {}, failed, by = {}, batches, pilot }: RunRow): void {
    this.#take(replication, seed);
    for (const [measure, column] of this.#columns) {
      column[replication] = figures[measure] ?? Number.NaN;
    }
    for (const [classing, classes] of Object.entries(by)) {
      for (const [name, own] of Object.entries(classes)) {
        for (const [measure, value] of Object.entries(own)) {
          const column = this.#columnOfClass(classKey(classing, name, measure), replication);
          column[replication] = value ?? Number.NaN;
        }
      }
    }
    if (failed === undefined) this.#failures.delete(replication);
    else this.#failures.set(replication, failed);
    if (batches !== undefined) this.#batches = batches;
    if (pilot !== undefined) this.#pilots.set(replication, pilot);
  }

  has(replication: number): boolean {
    return this.#present[replication] === 1;
  }

  seed(replication: number): number {
    return this.#seeds[replication]!;
  }

  /** NaN: not defined, or not run. */
  value(measure: string, replication: number): number {
    return this.#columns.get(measure)?.[replication] ?? Number.NaN;
  }

  /** Why it failed; undefined: it did not. */
  failure(replication: number): string | undefined {
    return this.#failures.get(replication);
  }

  /** The classes that were seen, in order, of that classing. */
  classes(classing: string): readonly string[] {
    const names = new Set<string>();
    for (const key of this.#columns.keys()) {
      const [of, name] = key.split(SEPARATOR);
      if (of === classing && name !== undefined) names.add(name);
    }
    return [...names].sort((a, b) => collation.compare(a, b));
  }

  ofClass(classing: string, name: string, measure: string, replication: number): number {
    return this.value(classKey(classing, name, measure), replication);
  }

  /** Means of batches of its one run; undefined: it is not run so, or not yet. */
  batches(measure: string): readonly number[] | undefined {
    return this.#batches?.[measure];
  }

  /** Of a pilot run; undefined: it failed, or is missing. */
  pilot(replication: number): readonly number[] | undefined {
    return this.#pilots.get(replication);
  }

  /** There may be thousands of them: their room grows as it is needed. */
  #columnOfClass(key: string, replication: number): Float64Array {
    const found = this.#columns.get(key) ?? unknown(FEW);
    const room = Math.max(replication + 1, 2 * found.length);
    const column = replication < found.length ? found : longer(found, room);
    this.#columns.set(key, column);
    return column;
  }

  #take(replication: number, seed: number): void {
    this.#makeRoom(replication);
    if (this.#present[replication] === 0) this.#count++;
    this.#present[replication] = 1;
    this.#seeds[replication] = seed;
  }

  #makeRoom(replication: number): void {
    if (replication < this.#present.length) return;
    const length = Math.max(replication + 1, 2 * this.#present.length);
    const present = new Uint8Array(length);
    present.set(this.#present);
    this.#present = present;
    this.#seeds = longer(this.#seeds, length);
    for (const measure of this.measures) {
      this.#columns.set(measure, longer(this.#columns.get(measure)!, length));
    }
  }
}

const FEW = 16;
/** Room that is made without being asked for. */
const MOST = 8192;

/** Numbers by their value: decile 10 comes after 9. */
const collation = new Intl.Collator('en', { numeric: true });

/** Is in no name: names are printable. */
const SEPARATOR = '\u0000';

function classKey(classing: string, name: string, measure: string): string {
  return [classing, name, measure].join(SEPARATOR);
}

function longer(column: Float64Array, length: number): Float64Array {
  const larger = unknown(length);
  larger.set(column);
  return larger;
}

function unknown(length: number): Float64Array {
  return new Float64Array(length).fill(Number.NaN);
}
