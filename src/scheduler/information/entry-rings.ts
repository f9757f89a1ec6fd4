import type { Brand } from '../../base/brand.js';
import { extended } from '../../base/extended.js';
import type { Writable } from '../../base/writable.js';
import { asNodeIndex, type NodeIndex } from '../../cluster/node-index.js';
import type { Archive, Stateful } from '../../kernel/archive.js';
import type { Entry } from '../policies/policy.js';

/** An entry: the ring of its node and its position there, in one number. */
export type EntryId = Brand<number, 'EntryId'>;

/** Takes a number for an entry. */
export function asEntryId(value: number): EntryId {
  return value as EntryId;
}

/** The fields of an entry, side by side: they are always read together. */
const NODE = 0;
const LOAD = 1;
const SPEED = 2;
const CPUS = 3;
const COUNTED_CPUS = 4;
const FREE_BYTES = 5;
/** Its memory; negative: it takes no guests. */
const MEMORY_BYTES = 6;
const MEASURED_AT = 7;
const STRIDE = 8;

/**
 * The entries that the nodes of a cluster have made of themselves, each node's last ones in a ring.
 * A ring is long enough that an entry is overwritten only when no node may believe it any more.
 * Entries that a stranger has made up are kept behind the rings as long. They are numbers, not
 * objects: of thousands of nodes most are not in the cache, and an object is in several places.
 */
export class EntryRings implements Stateful {
  readonly #shift: number;
  readonly #made: Int32Array;
  #fields: Float64Array;
  /** What the made-up entries describe. */
  readonly #forged: NodeIndex[] = [];
  /** Which of them is overwritten next, once no node believes it any more. */
  #nextForged = 0;

  /** @param lifetime how many entries a node makes while one of them may be believed */
  constructor(nodes: number, lifetime: number) {
    this.#shift = shiftOf(lifetime);
    this.#made = new Int32Array(nodes);
    this.#fields = new Float64Array((nodes << this.#shift) * STRIDE);
  }

  exchange(archive: Archive): void {
    archive.column('made', this.#made);
    this.#fields = archive.value('fields', this.#fields);
    archive.list('forged', this.#forged);
    this.#nextForged = archive.value('nextForged', this.#nextForged);
  }

  /** Keeps the entry that a node has just made of itself. */
  add(about: NodeIndex, entry: Entry): EntryId {
    const position = this.#made[about]!++ & ((1 << this.#shift) - 1);
    const id = asEntryId((about << this.#shift) | position);
    this.#write(id, entry);
    return id;
  }

  /**
   * Keeps an entry that a stranger has made up of a node, or of one that is not there.
   * @param forgottenBefore no node still believes what was measured before this time
   */
  forge(about: NodeIndex, entry: Entry, forgottenBefore: number): EntryId {
    const first = this.#made.length << this.#shift;
    const oldest = asEntryId(first + this.#nextForged);
    const isFree =
      this.#nextForged < this.#forged.length && this.measuredAt(oldest) < forgottenBefore;
    const id = isFree ? oldest : asEntryId(first + this.#forged.length);
    const { length } = this.#fields;
    if ((id + 1) * STRIDE > length) {
      this.#fields = extended(this.#fields, new Float64Array(2 * length));
    }
    this.#forged[id - first] = about;
    if (isFree) this.#nextForged = (this.#nextForged + 1) % this.#forged.length;
    this.#write(id, entry);
    return id;
  }

  /** The node that an entry describes. */
  about(id: EntryId): NodeIndex {
    const ring = id >> this.#shift;
    const rings = this.#made.length;
    return ring < rings ? asNodeIndex(ring) : this.#forged[id - (rings << this.#shift)]!;
  }

  measuredAt(id: EntryId): number {
    return this.#fields[id * STRIDE + MEASURED_AT]!;
  }

  /** Writes what an entry says into `entry`. */
  read(id: EntryId, entry: Writable<Entry>): void {
    const fields = this.#fields;
    const at = id * STRIDE;
    entry.node = fields[at + NODE]!;
    entry.load = fields[at + LOAD]!;
    entry.speed = fields[at + SPEED]!;
    entry.cpus = fields[at + CPUS]!;
    entry.countedCpus = fields[at + COUNTED_CPUS]!;
    entry.freeBytes = fields[at + FREE_BYTES]!;
    entry.memoryBytes = Math.abs(fields[at + MEMORY_BYTES]!);
    entry.blocked = fields[at + MEMORY_BYTES]! < 0;
    entry.measuredAt = fields[at + MEASURED_AT]!;
  }

  #write(id: EntryId, entry: Entry): void {
    const fields = this.#fields;
    const at = id * STRIDE;
    fields[at + NODE] = entry.node;
    fields[at + LOAD] = entry.load;
    fields[at + SPEED] = entry.speed;
    fields[at + CPUS] = entry.cpus;
    fields[at + COUNTED_CPUS] = entry.countedCpus;
    fields[at + FREE_BYTES] = entry.freeBytes;
    fields[at + MEMORY_BYTES] = entry.blocked ? -entry.memoryBytes : entry.memoryBytes;
    fields[at + MEASURED_AT] = entry.measuredAt;
  }
}

/** Bytes that the ring of one node takes. */
export function ringBytes(lifetime: number): number {
  return 2 ** shiftOf(lifetime) * STRIDE * Float64Array.BYTES_PER_ELEMENT;
}

/** The length of a ring is a power of two: this one. */
function shiftOf(lifetime: number): number {
  return Math.ceil(Math.log2(lifetime + 1));
}

/** An entry to be written to. What is measured begins as fractions, so that V8 keeps doubles. */
export function blankEntry(): Writable<Entry> {
  return {
    node: 0,
    load: 0.5,
    speed: 0,
    cpus: 0,
    countedCpus: 0,
    memoryBytes: 0.5,
    freeBytes: 0.5,
    blocked: false,
    measuredAt: 0.5,
  };
}
