import type { ByteSource } from './bytes.js';
import { Crc32 } from './crc32.js';
import { type HuffmanTable, huffmanTable } from './huffman.js';

/** What is wrong with a gzipped file, as the end of a sentence. */
export class GunzipError extends Error {}

/** How far back a deflated text refers (RFC 1951). */
const WINDOW = 32_768;
const LONGEST_MATCH = 258;
const OUTPUT_BYTES = WINDOW + 131_072;

/** Lengths and distances: the smallest of each code, and how many more bits follow it. */
const LENGTHS = ranges(
  [0, 0, 0, 0, 0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 3, 3, 3, 3, 4, 4, 4, 4, 5, 5, 5, 5],
  3,
);
LENGTHS.bits.push(0);
LENGTHS.base.push(LONGEST_MATCH);
const DISTANCES = ranges(
  [0, 0, 0, 0, ...Array.from({ length: 26 }, (_, index) => 1 + (index >> 1))],
  1,
);

/** In this order a block says how long the codes of its codes are. */
const CODE_LENGTH_ORDER = [16, 17, 18, 0, 8, 7, 9, 6, 10, 5, 11, 4, 12, 3, 13, 2, 14, 1, 15];

/** The lengths of the codes of a block that does not say them. */
const FIXED = {
  literals: Uint8Array.from({ length: 288 }, (_, at) =>
    at < 144 ? 8 : at < 256 ? 9 : at < 280 ? 7 : 8,
  ),
  distances: new Uint8Array(30).fill(5),
};

/**
 * Unpacks gzip (RFC 1952 and 1951) as it is read, in the memory of one window: Node can do that
 * only asynchronously, or as a whole, and a megabyte can unpack to a gigabyte. Members may follow
 * each other; checksums and lengths are checked.
 */
export class Gunzip implements ByteSource {
  readonly #raw: ByteSource;
  readonly #input = Buffer.allocUnsafe(65_536);
  #inputAt = 0;
  #inputEnd = 0;
  /** Bits that are taken from the input and not yet used, the next one lowest. */
  #bits = 0;
  #bitCount = 0;
  /** The window, and behind it what has not been read yet, from `#given` to `#filled`. */
  readonly #output = Buffer.allocUnsafe(OUTPUT_BYTES);
  #given = 0;
  #filled = 0;
  /** Where the output of this member began, as far as it is still in the window. */
  #memberStart = 0;
  readonly #crc = new Crc32();
  #isOver = false;
  #isLastBlock = true;
  /** Bytes of a stored block that are still to come; undefined: the block is not stored. */
  #stored = 0;
  #literals: HuffmanTable | undefined;
  #distances: HuffmanTable | undefined;

  /** @throws GunzipError when it does not begin as gzip does */
  constructor(raw: ByteSource) {
    this.#raw = raw;
    this.#readHeader();
  }

