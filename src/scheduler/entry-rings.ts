import { extended } from '../base/extended.js';
import type { Entry } from './policies/policy.js';

/** An entry: the ring of its node and its place there, in one number. */
export type EntryId = number;

/**
 * The entries that the nodes of a cluster have made of themselves, each node's last ones in a ring.
 * A ring is long enough that an entry is overwritten only when nobody may believe it any more. Entries
 * that a stranger has made up are kept behind the rings, for good.
 */
export class EntryRings {
  readonly #shift: number;
  readonly #made: Int32Array;
  #measuredAt: Float64Array;
  /** What the made-up entries describe. */
  readonly #forged: number[] = [];
  readonly #entries: Entry[] = [];

  /** @param lifetime how many entries a node makes while one of them may be believed */
  constructor(nodes: number, lifetime: number) {
    this.#shift = Math.ceil(Math.log2(lifetime + 1));
    this.#made = new Int32Array(nodes);
    this.#measuredAt = new Float64Array(nodes << this.#shift);
  }

  /** Keeps the entry that a node has just made of itself. */
  add(node: number, entry: Entry): EntryId {
    const place = this.#made[node]!++ & ((1 << this.#shift) - 1);
    const id = (node << this.#shift) | place;
    this.#measuredAt[id] = entry.measuredAt;
    this.#entries[id] = entry;
    return id;
  }

  /** Keeps an entry that a stranger has made up of a node, or of one that is not there. */
  forge(node: number, entry: Entry): EntryId {
    const id = (this.#made.length << this.#shift) + this.#forged.length;
    if (id >= this.#measuredAt.length) {
      this.#measuredAt = extended(this.#measuredAt, new Float64Array(2 * id));
    }
    this.#forged.push(node);
    this.#measuredAt[id] = entry.measuredAt;
    this.#entries[id] = entry;
    return id;
  }

  /** Index of the node that an entry describes. */
  node(id: EntryId): number {
    const ring = id >> this.#shift;
    const rings = this.#made.length;
    return ring < rings ? ring : this.#forged[id - (rings << this.#shift)]!;
  }

  measuredAt(id: EntryId): number {
    return this.#measuredAt[id]!;
  }

  entry(id: EntryId): Entry {
    return this.#entries[id]!;
  }
}
