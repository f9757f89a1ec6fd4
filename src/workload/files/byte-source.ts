import { closeSync, openSync, readSync } from 'node:fs';
import { UserError } from '../../base/user-error.js';
import type { ByteSource } from './bytes.js';
import { Gunzip, GunzipError } from './gunzip.js';

/**
 * Opens a file for reading from its first byte to its last. A gzipped file is known by its first
 * two bytes, whatever its name, and is unpacked as it is read.
 * @throws UserError when it cannot be read or unpacked
 */
export function openBytes(file: string): ByteSource {
  const raw = new FileBytes(file);
  const head = Buffer.allocUnsafe(2);
  let length = 0;
  for (let came = -1; length < 2 && came !== 0; length += came) came = raw.read(head, length);
  const start = head.subarray(0, length);
  const whole = new Prefixed(start, raw);
  return start[0] === 0x1f && start[1] === 0x8b ? new Unpacked(file, whole) : whole;
}

class FileBytes implements ByteSource {
  readonly #descriptor: number;

  readonly #file: string;

  constructor(file: string) {
    this.#file = file;

    try {
      this.#descriptor = openSync(file, 'r');
    } catch (error) {
      throw unreadable(file, error);
    }
  }

  read(into: Buffer, offset: number): number {
    try {
      return readSync(this.#descriptor, into, offset, into.length - offset, null);
    } catch (error) {
      this.close();
      throw unreadable(this.#file, error);
    }
  }

  close(): void {
    closeSync(this.#descriptor);
  }
}

/** Bytes already in memory, then those of another source. */
class Prefixed implements ByteSource {
  #taken = 0;

  readonly #bytes: Buffer;
  readonly #rest: ByteSource;

  constructor(bytes: Buffer, rest: ByteSource) {
    this.#bytes = bytes;
    this.#rest = rest;
  }

  read(into: Buffer, offset: number): number {
    if (this.#taken === this.#bytes.length) return this.#rest.read(into, offset);
    const copied = this.#bytes.copy(into, offset, this.#taken);
    this.#taken += copied;
    return copied;
  }

  close(): void {
    this.#rest.close();
  }
}

/** What a gzipped file holds. */
class Unpacked implements ByteSource {
  readonly #file: string;
  readonly #packed: ByteSource;
  #gunzip: Gunzip | undefined;

  constructor(file: string, packed: ByteSource) {
    this.#file = file;
    this.#packed = packed;
  }

  read(into: Buffer, offset: number): number {
    try {
      this.#gunzip ??= new Gunzip(this.#packed);
      return this.#gunzip.read(into, offset);
    } catch (error) {
      if (!(error instanceof GunzipError)) throw error;
      this.close();
      throw new UserError(`${this.#file}: cannot be unpacked by gzip: ${error.message}`);
    }
  }

  close(): void {
    this.#packed.close();
  }
}

function unreadable(file: string, error: unknown): UserError {
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return new UserError(`${file}: cannot be read: ${REASONS[code] ?? (error as Error).message}`);
}

const REASONS: Readonly<Record<string, string>> = {
  ENOENT: 'there is no such file',
  EISDIR: 'it is a directory, not a file',
  EACCES: 'permission denied',
};