  /** @throws GunzipError when the file is damaged or ends too early */
  read(into: Buffer, offset: number): number {
    if (this.#given === this.#filled && !this.#isOver) this.#produce();
    const end = Math.min(this.#filled, this.#given + into.length - offset);
    const copied = this.#output.copy(into, offset, this.#given, end);
    this.#given += copied;
    return copied;
  }

  close(): void {
    this.#raw.close();
  }

  #produce(): void {
    const output = this.#output;
    if (this.#filled > WINDOW) {
      const moved = this.#filled - WINDOW;
      output.copyWithin(0, moved, this.#filled);
      this.#memberStart = Math.max(0, this.#memberStart - moved);
      this.#filled = WINDOW;
    }
    const start = this.#filled;
    this.#given = start;
    let checked = start;
    while (this.#filled < OUTPUT_BYTES - LONGEST_MATCH && !this.#isOver) {
      if (this.#stored > 0) this.#copyStored();
      else if (this.#literals !== undefined) this.#decode(this.#literals, this.#distances);
      else if (!this.#isLastBlock) this.#readBlock();
      else {
        this.#crc.add(output, checked, this.#filled);
        checked = this.#filled;
        this.#endMember();
      }
    }
    this.#crc.add(output, checked, this.#filled);
  }

  #readBlock(): void {
    this.#isLastBlock = this.#take(1) === 1;
    switch (this.#take(2)) {
      case 0: {
        this.#take(this.#bitCount & 7);
        this.#stored = this.#take(16);
        if (this.#take(16) !== (this.#stored ^ 0xffff)) throw new GunzipError(DAMAGED);
        return;
      }
      case 1:
        this.#literals = huffmanTable(FIXED.literals);
        this.#distances = huffmanTable(FIXED.distances);
        return;
      case 2:
        this.#readTables();
        return;
      default:
        throw new GunzipError(DAMAGED);
    }
  }

  #readTables(): void {
    const literalCount = this.#take(5) + 257;
    const distanceCount = this.#take(5) + 1;
    const orderCount = this.#take(4) + 4;
    const orderLengths = new Uint8Array(19);
    for (let at = 0; at < orderCount; at++) orderLengths[CODE_LENGTH_ORDER[at]!] = this.#take(3);
    const order = huffmanTable(orderLengths);
    if (order === undefined) throw new GunzipError(DAMAGED);
    const lengths = new Uint8Array(literalCount + distanceCount);
    for (let at = 0; at < lengths.length; ) {
      const symbol = this.#symbol(order);
      if (symbol < 16) {
        lengths[at++] = symbol;
        continue;
      }
      if (symbol === 16 && at === 0) throw new GunzipError(DAMAGED);
      const length = symbol === 16 ? lengths[at - 1]! : 0;
      const times =
        symbol === 16 ? 3 + this.#take(2) : symbol === 17 ? 3 + this.#take(3) : 11 + this.#take(7);
      if (at + times > lengths.length) throw new GunzipError(DAMAGED);
      lengths.fill(length, at, at + times);
      at += times;
    }
    this.#literals = huffmanTable(lengths.subarray(0, literalCount));
    this.#distances = huffmanTable(lengths.subarray(literalCount));
    if (this.#literals === undefined) throw new GunzipError(DAMAGED);
  }

  /** Decodes to the end of the block or of the room for it. */
  #decode(literals: HuffmanTable, distances: HuffmanTable | undefined): void {
    const output = this.#output;
    let filled = this.#filled;
    while (filled < OUTPUT_BYTES - LONGEST_MATCH) {
      const symbol = this.#symbol(literals);
      if (symbol < 256) {
        output[filled++] = symbol;
        continue;
      }
      if (symbol === 256) {
        this.#literals = undefined;
        break;
      }
      const length = this.#ranged(LENGTHS, symbol - 257);
      if (distances === undefined) throw new GunzipError(DAMAGED);
      const distance = this.#ranged(DISTANCES, this.#symbol(distances));
      if (distance > filled - this.#memberStart) throw new GunzipError(DAMAGED);
      // Byte by byte: a match may overlap with what it makes.
      for (const end = filled + length; filled < end; filled++) {
        output[filled] = output[filled - distance]!;
      }
    }
    this.#filled = filled;
  }

  #copyStored(): void {
    while (this.#stored > 0 && this.#filled < OUTPUT_BYTES - LONGEST_MATCH) {
      this.#output[this.#filled++] = this.#take(8);
      this.#stored--;
    }
  }

  #readHeader(): void {
    if (this.#take(16) !== 0x8b1f || this.#take(8) !== 8) throw new GunzipError(DAMAGED);
    const flags = this.#take(8);
    for (let skipped = 0; skipped < 6; skipped++) this.#take(8);
    if (flags & EXTRA) for (let left = this.#take(16); left > 0; left--) this.#take(8);
    if (flags & NAME) while (this.#take(8) !== 0);
    if (flags & COMMENT) while (this.#take(8) !== 0);
    if (flags & HEADER_CRC) this.#take(16);
    this.#isLastBlock = false;
    this.#memberStart = this.#filled;
    this.#crc.reset();
  }

  #endMember(): void {
    this.#take(this.#bitCount & 7);
    const crc = this.#take(16) | (this.#take(16) << 16);
    const length = this.#take(16) | (this.#take(16) << 16);
    if (crc !== this.#crc.value || length !== this.#crc.length) throw new GunzipError(DAMAGED);
    // What follows and is no further member, such as the padding of a tape, is passed over.
    this.#isOver = !this.#has(16) || (this.#bits & 0xffff) !== 0x8b1f;
    if (!this.#isOver) this.#readHeader();
  }

  #ranged({ base, bits }: Ranges, code: number): number {
    const least = base[code];
    if (least === undefined) throw new GunzipError(DAMAGED);
    return least + this.#take(bits[code]!);
  }

  #symbol(table: HuffmanTable): number {
    if (!this.#has(table.bits) && this.#bitCount === 0) throw new GunzipError(TOO_SHORT);
    const entry = table.entries[this.#bits & ((1 << table.bits) - 1)]!;
    const length = entry & 15;
    if (length === 0) throw new GunzipError(DAMAGED);
    if (length > this.#bitCount) throw new GunzipError(TOO_SHORT);
    this.#bits >>>= length;
    this.#bitCount -= length;
    return entry >>> 4;
  }

  /** @param count at most 16 */
  #take(count: number): number {
    if (!this.#has(count)) throw new GunzipError(TOO_SHORT);
    const taken = this.#bits & ((1 << count) - 1);
    this.#bits >>>= count;
    this.#bitCount -= count;
    return taken;
  }

  /** Gathers `count` bits, at most 16, if there are as many. */
  #has(count: number): boolean {
    while (this.#bitCount < count) {
      if (this.#inputAt === this.#inputEnd) {
        this.#inputAt = 0;
        this.#inputEnd = this.#raw.read(this.#input, 0);
        if (this.#inputEnd === 0) return false;
      }
      this.#bits |= this.#input[this.#inputAt++]! << this.#bitCount;
      this.#bitCount += 8;
    }
    return true;
  }
}

const DAMAGED = 'it is damaged';
const TOO_SHORT = 'it ends too early';

/** Flags of a member's header. */
const HEADER_CRC = 2;
const EXTRA = 4;
const NAME = 8;
const COMMENT = 16;

interface Ranges {
  readonly base: number[];
  readonly bits: number[];
}

function ranges(bits: number[], first: number): Ranges {
  const base: number[] = [];
  let next = first;
  for (const count of bits) {
    base.push(next);
    next += 1 << count;
  }
  return { base, bits };
}
