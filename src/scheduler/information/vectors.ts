import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import { asEntryId, type EntryId, type EntryRings } from './entry-rings.js';

/**
 * What each node believes of the others: a bounded list of entries, freshest first, at most one per
 * node and none of itself. An entry is passed on unchanged, so that its age is just now minus its
 * time of measurement, and no belief can be younger than the truth. The index
 * beyond the last node stands for whatever node a stranger has made up.
 */
export class Vectors implements Stateful {
  /** By position: the time of measurement and the id of an entry, side by side. */
  readonly #entries: Float64Array;
  readonly #lengths: Int32Array;
  readonly #merged: Float64Array;
  /** By node: the merge in which it was seen last; a long run has more of them than 32 bits count. */
  readonly #seen: Float64Array;
  #merges: number;

  readonly #capacity: number;
  readonly #rings: EntryRings;

  /**
   * @param capacity how many entries a node keeps; the oldest are forgotten
   * @param merges how many messages have been sent before
   */
  constructor(nodes: number, capacity: number, rings: EntryRings, merges = 0) {
    this.#merges = merges;
    this.#capacity = capacity;
    this.#rings = rings;

    this.#entries = new Float64Array(nodes * capacity * STRIDE);
    this.#lengths = new Int32Array(nodes);
    this.#merged = new Float64Array(capacity * STRIDE);
    this.#seen = new Float64Array(nodes + 1);
  }

  exchange(archive: Archive): void {
    archive.column('entries', this.#entries);
    archive.column('lengths', this.#lengths);
    if (!archive.restores) return;
    // Merges need only differ from each other.
    this.#seen.fill(0);
    this.#merges = 0;
  }

  /**
   * A message: `first`, the sender's own entry, and the `count` freshest ones of its vector. The
   * younger entry of a node is kept; entries measured before `oldest` are forgotten.
   */
  send(sender: NodeIndex, target: NodeIndex, first: EntryId, count: number, oldest: number): void {
    const rings = this.#rings;
    const capacity = this.#capacity;
    const entries = this.#entries;
    const merged = this.#merged;
    const seen = this.#seen;
    const merge = ++this.#merges;
    let mine = this.#start(target);
    const mineEnd = mine + this.#lengths[target]! * STRIDE;
    let theirs = this.#start(sender);
    const theirsEnd = theirs + Math.min(count, this.#lengths[sender]!) * STRIDE;
    let ownTime = mine < mineEnd ? entries[mine]! : NEVER;
    let other = first;
    let otherTime = rings.measuredAt(first);
    let length = 0;
    seen[target] = merge;
    while (length < capacity) {
      const time = Math.max(ownTime, otherTime);
      if (!(time >= oldest)) break;
      let id: EntryId;
      if (ownTime >= otherTime) {
        id = asEntryId(entries[mine + ID]!);
        mine += STRIDE;
        ownTime = mine < mineEnd ? entries[mine]! : NEVER;
      } else {
        id = other;
        otherTime = theirs < theirsEnd ? entries[theirs]! : NEVER;
        other = otherTime === NEVER ? first : asEntryId(entries[theirs + ID]!);
        theirs += STRIDE;
      }
      const about = rings.about(id);
      if (seen[about] === merge) continue;
      seen[about] = merge;
      merged[length * STRIDE] = time;
      merged[length * STRIDE + ID] = id;
      length++;
    }
    const start = this.#start(target);
    for (let at = 0; at < length * STRIDE; at++) entries[start + at] = merged[at]!;
    this.#lengths[target] = length;
  }

  /** How many entries a node's vector holds. */
  length(index: NodeIndex): number {
    return this.#lengths[index]!;
  }

  /** An entry of a node's vector; the one at 0 is the freshest. */
  id(index: NodeIndex, position: number): EntryId {
    return asEntryId(this.#entries[this.#start(index) + position * STRIDE + ID]!);
  }

  /** Forgets what was measured before `oldest`. */
  prune(index: NodeIndex, oldest: number): void {
    const start = this.#start(index);
    let length = this.#lengths[index]!;
    while (length > 0 && this.#entries[start + (length - 1) * STRIDE]! < oldest) length--;
    this.#lengths[index] = length;
  }

  /** Forgets everything, as a node does that restarts. */
  clear(index: NodeIndex): void {
    this.#lengths[index] = 0;
  }

  #start(index: NodeIndex): number {
    return index * this.#capacity * STRIDE;
  }
}

/** Of an entry: its first number is the time. */
const ID = 1;
const STRIDE = 2;
/** Bytes that the vector of one node takes. */
export function vectorBytes(capacity: number): number {
  return capacity * STRIDE * Float64Array.BYTES_PER_ELEMENT;
}

const NEVER = Number.NEGATIVE_INFINITY;
