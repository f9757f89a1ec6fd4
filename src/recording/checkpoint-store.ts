import type { Past } from '../session/session.js';
import type { Branch } from './branch.js';
import { compareMoments, type Moment } from './moment.js';
import type { PackedState } from './packed.js';

/** The state of a run at a moment. */
export interface Checkpoint extends PackedState {
  readonly at: Moment;
}

/**
 * Checkpoints of all branches, in no more bytes than they may have: where there is no room for a
 * further one, every second one of each branch goes, and from then on they are twice as far apart.
 * So the way from the last checkpoint before a moment is never long, and as long everywhere.
 */
export class CheckpointStore {
  readonly mostBytes: number;
  #bytes = 0;
  #count = 0;
  #spacing = 0;
  /** Of each branch, in the order of their moments. */
  readonly #kept = new Map<Branch, Checkpoint[]>();

  constructor(mostBytes: number) {
    this.mostBytes = mostBytes;
  }

  /** What it takes. */
  get memory(): Past['memory'] {
    return { bytes: this.#bytes, mostBytes: this.mostBytes, checkpoints: this.#count };
  }

  /** Whether it is time for a checkpoint of a branch that has come there. */
  isDue(branch: Branch, steps: number): boolean {
    return steps >= this.dueAt(branch);
  }

  forget(): void {
    this.#kept.clear();
    this.#bytes = 0;
    this.#count = 0;
  }

  /** Until how many steps a branch has no need of a further checkpoint. */
  dueAt(branch: Branch): number {
    const last = this.#kept.get(branch)?.at(-1);
    return (last?.at ?? branch.since).steps + this.#spacing;
  }

  /** Keeps a checkpoint, if there is none of its moment. */
  add(branch: Branch, checkpoint: Checkpoint): void {
    const kept = this.#kept.get(branch) ?? [];
    this.#kept.set(branch, kept);
    const before = kept.findLastIndex(({ at }) => compareMoments(at, checkpoint.at) <= 0);
    if (before >= 0 && compareMoments(kept[before]!.at, checkpoint.at) === 0) return;
    kept.splice(before + 1, 0, checkpoint);
    this.#bytes += checkpoint.bytes.length;
    this.#count++;
    const steps = LEAST_STEPS + checkpoint.wholeBytes / BYTES_PER_STEP;
    this.#spacing = Math.max(this.#spacing, steps);
    while (this.#bytes > this.mostBytes && this.#count > 1) this.#thin();
  }

  /** The last checkpoint on the way to a moment of a branch: its own, or one of its forebears. */
  before(branch: Branch, isBefore: (at: Moment) => boolean): Checkpoint | undefined {
    const own = this.#kept.get(branch)?.findLast(({ at }) => isBefore(at));
    if (own !== undefined || branch.parent === undefined) return own;
    const { since } = branch;
    return this.before(branch.parent, (at) => isBefore(at) && compareMoments(at, since) <= 0);
  }

  /** The first of all stays: from it every moment of every branch can be reached. */
  #thin(): void {
    for (const [branch, kept] of this.#kept) {
      const stays = branch.parent === undefined ? 0 : 1;
      const rest = kept.filter((_, index) => index % 2 === stays);
      for (const { bytes } of kept) this.#bytes -= bytes.length;
      for (const { bytes } of rest) this.#bytes += bytes.length;
      this.#count += rest.length - kept.length;
      this.#kept.set(branch, rest);
    }
    this.#spacing *= 2;
  }
}

/**
 * A step takes a microsecond or more. To save a state takes half a millisecond while its code is
 * new, and 7 ns for each byte: with these steps between two, that is a fiftieth of the time of a
 * run.
 */
const LEAST_STEPS = 30_000;
const BYTES_PER_STEP = 3;
