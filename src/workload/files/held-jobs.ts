import { Float64List } from '../../base/growable.js';
import type { Archive } from '../../kernel/archive.js';
import { arrivalOrder } from '../arrival-order.js';
import type { Job, Jobs } from '../jobs.js';

/** Numbers of a row. */
const STRIDE = 7;

/** Jobs in memory, a row a job; shown one at a time, in the order of their submit times. */
export class HeldJobs implements Jobs {
  readonly #fields = new Float64List();
  #values: Float64Array = new Float64Array();
  #order: Uint32Array | undefined;
  #turn = -1;
  #row = 0;

  add(job: Job): void {
    const { id, submitSeconds, runSeconds, processors, memoryBytes, user, estimateSeconds } = job;
    const known = [id, submitSeconds, runSeconds, processors, memoryBytes, user, estimateSeconds];
    for (const value of known) this.#fields.push(value);
  }

  /** How many there are. */
  get count(): number {
    return this.#fields.length / STRIDE;
  }

  /** Itself, once all jobs are there. */
  sorted(): this {
    this.#values = this.#fields.toArray();
    const submit = Float64Array.from(
      { length: this.count },
      (_, row) => this.#values[row * STRIDE + 1]!,
    );
    this.#order = arrivalOrder(submit);
    return this;
  }

  exchange(archive: Archive): void {
    this.#turn = archive.value('turn', this.#turn);
    this.#row = archive.value('row', this.#row);
  }

  next(): boolean {
    if (this.#turn + 1 >= this.count) return false;
    this.goTo(this.#turn + 1);
    return true;
  }

  /** Shows the job that is the `turn`-th of them, from 0. */
  goTo(turn: number): void {
    this.#turn = turn;
    this.#row = STRIDE * this.rowOf(turn);
  }

  /** As the how manieth the job was added that is the `turn`-th of them, both from 0. */
  rowOf(turn: number): number {
    return this.#order === undefined ? turn : this.#order[turn]!;
  }

  get id(): number {
    return this.#values[this.#row]!;
  }

  get submitSeconds(): number {
    return this.#values[this.#row + 1]!;
  }

  get runSeconds(): number {
    return this.#values[this.#row + 2]!;
  }

  get processors(): number {
    return this.#values[this.#row + 3]!;
  }

  get memoryBytes(): number {
    return this.#values[this.#row + 4]!;
  }

  get user(): number {
    return this.#values[this.#row + 5]!;
  }

  get estimateSeconds(): number {
    return this.#values[this.#row + 6]!;
  }
}
