import type { Writable } from '../../base/writable.js';
import type { NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Entry } from '../policies/policy.js';

/** The fields of an entry, side by side: a cache line. */
const MEASURED_AT = 0;
/** Its N#, and the index of the node that it describes, in one number. */
const NODE = 1;
const LOAD = 2;
const SPEED = 3;
const CPUS = 4;
const COUNTED_CPUS = 5;
const FREE_BYTES = 6;
/** Its memory; negative: it takes no guests. */
const MEMORY_BYTES = 7;
const STRIDE = 8;

/** An N# has no more bits. */
const NODE_BITS = 16;

/**
 * What each node believes of the others: a bounded list of entries, freshest first, at most one per
 * node and none of itself. An entry is passed on unchanged, so that its age is just now minus its
 * time of measurement, and no belief can be younger than the truth. The index beyond the last node
 * stands for whatever node a stranger has made up.
 *
 * A node has its entries themselves, one after another, not names of entries that are elsewhere: of
 * thousands of nodes most are not in a cache, and eight neighbours come faster than eight
 * strangers.
 */
export class Vectors implements Stateful {
  /** By node and position. */
  readonly #entries: Float64Array;
  readonly #lengths: Int32Array;
  readonly #merged: Float64Array;
  /** What the next message begins with. */
  readonly #first = new Float64Array(STRIDE);
  /**
   * By node: the merge in which it was seen last; a long run has more of them than 32 bits count.
   */
  readonly #seen: Float64Array;
  #merges: number;

  readonly #capacity: number;

  /**
   * @param capacity how many entries a node keeps; the oldest are forgotten
   * @param merges how many messages have been sent before
   */
  constructor(nodes: number, capacity: number, merges = 0) {
    this.#merges = merges;
    this.#capacity = capacity;

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

  /** The next message begins with an entry: what its sender says of a node. */
  begin(about: NodeIndex, entry: Entry): void {
    const first = this.#first;
    first[MEASURED_AT] = entry.measuredAt;
    first[NODE] = about * 2 ** NODE_BITS + entry.node;
    first[LOAD] = entry.load;
    first[SPEED] = entry.speed;
    first[CPUS] = entry.cpus;
    first[COUNTED_CPUS] = entry.countedCpus;
    first[FREE_BYTES] = entry.freeBytes;
    first[MEMORY_BYTES] = entry.blocked ? -entry.memoryBytes : entry.memoryBytes;
  }

  /**
   * A message: the entry that it was begun with, and the `count` freshest ones of the sender's
   * vector. The younger entry of a node is kept; entries measured before `oldest` are forgotten.
   */
  send(sender: NodeIndex, target: NodeIndex, count: number, oldest: number): void {
    const capacity = this.#capacity;
    const entries = this.#entries;
    const merged = this.#merged;
    const seen = this.#seen;
    const merge = ++this.#merges;
    const start = this.#start(target);
    let mine = start;
    const mineEnd = mine + this.#lengths[target]! * STRIDE;
    let theirs = this.#start(sender);
    const theirsEnd = theirs + Math.min(count, this.#lengths[sender]!) * STRIDE;
    let told: Float64Array = this.#first;
    let toldAt = 0;
    let toldTime = told[MEASURED_AT]!;
    let ownTime = mine < mineEnd ? entries[mine + MEASURED_AT]! : NEVER;
    let length = 0;
    seen[target] = merge;
    while (length < capacity) {
      const time = Math.max(ownTime, toldTime);
      if (!(time >= oldest)) break;
      let from: Float64Array = entries;
      let at = mine;
      if (ownTime >= toldTime) {
        mine += STRIDE;
        ownTime = mine < mineEnd ? entries[mine + MEASURED_AT]! : NEVER;
      } else {
        from = told;
        at = toldAt;
        told = entries;
        toldAt = theirs;
        toldTime = theirs < theirsEnd ? entries[theirs + MEASURED_AT]! : NEVER;
        theirs += STRIDE;
      }
      const about = from[at + NODE]! >>> NODE_BITS;
      if (seen[about] === merge) continue;
      seen[about] = merge;
      const to = length * STRIDE;
      for (let field = 0; field < STRIDE; field++) merged[to + field] = from[at + field]!;
      length++;
    }
    // Nearly always it is full, and no view of a part has to be made.
    entries.set(length === capacity ? merged : merged.subarray(0, length * STRIDE), start);
    this.#lengths[target] = length;
  }

  /** How many entries a node's vector holds. */
  length(index: NodeIndex): number {
    return this.#lengths[index]!;
  }

  /**
   * Writes what a node's vector says at a position into `entry`; what it says at 0 is the freshest.
   */
  read(index: NodeIndex, position: number, entry: Writable<Entry>): void {
    const entries = this.#entries;
    const at = this.#start(index) + position * STRIDE;
    const memoryBytes = entries[at + MEMORY_BYTES]!;
    entry.node = entries[at + NODE]! & (2 ** NODE_BITS - 1);
    entry.load = entries[at + LOAD]!;
    entry.speed = entries[at + SPEED]!;
    entry.cpus = entries[at + CPUS]!;
    entry.countedCpus = entries[at + COUNTED_CPUS]!;
    entry.freeBytes = entries[at + FREE_BYTES]!;
    entry.memoryBytes = Math.abs(memoryBytes);
    entry.blocked = memoryBytes < 0;
    entry.measuredAt = entries[at + MEASURED_AT]!;
  }

  /** Forgets what was measured before `oldest`. */
  prune(index: NodeIndex, oldest: number): void {
    const start = this.#start(index);
    let length = this.#lengths[index]!;
    while (length > 0 && this.#entries[start + (length - 1) * STRIDE + MEASURED_AT]! < oldest) {
      length--;
    }
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

/** Bytes that the vector of one node takes. */
export function vectorBytes(capacity: number): number {
  return capacity * STRIDE * Float64Array.BYTES_PER_ELEMENT;
}

const NEVER = Number.NEGATIVE_INFINITY;
