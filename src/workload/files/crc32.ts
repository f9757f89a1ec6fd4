/** The checksum of gzip (RFC 1952, 8), four bytes at a time. */
export class Crc32 {
  #rest = -1;
  #length = 0;
  /** The remainders of a byte, and of a byte that 1, 2 and 3 others follow. */
  readonly #table = remainders();

  /** Of all bytes since the last reset, as a signed number. */
  get value(): number {
    return ~this.#rest;
  }

  /** How many bytes that were, modulo 2^32, as a signed number. */
  get length(): number {
    return this.#length;
  }

  reset(): void {
    this.#rest = -1;
    this.#length = 0;
  }

  add(bytes: Uint8Array, start: number, end: number): void {
    const table = this.#table;
    let rest = this.#rest;
    let at = start;
    for (; at + 4 <= end; at += 4) {
      rest ^= bytes[at]! | (bytes[at + 1]! << 8) | (bytes[at + 2]! << 16) | (bytes[at + 3]! << 24);
      rest =
        table[768 + (rest & 255)]! ^
        table[512 + ((rest >>> 8) & 255)]! ^
        table[256 + ((rest >>> 16) & 255)]! ^
        table[rest >>> 24]!;
    }
    for (; at < end; at++) rest = table[(rest ^ bytes[at]!) & 255]! ^ (rest >>> 8);
    this.#rest = rest;
    this.#length = (this.#length + end - start) | 0;
  }
}

function remainders(): Int32Array {
  const table = new Int32Array(4 * 256);
  for (let byte = 0; byte < 256; byte++) {
    let rest = byte;
    for (let bit = 0; bit < 8; bit++) rest = (rest >>> 1) ^ (rest & 1 ? 0xedb88320 : 0);
    table[byte] = rest;
  }
  for (let at = 256; at < table.length; at++) {
    const before = table[at - 256]!;
    table[at] = table[before & 255]! ^ (before >>> 8);
  }
  return table;
}
