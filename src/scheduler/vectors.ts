import type { EntryId, EntryRings } from './entry-rings.js';

/**
 * What each node believes of the others: a bounded list of entries, freshest first, at most one per
 * node and none of itself. An entry is passed on unchanged, so that its age is just now minus its
 * time of measurement, and no belief can be younger than the truth. `node` is an index throughout;
 * the one beyond the last stands for whatever node a stranger has made up.
 */
export class Vectors {
  readonly #ids: Int32Array;
  readonly #lengths: Int32Array;
  readonly #merged: Int32Array;
  /** By node: the merge in which it was seen last. */
  readonly #seen: Uint32Array;
  #merges = 0;

  /** @param capacity how many entries a node keeps; the oldest are forgotten */
  constructor(
    nodes: number,
    private readonly capacity: number,
    private readonly rings: EntryRings,
  ) {
    this.#ids = new Int32Array(nodes * capacity);
    this.#lengths = new Int32Array(nodes);
    this.#merged = new Int32Array(capacity);
    this.#seen = new Uint32Array(nodes + 1);
  }

  /**
   * A message: `first`, the sender's own entry, and the `count` freshest ones of its vector. The
   * younger entry of a node is kept; entries measured before `oldest` are forgotten.
   */
  send(sender: number, target: number, first: EntryId, count: number, oldest: number): void {
    const { rings, capacity } = this;
    const ids = this.#ids;
    const merged = this.#merged;
    const seen = this.#seen;
    const merge = ++this.#merges;
    let mine = target * capacity;
    const mineEnd = mine + this.#lengths[target]!;
    let theirs = sender * capacity;
    const theirsEnd = theirs + Math.min(count, this.#lengths[sender]!);
    let own = mine < mineEnd ? ids[mine]! : NONE;
    let ownTime = own === NONE ? Number.NEGATIVE_INFINITY : rings.measuredAt(own);
    let other = first;
    let otherTime = rings.measuredAt(first);
    let length = 0;
    seen[target] = merge;
    while (length < capacity) {
      let id: EntryId;
      if (ownTime >= otherTime) {
        if (!(ownTime >= oldest)) break;
        id = own;
        own = ++mine < mineEnd ? ids[mine]! : NONE;
        ownTime = own === NONE ? Number.NEGATIVE_INFINITY : rings.measuredAt(own);
      } else {
        if (!(otherTime >= oldest)) break;
        id = other;
        other = theirs < theirsEnd ? ids[theirs++]! : NONE;
        otherTime = other === NONE ? Number.NEGATIVE_INFINITY : rings.measuredAt(other);
      }
      const node = rings.node(id);
      if (seen[node] === merge) continue;
      seen[node] = merge;
      merged[length++] = id;
    }
    const start = target * capacity;
    for (let at = 0; at < length; at++) ids[start + at] = merged[at]!;
    this.#lengths[target] = length;
  }

  /** The entries of a node's vector, freshest first. */
  ids(node: number): Int32Array {
    const start = node * this.capacity;
    return this.#ids.subarray(start, start + this.#lengths[node]!);
  }

  /** Forgets what was measured before `oldest`. */
  prune(node: number, oldest: number): void {
    const start = node * this.capacity;
    let length = this.#lengths[node]!;
    while (length > 0 && this.rings.measuredAt(this.#ids[start + length - 1]!) < oldest) length--;
    this.#lengths[node] = length;
  }

  /** Forgets everything, as a node does that starts anew. */
  clear(node: number): void {
    this.#lengths[node] = 0;
  }
}

const NONE = -1;
