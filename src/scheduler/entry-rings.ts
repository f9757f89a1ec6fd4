import { extended } from '../base/extended.js';
import type { Entry } from './policies/policy.js';

/** An entry: the ring of its node and its place there, in one number. */
export type EntryId = number;

/**
 * The entries that the nodes of a cluster have made of themselves, each node's last ones in a ring.
 * A ring is long enough that an entry is overwritten only when nobody may believe it any more, so
 * that a tick leaves no garbage that has lived long enough to be dear to collect. Entries
 * that a stranger has made up are kept behind the rings, for good.
 */
export class EntryRings {
  readonly #shift: number;
  readonly #made: Int32Array;
  #measuredAt: Float64Array;
  /** What the made-up entries describe. */
  readonly #forged: number[] = [];
  readonly #entries: Kept[];

  /** @param lifetime how many entries a node makes while one of them may be believed */
  constructor(nodes: number, lifetime: number) {
    this.#shift = Math.ceil(Math.log2(lifetime + 1));
    this.#made = new Int32Array(nodes);
    this.#measuredAt = new Float64Array(nodes << this.#shift);
    // All at once: an array that grows by leaps becomes a slow dictionary.
    this.#entries = Array.from({ length: nodes << this.#shift }, empty);
  }

  /** Keeps the entry that a node has just made of itself. */
  add(node: number, entry: Entry): EntryId {
    const place = this.#made[node]!++ & ((1 << this.#shift) - 1);
    const id = (node << this.#shift) | place;
    this.#measuredAt[id] = entry.measuredAt;
    write(this.#entries[id]!, entry);
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

type Kept = { -readonly [Field in keyof Entry]: Entry[Field] };

/** A place in a ring. Its numbers are no whole ones, so that they are kept as what they become. */
function empty(): Kept {
  return {
    node: 0,
    load: 0.5,
    speed: 0,
    cpus: 0,
    countedCpus: 0,
    freeBytes: 0.5,
    blocked: false,
    measuredAt: 0.5,
  };
}

function write(kept: Kept, entry: Entry): void {
  kept.node = entry.node;
  kept.load = entry.load;
  kept.speed = entry.speed;
  kept.cpus = entry.cpus;
  kept.countedCpus = entry.countedCpus;
  kept.freeBytes = entry.freeBytes;
  kept.blocked = entry.blocked;
  kept.measuredAt = entry.measuredAt;
}
