import { closeSync, openSync, readSync } from 'node:fs';
import type { LinePlace } from './line-index.js';
import { unlessGone } from './overtaken.js';

export const NEWLINE = 10;
const CHUNK_BYTES = 1024 * 1024;

/**
 * Calls back with each whole line of a file and where it begins: what stands behind the last end of
 * a line was not written whole. The bytes, the end of the line included, are good until it returns.
 * @param begin where a line begins
 * @returns where the next line will begin
 */
export function eachLine(
  file: string,
  take: (line: Buffer, offset: number) => void,
  begin = 0,
): number {
  const descriptor = unlessGone(file, () => openSync(file, 'r'));
  try {
    let buffer = Buffer.allocUnsafe(CHUNK_BYTES);
    let [start, filled] = [begin, 0];
    for (;;) {
      // A line that is longer than the buffer gets a larger one.
      if (filled === buffer.length) buffer = Buffer.concat([buffer], 2 * buffer.length);
      const read = readSync(descriptor, buffer, filled, buffer.length - filled, start + filled);
      if (read === 0) return start;
      filled += read;
      let from = 0;
      const bytes = buffer.subarray(0, filled);
      for (let end = bytes.indexOf(NEWLINE); end >= 0; end = bytes.indexOf(NEWLINE, from)) {
        take(bytes.subarray(from, end + 1), start + from);
        from = end + 1;
      }
      buffer.copyWithin(0, from, filled);
      start += from;
      filled -= from;
    }
  } finally {
    closeSync(descriptor);
  }
}

/** Bytes that are held of the files that are open. */
const WINDOW_BYTES = 64 * 1024;
const MOST_OPEN = 200;

/** A part of an open file. */
interface OpenFile {
  readonly descriptor: number;
  bytes: Buffer;
  offset: number;
  filled: number;
}

/** Reads single lines of many files, of each more or less in their order. */
export class LineReader {
  readonly #names: readonly string[];
  /** By number of the file; the one that was used last is the last. */
  readonly #open = new Map<number, OpenFile>();

  constructor(names: readonly string[]) {
    this.#names = names;
  }

  /** The bytes are good until the next call; fewer, where the file has become shorter. */
  read({ file, offset, length }: LinePlace): Buffer {
    const found = this.#opened(file);
    if (offset < found.offset || offset + length > found.offset + found.filled) {
      if (length > found.bytes.length) found.bytes = Buffer.allocUnsafe(2 * length);
      found.offset = offset;
      found.filled = readSync(found.descriptor, found.bytes, 0, found.bytes.length, offset);
    }
    const from = offset - found.offset;
    return found.bytes.subarray(from, Math.min(from + length, found.filled));
  }

  close(): void {
    for (const { descriptor } of this.#open.values()) closeSync(descriptor);
    this.#open.clear();
  }

  #opened(file: number): OpenFile {
    const name = this.#names[file]!;
    const found = this.#open.get(file) ?? {
      descriptor: unlessGone(name, () => openSync(name, 'r')),
      ...{ bytes: Buffer.allocUnsafe(WINDOW_BYTES), offset: 0, filled: 0 },
    };
    // The order matters only where some must go.
    if (this.#names.length > MOST_OPEN) this.#open.delete(file);
    this.#open.set(file, found);
    if (this.#open.size > MOST_OPEN) {
      const [[oldest, { descriptor }]] = this.#open as unknown as [[number, OpenFile]];
      closeSync(descriptor);
      this.#open.delete(oldest);
    }
    return found;
  }
}
